import type { ReadingContext } from '../follow-up/context'
import type { Piece } from '../tag/tag'
import { tagQuestion } from '../tag/tag-question'

// Clauses around a question that say when, why or what for it is asked: “before I page anybody”, “so that I can tell a deploy from growth”, “ahead of the maintenance”. Such a clause is known by
// the word that joins it and by whom it speaks of: whoever asks, and what they are about to do. “Before we moved to gp3” tells of a time of the bill instead, and stays.

const ASKER = '(?:i|we|you|my \\w+|our \\w+|the (?:board|boss|ceo|cfo|cto|auditors?))'
const HELPING =
  '(?:(?:can|could|may|might|should|must|will|would|have|has|need|want|wants|am|are|is|to|go|going|about|do|really|actually|even|just|start|taking|get|be) )*'
/** What somebody does with an answer: speak, decide, go on with the day. What was done already is a time of the bill: “before we signed the contract”. */
const DOES = `(?!\\w+ed\\b)(?:get|find|page|call|ring|phone|ping|wake|rely|sign|approv|decid|ask|tell|talk|answer|repl|respond|go|leav|rais|report|present|send|forward|escalat|commit|meet|join|clos|tak|hand|speak|writ|mail|book|fil|finish|head|submit|shar|discuss|explain|review|prepar|negotiat|walk|promis|argu|worr|panic|say|know|understand|see|plan|cover|look|check|compar|judg|brief|act|(?:not|have|has|need|want|am|are|is|new|on call|responsible)\\b)\\w*`
const COMES = new RegExp(
  `^(?:once|as soon as) ${ASKER} (?:has|have) \\w+|^(?:before|as soon as|when|whenever|while|as|since|because|now that|given that|once|until) ${ASKER} ${HELPING}${DOES}\\b`,
)
const PURPOSE =
  /^(?:so that|so (?=(?:i|we) (?:can|could|know|may|do not)\b)|in order (?:that|to)|to be (?:sure|safe|on the safe side|certain|prepared|ready|precise)\b|to make sure\b|just to )/
/** A cause is said in passing only after a comma: “what expired because the approver was away” asks for it. */
const CAUSE = /^because (?!of\b)/
const AHEAD =
  /^(?:ahead of|in preparation (?:for|of)|to prepare(?: for)?|prior to|in advance of|in time for|as part of|as (?:an )?input (?:for|to)|with a view to|in view of|for) (?:(?:the|a|an|my|our|your|tomorrow|today|this|next) )?(?:\w+[ -]?){1,3}$/

const BEGINS =
  '(?:before|after|when|whenever|while|as soon as|as|since|because|so that|so|now that|given that|once|until|ahead of|in preparation|to prepare|prior to|in advance of|in time for|as part of|as input|as an input|with a view to|in view of|in order|for)'
const FIRST = new RegExp(
  `^(${BEGINS} [^,.;:?!]+?)(?:[,:] (?=\\S)| (?=(?:i|we) (?:would like|like|need|want|have to)\\b|could (?:you|i|we)|please |show |would you))(.+)$`,
)
const JOINS =
  /(,?) (?=(?:before|when|whenever|while|as soon as|as|since|because|so that|so|now that|given that|once|until|in order|to be|to make|just to) [^,.;:?!]+[.!? ]*$)/g
/** What narrows, turns round or takes back is no circumstance. */
const MATTERS = /\b(?:without|only|except|unless|if|but|exclud\w+|ignor\w+|instead|than|focus\w*|limit\w*|assum\w+|suppos\w+)\b/

const MOST_CLAUSES = 3
const meant = ({ tag }: Piece): string => JSON.stringify(tag === null ? null : { ...tag, said: '', how: '' })

function isAdjunct(clause: string, rest: string, is_apart: boolean, ctx: ReadingContext): boolean {
  const is_purpose = PURPOSE.test(clause)
  if (MATTERS.test(clause) || !(is_purpose || COMES.test(clause) || AHEAD.test(clause) || (is_apart && CAUSE.test(clause)))) return false
  const tagged = (text: string): Piece[] => tagQuestion(text, ctx.gazetteer, ctx.today).pieces.filter((p) => p.tag !== null)
  const asked = new Set(tagged(rest).map(meant))
  // A word of a headline is an ordinary word where it only says what for.
  return tagged(clause).every((p) => asked.has(meant(p)) || (is_purpose && p.tag?.tag === 'case'))
}

/** The question before a clause behind it that only says why or what for. */
function withoutTail(text: string, ctx: ReadingContext): string | undefined {
  const found = [...text.matchAll(JOINS)].find(({ 0: { length }, 1: comma, index }) => {
    const clause = text.slice(index + length).replace(/[.!? ]+$/, '')
    return isAdjunct(clause, text.slice(0, index), comma !== '', ctx)
  })
  return found === undefined ? undefined : text.slice(0, found.index)
}

function withoutLead(text: string, ctx: ReadingContext): string | undefined {
  const [, lead = '', question = ''] = FIRST.exec(text) ?? []
  return lead !== '' && isAdjunct(lead, question, true, ctx) ? question : undefined
}

/** The question without the clauses that say when, why or what for it is asked, where they name nothing that it does not. Undefined where there are none. Takes a normalised question. */
export function withoutAdjuncts(normalised: string, ctx: ReadingContext): string | undefined {
  let text = normalised
  for (let round = 0; round < MOST_CLAUSES; round += 1) text = withoutLead(text, ctx) ?? withoutTail(text, ctx) ?? text
  return text === normalised ? undefined : text
}
