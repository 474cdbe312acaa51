import type { ReadingContext } from '../follow-up/context'
import { MONTH_NAMES } from '../period/period-days'
import type { Piece, Tag } from '../tag/tag'
import { tagQuestion } from '../tag/tag-question'
import { saysPartOfIt } from '../words/part-of-it'

// “We are leaving us-west-2, so what are we still paying for there”: a circumstance, then the question. What the question points back to is put in its place; what the circumstance names and
// the question neither names nor points to may narrow what was meant, so then nothing is left out.

const ASKING =
  '(?:what|which|who|whose|how|why|where|when|has|have|is|are|was|were|did|does|do|can|could|would|may|might|give|show|list|tell|chart|plot|break|compare|please|(?:i|we) (?:would |should )?(?:like|need|want))'
const SPLIT = new RegExp(
  `^(.+?)(?:[.;!:] |, (?:so |and so )?| so | and (?:i|we) (?:wonder|wondered|want to know|need to know|would like to know) )(${ASKING} .+)$`,
)
const STATES =
  /^(?:(?:i|we) (?:think|thought|reckon|guess|believe|suspect|suppose|fear|feel|am|are|was|were|have|had|did|just|finally|\w+ed|moved|began|took|got|put|ran|went|\w+ing)|(?:during|after|at|on|over|in) (?:\S+ ){2,12}?(?:\w+ed|went|ran|came|had|was|were)|(?:[\w-]+ ){1,3}(?:is|are|was|were|said|says|thinks|told|has|have|had|came|comes|arrived|will|wants|needs|keeps|asked|demands?|requires?|expects?)|(?:as|because|now that) (?:[\w-]+ ){2,8}|to \w+ (?:my|our|the|a)) /
/** What narrows, turns round or asks is no circumstance. */
const MATTERS =
  /\b(?:without|not|no|never|only|except|if|unless|but|exclud\w+|ignor\w+|instead|than|focus\w*|mean|care|limit\w*|interested|look\w*|want|which|what|who|whose|how|why|when|assum\w+|suppos\w+)\b/
const THOUGHT_BEHIND = /^(.+?),? (?:and )?(?:i|we) (?:think|reckon|guess|believe|suspect) ((?:it|one|that|this|they|there|he|she)\b[^,.;?!]*)[.!? ]*$/
const PERSONS =
  /\b(?:his|her|their|(?:he|she)(?= (?:is|has|had|owns?|holds|handles|carries|did|does|made|approved|signed|denied|rejected|closed|changed|decided|works?|worked)\b))\b/
/** What several people or things own: “their costs” after a team was named. */
const THEIRS = /\btheir\b/
const POINTS = /\b(?:it|its|there|that one)\b/
const OF_IT = new RegExp(`\\b(?:its|it is(?= (?:${MONTH_NAMES}|last|bill|costs?|spend|develop\\w*|trend|course|history|coverage|evolution|share)\\b)|it)\\b`)
const PLACES: ReadonlySet<Tag['tag']> = new Set(['entity', 'environment', 'person', 'case'])

const isPlace = ({ tag }: Piece): boolean => tag !== null && PLACES.has(tag.tag)
const meant = ({ tag }: Piece): string => JSON.stringify(tag === null ? null : { ...tag, said: '', how: '' })
const nameOf = ({ tag, text }: Piece): string => (tag?.tag === 'entity' && tag.key === 'owner' ? `team ${text}` : text)

/** The question with the one place that was spoken of where it points to it; undefined where it points to nothing that was named, or names another place. */
function withPlace(question: string, named: readonly Piece[], asked: readonly Piece[]): string | undefined {
  if (named.length === 0) return POINTS.test(question) || PERSONS.test(question) ? undefined : question
  const own = new Set(asked.filter(isPlace).map(meant))
  if (own.size > 0) return named.every((p) => own.has(meant(p))) ? question : undefined
  const [only, ...more] = named
  if (only === undefined || new Set(more.map(meant)).size > 0) return undefined
  if (only.tag?.tag === 'person') return PERSONS.test(question) ? question.replace(PERSONS, only.text) : undefined
  if (THEIRS.test(question)) return question.replace(THEIRS, nameOf(only))
  if (/\bthere\b/.test(question)) return question.replace(/\bthere\b/, `in ${nameOf(only)}`)
  return OF_IT.test(question) ? question.replace(OF_IT, nameOf(only)) : undefined
}

/** The question behind a statement, or before a thought, by itself; undefined where the two cannot be told apart. Takes a normalised question. */
export function afterStatement(normalised: string, ctx: ReadingContext): string | undefined {
  const tagged = (text: string): Piece[] => tagQuestion(text, ctx.gazetteer, ctx.today).pieces
  const [, before, thought = ''] = THOUGHT_BEHIND.exec(normalised) ?? []
  if (before !== undefined) return MATTERS.test(thought) || saysPartOfIt(thought) || tagged(thought).some((p) => p.tag !== null) ? undefined : before
  const [, statement = '', question = ''] = SPLIT.exec(normalised) ?? []
  if (MATTERS.test(statement) || saysPartOfIt(statement)) return undefined
  const [said, asked] = [tagged(statement), tagged(question)]
  // Whatever is told of whoever asks and names nothing: “in Azure I would open the advisor now”.
  const is_aside = /\b(?:i|we)\b/.test(statement) && said.every((p) => p.tag === null)
  if (!is_aside && !STATES.test(`${statement} `)) return undefined
  const times = said.filter((p) => p.tag?.tag === 'period')
  if (said.some((p) => p.tag !== null && p.tag.tag !== 'period' && !isPlace(p))) return undefined
  const [time, ...more] = times
  const since =
    time !== undefined && more.length === 0 ? question.replace(/\bsince then\b/, `since ${time.text.replace(/^(?:on|in|since|at) /, '')}`) : question
  // A time that was only spoken of is no time of the question; where that has none, it may be.
  if (time !== undefined && since === question && !asked.some((p) => p.tag?.tag === 'period')) return undefined
  return withPlace(since, said.filter(isPlace), asked)
}
