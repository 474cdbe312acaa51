import { MEASURING } from '../doubt/measuring'
import type { ReadingContext } from '../follow-up/context'
import { isUnexplained, tagQuestion } from '../tag/tag-question'
import { GROUP_WORDS, STOP_WORDS } from '../words/lexicon'
import { saysPartOfIt } from '../words/part-of-it'
import { CLASS_WORDS, CLASSES } from '../words/word-classes'
import { withoutAdjuncts } from './adjuncts'
import { afterStatement } from './after-statement'

// A question inside talk: politeness, feelings, who asked for it. What carries a place, a time, a measure or a word of the product is never left out.

// Words of classes that talk is full of and that by themselves ask for nothing.
const CHATTY: ReadonlySet<string> = new Set([
  ...CLASSES.suppose,
  ...CLASSES.sure,
  ...CLASSES.person,
  ...`help helped work works much large big high do does did done off wrong interesting surprising looking somebody someone anyone anybody people person story main right due late
  certain urgent hold good`.split(/\s+/),
])
const TELLING: ReadonlySet<string> = new Set([
  ...CLASS_WORDS,
  ...Object.keys(GROUP_WORDS),
  'noise',
  'category',
  'new',
  'nobody',
  'closed',
  'total',
  'money',
  'share',
  'average',
  'hour',
  'hours',
  'status',
  'statuses',
  'state',
  'states',
  ...'newest oldest latest earliest first sorted ascending descending storage network database compute last full day days week weeks month months quarter year'.split(
    ' ',
  ),
])
// A clause that asks is kept, whatever is in it.
const ASKS = /\b(?:why|who|whose|which|when|where|how|what|also|instead|except|without|excluded|excluding|omitted|left out|only|undo|back|same)\b/

/** Where one clause ends: punctuation, a dash, or a word that begins a reason or a condition. */
const BOUNDARY =
  /[.;!?:,]+(?=\s|$)|\s[-–—]+\s|\s(?=(?:because|though|although|(?<!\b(?:asks?|asked|asking|wonders?|wondering|know|knows|check|tell|see) )if|(?<!\b(?:everything|anything|all|nothing|any|anyone|anybody|everyone|everybody|nobody|somebody) )but|and (?:my|i|we|she|he|it|that) )\b)/

const SUBJECT =
  '(?:i|we|she|he|they|you|it|people|somebody|someone|everybody|nobody|no one|finance|accounting|procurement|management|(?:my|our|the|a) \\w+(?! <)|[a-z]+(?= (?:would like|wants|wanted|asks|asked) (?:to (?:know|see|understand)|me|us|if|whether|for|what|which|how|who|why)))'
const ADVERB = '(?: (?:also|just|really|still|now|only|actually|kind of|sort of|always|would|should|have|has|had|been|was|were|am|is|are|might|will))*'
const SPEAKS =
  '(?:help(?:s|ed)? (?:me|us)(?: a lot| greatly| much)?|asked|asks|asking|told|tells|said|says|say|saying|think|thinks|thought|believe|believes|guess|suppose|wonder|wonders|wondering|hear|heard|hearing|keep hearing|keep wondering|require|requires|need|needs|want|wants|wanted|like|likes|love|hope|hoping|be grateful|grateful|appreciate|be (?:much )?obliged|be thankful|be glad|glad|happy|curious|search|searching|seek|looking|trying|negotiating|(?:a|the) (?:hunch|feeling|suspicion|question|hint)|got to|have to|must|supposed|mention|mentions|mentioned|(?:have|had|got) (?:no|not the (?:slightest|faintest)) (?:idea|clue)|(?:do|did|could|can) not (?:know|see|get|understand|find|tell|say|figure out|work out)|cannot (?:tell|see|say|explain|work out|figure out)|interests?|claims?|claimed|insists?|insisted|swears?|complains?|complained|noticed|failed|struggling|struggle|unable|not able)'
const TOWARDS =
  '(?: (?:me|us|you|to|for|if|that|whether|about|as to|of|at|know|see|seeing|having|getting|look|have|get|bring|find out|check|show|hear|understand|learn|find|work out|figure out|make out|how about|give|tell|the list of|list of))*'
/** Who speaks, thinks or wants: what follows is the question. */
const EMBEDS = new RegExp(`^${SUBJECT}${ADVERB} ${SPEAKS}${TOWARDS} (?=\\S)`)
/** Sounds, greetings and openings before a question. */
const OPENS =
  /^(?:oh|ah|uh+|um+|er+|hm+|hey|hi|hello|so|well|ok|okay|right|listen|look|wonderful|great|fine|lovely|nice|brilliant|sorry|forgive (?:me|my \w+)|it would be (?:great|nice|lovely|helpful|good|perfect|kind) if (?:i|you|we) could(?: (?:get|have|see|show|give|tell))?(?: (?:me|us))?|excuse me|pardon(?: me)?|apologies|please|be (?:so )?kind (?:enough )?(?:as )?to(?: (?:show|give|tell|send|list)(?: me| us)?)?|(?:might|may) i ask|kindly(?: (?:advise|share|provide|confirm|let me know))?(?: me| us)?(?: on| about| of)?|and|but|or|yeah|yes|no(?= (?:i|we|what|which|who|how|why|show|give|just|please)\b)|honestly|frankly|anyway|quick one|quick question|question|headline|headlines|interesting|(?:unless|if) i am (?:not )?(?:mistaken|wrong)|if you (?:could|would|can|might)(?: please| kindly)? (?:tell|show|give|send|list)(?: me| us)?|go on|then|like|somebody|someone|rumou?r has it(?: that)?|(?:that )?there (?:is|are|might be|may be|should be|must be)(?: an?| some)?|(?:enlighten|inform|remind|update|brief|fill) (?:me|us)(?: in)?(?: as to| on| about| of)?|(?:could|would|can|may|might) (?:i|you|we) (?:please )?(?:see|have|get|look at|tell me|show me|give me|be so kind as to)|(?:many )?thanks in advance(?: for)?|(?:could|can|may|might) i (?:trouble|bother|ask) (?:you )?(?:for|to (?:show|give|tell)(?: me)?)|(?:would it be|is it) possible (?:for (?:you|me|us) )?to (?:see|get|have|show|give|tell|know)(?: me| us)?|(?:could|would|can|will) you(?: (?:please|kindly|just|maybe|possibly))*(?= (?:show|tell|give|list|split|explain|break|chart|plot|compare|pull|bring|draw|graph|sort|group)\b)|explain(?: to (?:me|us))?(?= how (?:much|many|(?:\S+ ){1,6}(?:distributed|split|divided|spread|allocated)\b))|would you mind (?:showing|telling|giving)(?: me| us)?) (?=\S)/
/** Said for force: it asks nothing. */
const FORCE =
  / (?:on earth|the hell|the heck|the devil|in the world|for heaven sake|if you please|so to speak|you know|i believe|i guess|i think|i suppose|by the way|at all)\b/g

// "By amount", "in euros": how the answer is to be given.
const SAYS_HOW =
  /^(?:by|per|in|for|on|of|at|from|to|with|and|between|rather) (?!the (?:way|record|moment)|my |fact|course|be honest|(?:plain|simple|short|other|a few|normal) (?:english|words|terms)|english|short$)/

/** What the answer is wanted for: “for the board pack”, “for my slides”. */
const PURPOSE =
  /(?:^|,? )(?:for|in) (?:the|a|an|my|our|your|her|his|their|tomorrow|today|monday|tuesday|wednesday|thursday|friday) (?:\w+ ){0,2}(?:packs?|decks?|slides?|board|meetings?|reviews?|report|presentations?|summary|minutes|newsletter|steering|committee|qbr|appendix|annex|footnotes?|dossier|filing|briefing|chapter|letter|e?mail|ticket|notes|paper|wiki|spreadsheet|sheet|reconciliation|(?:tax )?(?:adviser|advisor)|auditor|accountant|controller|boss|manager|director|cfo|ceo|cto|investors|stand-?up|sync|all-?hands|auditors?|audit committee|books|closing|forecast meeting|checks?|files?|records?|folder|memo|handover|workshop|call|renewals?|talks|negotiations?|ledger|(?:month|quarter|year)[- ]end)$/

/** “In Azure I had a list of reports”. */
const OF_ANOTHER_TOOL = /^in \S+(?: \S+)? (?:i|we) (?:had|have|used|could|did|would|opened?)\b/

// What takes something back is said with its “but”.
const BUT = /^but (?!(?:what|how|who|why|which|where|when|can|could|i|we|please|show|is|are|do|does)\b)/

const LINKS = /^(?:(?:but|and|or|because|though|although|if|so) )+/

// Why it is asked: “because I promised the board a summary”.
const REASON =
  /^because (?:i|we|he|she|they|my \w+|our \w+|the (?:board|auditors?|cfo|ceo|boss)) (?:promised|told|asked|need|needs|want|wants|have|has|must|owe|forgot|wants?|am|is|are)\b/

// “Although they used less”, “but do not use”: something that has to be so of what is asked for.
const CONDITION =
  /^(?:although|though|even though|while|whereas|despite) (?!(?:i|we|you|my|our|not sure|it is (?:late|early|not))\b)|^but (?:(?:that|which|they|we) )?(?:(?:do|does|did|are|was|were|have|has|had|can|could) not|never) (?!(?:mind|know|have time|want|need)\b)/

// “If you can”, “if it is not too much trouble”; any other “if” is a condition: “if we had bought spot”.
const POLITE_IF =
  /^if (?:possible|time (?:permits|allows)|any|at all|so|not|needed|necessary|poss|you\b|u\b|i (?:may|might|can|could|am|understand|understood|remember|recall|got|have|read|see|am)\b|(?:it|that|this) (?:is|was) (?:not |no |too |ok|okay|possible|easy|allowed|fine|alright|all right|any|a |what|where|there|here)|(?:it|that) (?:helps|matters|makes sense|exists)|there (?:is|are) (?:any|some|such|one)\b|(?:one|we) (?:can|may|could|have) )/
const isCondition = (clause: string): boolean => CONDITION.test(clause) || (/^if /.test(clause) && !POLITE_IF.test(clause))

function isTalk(clause: string, ctx: ReadingContext): boolean {
  const { gazetteer, today } = ctx
  if (clause.replace(PURPOSE, '') === '' || bare(`${clause} x`, ctx) === 'x') return true
  const rest = clause.replace(LINKS, '')
  if (ASKS.test(clause) || (SAYS_HOW.test(rest) && !OF_ANOTHER_TOOL.test(clause)) || /\d/.test(clause)) return false
  // A figure that no view has is what was asked for, however plain its words are: “mean time to detect, last quarter”.
  if (saysPartOfIt(clause) || MEASURING.some(({ pattern }) => pattern.test(clause))) return false
  const { pieces } = tagQuestion(clause, gazetteer, today)
  if (OF_ANOTHER_TOOL.test(clause) && pieces.every((p) => p.tag === null)) return true
  if (REASON.test(clause) && pieces.every((p) => p.tag === null)) return true
  // A bare noun may be a name: "storage, October".
  if (!pieces.some((p) => STOP_WORDS.has(p.text))) return false
  // “But customers only”, “regarding Acme”: after a word that takes something back or says of what, a word that nothing explains may be what is taken back.
  if (/^(?:but|unless|though|although|not|no|regarding|concerning) /.test(clause) && pieces.some(isUnexplained)) return false
  return pieces.every((p) => p.tag === null && (CHATTY.has(p.text) || !TELLING.has(p.text)))
}

function bare(clause: string, ctx: ReadingContext): string {
  let text = ` ${clause}`.replace(FORCE, '').replace(PURPOSE, '').trim()
  for (let round = 0; round < 6; round += 1) {
    // Whoever is named there may be what is asked about: "the storefront wants its bill".
    const next = text
      .replace(EMBEDS, (lead) => (tagQuestion(lead, ctx.gazetteer, ctx.today).pieces.some((p) => p.tag !== null && p.tag.tag !== 'person') ? lead : ''))
      .replace(OPENS, '')
    if (next === text) break
    text = next
  }
  return text
}

/** The clauses that carry the request, without the words that lead up to it. Undefined where nothing can be left out. Takes a normalised question. */
function requestIn(normalised: string, ctx: ReadingContext): string | undefined {
  const clauses = normalised
    .split(BOUNDARY)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== '')
  const kept = clauses.length === 1 ? clauses : clauses.filter((clause) => isCondition(clause) || (!isTalk(clause, ctx) && !isTalk(bare(clause, ctx), ctx)))
  const request = (kept.length === 0 ? clauses.slice(-1) : kept)
    .map((clause) => (BUT.test(clause) || isCondition(clause) ? clause : bare(clause, ctx)))
    .join(', ')
  return request === '' || (kept.length === clauses.length && request === clauses.join(', ')) ? undefined : request
}

/** What the question may be without what is said around it, in the order in which it is tried. Takes a normalised question. */
export function requestsIn(normalised: string, ctx: ReadingContext): string[] {
  const bare = withoutAdjuncts(normalised, ctx)
  const after = afterStatement(normalised, ctx)
  const requests = [
    requestIn(normalised, ctx),
    after,
    after === undefined ? undefined : requestIn(after, ctx),
    bare,
    bare === undefined ? undefined : requestIn(bare, ctx),
  ]
  return requests.filter((request) => request !== undefined)
}
