import type { ReadingContext } from '../follow-up/context'
import type { Piece } from '../tag/tag'
import { tagQuestion } from '../tag/tag-question'
import { saysPartOfIt } from '../words/part-of-it'

// Clauses around a question that say when, why or what for it is asked: “before I page anybody”, “so that I can tell a deploy from growth”, “ahead of the maintenance”. Such a clause is known by
// the word that joins it and by whom it speaks of: whoever asks, and what they are about to do. “Before we moved to gp3” tells of a time of the bill instead, and stays.

const ASKER = '(?:i|we|you|my \\w+|our \\w+|the (?:board|boss|ceo|cfo|cto|auditors?))'
const HELPING =
  '(?:(?:can|could|may|might|should|must|will|would|have|has|need|want|wants|am|are|is|to|go|going|about|do|not|really|actually|even|just|start|get|be) )*'
/** What somebody does with an answer: speak, decide, go on with the day. What was done already is a time of the bill: “before we signed the contract”. */
const DOES = `(?!\\w+ed\\b)(?:get|find|wait|page|call|ring|phone|ping|wake|rely|sign|approv|decid|ask|tell|talk|answer|repl|respond|go|leav|rais|report|present|send|forward|escalat|commit|meet|join|clos|tak|hand|speak|writ|mail|book|fil|finish|head|submit|shar|discuss|explain|review|prepar|negotiat|walk|promis|argu|worr|panic|say|know|understand|see|plan|cover|look|check|compar|judg|brief|act|(?:need|want|new|on call|responsible)\\b)\\w*`
const AT_LEISURE = 'when(?:ever)? you (?:can|could|like|find|get|have)'
const LEADS_UP = new RegExp(
  `^(?:${AT_LEISURE}|(?:once|as soon as) ${ASKER} (?:has|have) \\w+|(?:before|as soon as|when|whenever|while|as|since|because|now that|given that|once|until) ${ASKER} ${HELPING}${DOES})\\b`,
)
/** Behind the question “when we approve” and “until we sign” are conditions of what is asked. */
const FOLLOWS = new RegExp(`^(?:${AT_LEISURE}|(?:before|as|since|because) ${ASKER} ${HELPING}${DOES})\\b`)
const PURPOSE =
  /^(?:so that|so (?=(?:i|we) (?:can|could|know|may|do not)\b)|in order (?:that|to)|to be (?:sure|safe|on the safe side|certain|prepared|ready|precise)\b|to make sure\b)/
/** A cause behind the question is said in passing only after a comma: “what expired because the approver was away” asks for it. */
const CAUSE = /^because (?!of\b)/
const CAUSE_FIRST = /^(?:because(?: of)?|given(?: that)?|seeing that|considering that|now that) /
/** “As the contract is up for renewal”, “since the board wants to know”: whoever it speaks of, a reason has a verb of its own. What “since” says in the past is a time of the bill. */
const NOW =
  '(?:am|is|are|has to|have to|only has|only have|needs?|wants?|asks?|asked|seems?|looks?|keeps?|thinks?|believes?|hopes?|expects?|cannot|must|should|will|may|(?:do|does|did) not|shows?|says?|\\w+ complains?)'
/** What they did at some time: “since we moved to gp3” is a time of the bill. */
const PAST =
  '(?:\\w+ed|was|were|had|have|went|got|began|became|took|came|did|grew|rose|fell|left|bought|put|set|ran|cut|made|gave|lost|sold|found|built|broke|chose|drove|shut|split|spent|last|first|started)'
const REASON = new RegExp(
  `^(?:as|since|for) (?!(?:of|per|to|a|an|far|long|soon|well|usual|is|are)\\b)(?:\\S+ ){1,4}?${NOW}\\b|^as (?:i|we|they|he|she|(?:the|our|my) \\w+) \\w+(?:ed|s)\\b|^(?:as|since) (?:(?:i|we|you|they) (?!${PAST}\\b)|(?:it|he|she) (?!was\\b)(?=\\w+s\\b)|(?:it|this|that) was (?:an?|only|just|not)\\b)\\w*`,
)
/** “Being new here”, “to settle a bet”: what whoever asks is or is about, said before the question. */
const IN_PASSING =
  /^(?:being|having|coming|speaking|judging|thinking|working|preparing|reviewing|reading|to (?!(?:date|day|the|an?|what|whom|which|what extent)\b)[a-z]+) \S+/
const AHEAD =
  /^(?:for (?:\w+ )?reasons?(?: of)?|for the sake of|in the interest of|ahead of|in preparation (?:for|of)|to prepare(?: for)?|in advance of|in time for|with a view to|in view of) \S+/
/** What is talked about names no part of the bill only where it is talk: “regarding Acme” may narrow. */
const EVENT =
  '(?:discussion|call|meeting|e?mail|message|request|question|thread|chat|conversation|talk|review|audit|check|renewal|negotiation|report|deck|board|committee|planning|presentation|workshop|interview|handover|budget|footnote|statement|commentary|close|closing|qbr|analysis|understanding|information|record|adviser|advisor|auditor|accountant|controller|boss|manager|director|colleague|cfo|ceo|cto)s?'
const ABOUT_TALK = new RegExp(
  `^(?:as part of|as (?:an )?input (?:for|to)|following up(?: on)?|further to|with (?:regard|reference|respect) to|regarding|coming back to|for) (?:\\S+ ){0,3}?${EVENT}(?: (?:in|on|with|of|at) (?:\\S+ ?){1,2})?$`,
)
const DISCLAIMS = /^(?:(?:i|we) (?:am |are )?)?(?:not (?:sure|certain)|unsure|no (?:idea|clue)) (?:where|how|what|whether|who|why) /
const BEFORE: readonly RegExp[] = [LEADS_UP, PURPOSE, CAUSE_FIRST, REASON, IN_PASSING, AHEAD, ABOUT_TALK, DISCLAIMS]
const BEHIND: readonly RegExp[] = [FOLLOWS, PURPOSE]

/** A clause before the rest: up to a comma, or to whoever asks. */
const FIRST: readonly RegExp[] = [
  /^([^,.;:?!]+)[,:;] (?=\S)(.+)$/,
  /^(\S+ [^,.;:?!]+?) (?=(?:i|we) (?:would like|like|need|want|have to)\b|(?:i|we) should like\b|could (?:you|i|we)|please |show |would you)(.+)$/,
]
/** Where a clause behind the rest may begin. */
const JOINS = /(,?) (?=[^,.;:?!]+[.!? ]*$)/g
/** What narrows, turns round or takes back is no circumstance. */
const MATTERS =
  /\b(?:without|only(?! (?:has?|have|had|got|see|know|want|need|show)s?\b)|except|unless|if|but|exclud\w+|ignor\w+|instead|than|focus\w*|limit\w*|assum\w+|suppos\w+)\b/
const MOST_CLAUSES = 3

const KINDS_OF_COST: ReadonlySet<string> = new Set(['charge', 'category', 'measure'])
const meant = ({ tag }: Piece): string => JSON.stringify(tag === null ? null : { ...tag, said: '', how: '' })

function isAdjunct(clause: string, rest: string, kinds: readonly RegExp[], ctx: ReadingContext): boolean {
  if (MATTERS.test(clause) || saysPartOfIt(clause) || !kinds.some((kind) => kind.test(clause))) return false
  const tagged = (text: string): Piece[] => tagQuestion(text, ctx.gazetteer, ctx.today).pieces.filter((p) => p.tag !== null)
  const asked = tagged(rest)
  const own = new Set(asked.map(meant))
  // A time or a kind of charge that was only spoken of is none of the question, where that has its own; a word of a headline is an ordinary word where it only says what for.
  const isPassing = ({ tag, text }: Piece): boolean =>
    // “Now that the storefront …, the coverage of storefront-prod”: part of the name that is asked for.
    (tag?.tag === 'entity' && asked.some((p) => p.tag?.tag === 'entity' && p.text !== text && p.text.split('-').includes(text))) ||
    (tag?.tag === 'period' && asked.some((p) => p.tag?.tag === 'period')) ||
    (tag !== null && KINDS_OF_COST.has(tag.tag) && asked.some((p) => p.tag !== null && KINDS_OF_COST.has(p.tag.tag))) ||
    (tag?.tag === 'case' && PURPOSE.test(clause)) ||
    tag?.tag === 'limit'
  return tagged(clause).every((p) => own.has(meant(p)) || isPassing(p))
}

function withoutLead(text: string, ctx: ReadingContext): string | undefined {
  const found = FIRST.map((split) => split.exec(text)).find((parts) => parts !== null && isAdjunct(parts[1] ?? '', parts[2] ?? '', BEFORE, ctx))
  return found?.[2]
}

/** The question before a clause behind it that only says why or what for. */
function withoutTail(text: string, ctx: ReadingContext): string | undefined {
  const found = [...text.matchAll(JOINS)].find(({ 0: { length }, 1: comma, index }) => {
    const clause = text.slice(index + length).replace(/[.!? ]+$/, '')
    return isAdjunct(clause, text.slice(0, index), comma === '' ? BEHIND : [...BEHIND, CAUSE, REASON], ctx)
  })
  return found === undefined ? undefined : text.slice(0, found.index)
}

/** The question without the clauses that say when, why or what for it is asked, where they name nothing that it does not. Undefined where there are none. Takes a normalised question. */
export function withoutAdjuncts(normalised: string, ctx: ReadingContext): string | undefined {
  let text = normalised
  for (let round = 0; round < MOST_CLAUSES; round += 1) text = withoutLead(text, ctx) ?? withoutTail(text, ctx) ?? text
  return text === normalised ? undefined : text
}
