import type { Frame, FramePeriod } from '@/schemas/frame'
import { isWhole, losesSlots } from '../doubt/whole-question'
import { findCase } from '../frame/find-case'
import type { Slots } from '../frame/slots'
import { defaultBaseline, unitBefore } from '../period/baseline'
import { besidePeriod } from '../period/baseline-words'
import { type Piece, tagged } from '../tag/tag'
import type { ReadingContext } from './context'
import { otherPart } from './other-part'
import { hasScope, unfiltered, withoutFilter } from './placed'
import { type FollowUp, withGroup, withSlots } from './with-slots'

// Words that only join a follow-up to what came before.
export const JOINTS = new Set(
  `and or but what about how now also only just for in by per each group grouped instead no nope not actually the same of again but show give list make it me us vs versus compared compare to with against
  that there please ok okay then is was were are all do does did a an on at than split broken break down top limit first biggest largest rows view as from switch use change try rather i meant mean
  without excluding exclude except minus leave out other one ones case cases anomalies those these them filter filtered narrow restrict within so hmm hm team account region service
  time period charges look let see get into focus drill spend cost costs over under drop remove line thing assigned belonging owned stacked stack chart
  could can may might would i you this like have be kindly thank thanks k severity grouping dimension rather`
    .split(/\s+/)
    .filter(Boolean),
)
const CLEAR =
  /^(?:please )?(?:forget (?:that|it|this|everything|all that)|start over|start again|clear|reset|new question|never ?mind|scratch that|from scratch)$/
const BACK =
  /^(?:go |take me |please |ok |and )*(?:back|previous(?: (?:one|view|answer|card))?|undo that|return)(?: (?:please|to (?:that|it|the (?:last|previous) (?:one|view|answer)|before)))?$/
const UNFILTER =
  /\b(?:everywhere|(?:all|every) (?:accounts?|services?|regions?|teams?|environments?)|whole bill|everything|(?:remove|drop|clear|without|no) (?:the |that |all |any |those )?(?:filters?|restrictions?)|overall)\b/
const WHOLE: ReadonlySet<string> = new Set(
  'everywhere all every any whole bill everything remove drop clear without no filters filter restrictions overall across accounts services regions teams environments those'.split(
    ' ',
  ),
)
const MORE = /^(?:(?:show|give|list|see) )?(?:me )?(?:some |a few |even )?more(?: (?:rows|please|of (?:them|those|it)|results))?$/
const LESS = /^(?:(?:show|give) )?(?:me )?(?:less|fewer)(?: (?:rows|please|results|of them))?$/
const BIGGEST =
  /^(?:and |ok |just |only )*(?:(?:show|explain|open|tell) )?(?:me )?(?:about )?(?:the )?(?:single )?(?:biggest|largest|worst|top|most expensive|main)(?: (?:one|case|anomaly|item|of them|of those))?$/
const DROPS =
  /\b(?:drop|remove|clear|lose|take off|undo|without)\b.*\b(?:filters?|restrictions?)\b|^(?:please )?(?:drop|remove|clear|lose) (?:the )?(?:environment|account|service|region|team)$/
const WAY =
  /^(?:(?:and |only |just )+what |and |only |just |show |me |the |those |ones? |that |which |went |gone |going |got |are |is )*(ups?|downs?|increases?|increased|decreases?|decreased|rises?|risers|rose|falls?|fell|fallers|drops?|dropped|grew|growers|higher|lower|cheaper)$/
const POLITE = /\b(?:please|kindly|thanks|thank you|(?:could|can|would|may|might) (?:you|i)|now|ok|okay) ?/g
const PERIOD_BEFORE =
  /^(?:and |or |ok |what about |how about |now |show |me )*(?:in |for |of )?(?:the )?(?:(?:day|week|month|quarter|year|one|period|time) before(?: that| it)?|(?:previous|prior|preceding) (?:day|week|month|quarter|year|period|one))$/
// “Same but one week before”: as long a time, that much earlier.
const SHIFTED =
  /^(?:(?:and|or|ok|same|the same|but|what about|how about|now|show|me|just|only|then) )*(?:a |one )?1?(w|mo|week|month) (?:before|earlier|back|prior)$/
const MAX_LIMIT = 50

/** True when a question has nothing of its own but slots: "and ml-research?", "by team", "last month instead", "top 3". */
export const isElliptical = (pieces: readonly Piece[]): boolean =>
  pieces.some((p) => p.tag !== null) && pieces.every((p, at) => p.tag !== null || JOINTS.has(p.text) || isOfThat(pieces, at))

/** “How much of that for the platform team”: a part of what is shown. */
const isOfThat = (pieces: readonly Piece[], at: number): boolean =>
  pieces[at]?.text === 'much' &&
  pieces[at - 1]?.text === 'how' &&
  pieces[at + 1]?.text === 'of' &&
  /^(?:that|this|it|those|these|them)$/.test(pieces[at + 2]?.text ?? '')

/** “Anything above 800?” after a list asks for those rows of it. */
const isList = ({ frame }: Frame): boolean => frame === 'list_anomalies' || frame === 'list_approvals'

/** The previous frame with the slots of an elliptical question put in. Undefined when the question stands by itself. */
export function followUp(pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): FollowUp {
  const text = tagged(pieces)
  const words = pieces.map((p) => p.text).join(' ')
  if (CLEAR.test(text)) return { clear: true }
  if (BACK.test(text)) {
    const before = ctx.trail?.at(-1)
    return before === undefined ? { nothing_before: true } : { frame: before, is_carried: true }
  }
  const { previous } = ctx
  if (previous === null) return undefined
  const [first] = ctx.listed ?? []
  if (BIGGEST.test(words) && slots.group_by === null)
    return first !== undefined
      ? { frame: { frame: 'explain_case', case_id: first }, is_carried: false }
      : 'limit' in previous
        ? { frame: { ...previous, limit: 1 }, is_carried: true }
        : undefined
  const way = WAY.exec(words.replace(POLITE, ''))?.[1]
  if (way !== undefined && previous.frame === 'top_movers')
    return { frame: { ...previous, direction: /^(?:up|ris|ros|incr|grew|grow|high)/.test(way) ? 'up' : 'down' }, is_carried: true }
  if ('limit' in previous && MORE.test(text)) return { frame: { ...previous, limit: Math.min(MAX_LIMIT, previous.limit * 2) }, is_carried: true }
  if ('limit' in previous && LESS.test(text)) return { frame: { ...previous, limit: Math.max(1, Math.floor(previous.limit / 2)) }, is_carried: true }
  if ('period' in previous && previous.period !== null && PERIOD_BEFORE.test(words)) return { frame: earlier(previous, previous.period, ctx), is_carried: true }
  const part = otherPart(previous, pieces, JOINTS)
  if (part !== undefined) return { frame: part, is_carried: true }
  const shift = SHIFTED.exec(words)
  const shifted =
    shift !== null && 'period' in previous && previous.period !== null
      ? besidePeriod(shift[1]?.startsWith('w') === true ? '1w before' : '1mo before', previous.period, ctx.today)
      : undefined
  if (shifted !== undefined) return { frame: at(previous, shifted, ctx), is_carried: true }
  const dropped = hasScope(previous) && DROPS.test(words) ? withoutFilter(previous, slots, words) : undefined
  if (dropped !== undefined) return { frame: dropped, is_carried: true }
  if (
    hasScope(previous) &&
    UNFILTER.test(text) &&
    slots.period === null &&
    Object.keys(slots.scope).length === 0 &&
    pieces.every((p) => p.tag !== null || JOINTS.has(p.text) || WHOLE.has(p.text))
  )
    return { frame: withGroup(unfiltered(previous), slots), is_carried: true }
  if (!isElliptical(isList(previous) ? pieces.filter((p) => !/^(?:anything|any|something)$/.test(p.text)) : pieces) || isWhole(pieces, slots, previous))
    return undefined
  if ('case_id' in previous && (previous.case_id !== null || FOR_A_CASE.test(text)))
    return otherCase(previous as Extract<Frame, { case_id: string | null }>, text, slots, ctx)
  if (slots.case_ids.length > 0 || slots.ordinal !== null) return undefined
  const followed = withSlots(previous, besidePrevious(words, slots, previous, ctx), ctx, EACH.test(text))
  return followed !== undefined && 'frame' in followed && losesSlots(followed.frame, slots) ? undefined : followed
}

/** "And the week before?": the same view one period earlier. */
const earlier = (frame: Frame, period: FramePeriod, ctx: ReadingContext): Frame => at(frame, unitBefore(period, ctx.today), ctx)

/** The same view at another time, held against what comes before that one. */
const at = (frame: Frame, period: FramePeriod, { today }: ReadingContext): Frame =>
  ('baseline' in frame ? { ...frame, period, baseline: defaultBaseline(period, today) } : { ...frame, period }) as Frame

const SAME_TIME =
  /\b(?:vs|versus|against|than|compared? (?:to|with|it (?:to|with))) ((?:the )?same .+|the (?:day|week|month|quarter|year|one|period|time) before(?: that| it)?|the (?:previous|prior|preceding) (?:day|week|month|quarter|year|period|one))$/
/** “Vs same day last week”, “compared with the week before that”: as long a time as the one that is shown, not one by itself. */
function besidePrevious(words: string, slots: Slots, previous: Frame, { today }: ReadingContext): Slots {
  const period = 'period' in previous ? previous.period : null
  const said = SAME_TIME.exec(words)?.[1]
  const baseline = said === undefined || period === null ? undefined : besidePeriod(said, period, today)
  return baseline === undefined ? slots : { ...slots, baseline, period: null, joined: null }
}

// “For the lumen case” after the whole trail: that case in it.
const FOR_A_CASE = /^(?:(?:and|only|just|now|ok|but|same|the same|what|how) )*(?:for|of|about|on|in|only|just|and) (?:the )?<case>/
// Each of them by itself: “per team”, and what is done to a chart that is shown, “split by account”.
const EACH =
  /^(?:and |now |ok |please |the same |same |but )*(?:(?:per|for each|for every|each) |(?:split|stack|stacked|broken down|break|divided|separated)(?: (?:it|that|this|them|the chart|chart))?(?: (?:down|up))? (?:by|per|into|for each) )/
const NEXT = /^(?:and |or |so |then |ok )*(?:what about|how about|and|same (?:for|with))\b/

/** "and the second one?", "and data-platform?" after a view of a case: the same view of the other case. */
function otherCase(previous: Extract<Frame, { case_id: string | null }>, text: string, slots: Slots, ctx: ReadingContext): FollowUp {
  if (previous.frame === 'what_if_threshold' && slots.threshold !== null) {
    const unit = slots.threshold.unit === 'total' ? 'day' : slots.threshold.unit
    return { frame: { ...previous, threshold: { ...slots.threshold, unit } }, is_carried: true }
  }
  const [case_id, ...more] = slots.case_ids
  if (previous.case_id === null && case_id !== undefined && more.length === 0) return { frame: { ...previous, case_id }, is_carried: true }
  if (previous.frame === 'audit_search') return withSlots(previous, slots, ctx)
  if (slots.case_ids.length === 0 && Object.keys(slots.scope).length > 0) {
    const there = findCase(slots, { ...ctx, previous: null, focus_case: null })
    return there.found === 'one' && NEXT.test(text) ? { frame: { ...previous, case_id: there.case_id }, is_carried: true } : undefined
  }
  const joins = /^(?:and|or|what about|how about|also|now|then|same|the same)\b/.test(text)
  const ordinal = slots.ordinal === null ? undefined : ctx.listed?.at(slots.ordinal)
  const named = slots.case_ids.length === 1 ? slots.case_ids[0] : ordinal
  if (!joins || named === undefined) return undefined
  return { frame: { ...previous, case_id: named }, is_carried: true }
}
