import { addDays, daysBetween } from '@/lib/kernel/time'
import type { Frame, FramePeriod } from '@/schemas/frame'
import { isWhole, losesSlots } from '../doubt/whole-question'
import { buildFrame } from '../frame/build-frame'
import { findCase } from '../frame/find-case'
import { type Slots, withoutPair } from '../frame/slots'
import { periodFor } from '../frame/usual-periods'
import { dates } from '../period/calendar'
import { defaultBaseline } from '../period/default-baseline'
import { type Piece, type ScopeKey, tagged } from '../tag/tag'
import type { ReadingContext } from './context'

// Words that only join a follow-up to what came before.
export const JOINTS = new Set(
  `and or what about how now also only just for in by per each group grouped instead no nope not actually the same of again but show give list make it me us vs versus compared compare to with against
  that there please ok okay then is was were are all do does did a an on at than split broken break down top limit first biggest largest rows view as from switch use change try rather i meant mean
  without excluding exclude except minus leave out other one ones case cases anomalies those these them filter filtered narrow restrict within so hmm hm team account region service
  let look see get look into focus drill spend cost costs over under drop remove line`
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
const DROPS = /\b(?:drop|remove|clear|lose|take off|undo|without)\b.*\b(?:filters?|restrictions?)\b/
const WAY =
  /^(?:and |only |just |show |me |the |those |ones? |that |which |went |gone |going |got |are |is )*(ups?|downs?|increases?|increased|decreases?|decreased|rises?|risers|rose|falls?|fell|fallers|drops?|dropped|grew|growers|higher|lower|cheaper)$/
const PERIOD_BEFORE =
  /^(?:and |or |ok |what about |how about |now |show |me )*(?:in |for |of )?(?:the )?(?:(?:day|week|month|quarter|year|one|period|time) before(?: that| it)?|(?:previous|prior|preceding) (?:day|week|month|quarter|year|period|one))$/
const MAX_LIMIT = 50

export type FollowUp = { frame: Frame; is_carried: boolean } | { clear: true } | { nothing_before: true } | undefined

/** True when a question has nothing of its own but slots: "and ml-research?", "by team", "last month instead", "top 3". */
export const isElliptical = (pieces: readonly Piece[]): boolean =>
  pieces.some((p) => p.tag !== null) && pieces.every((p) => p.tag !== null || JOINTS.has(p.text))

type Placed = Extract<Frame, { scope: unknown }>
const hasScope = (frame: Frame): frame is Placed => 'scope' in frame

/** The previous frame with the slots of an elliptical question put in. Undefined when the question stands by itself. */
export function followUp(pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): FollowUp {
  const text = tagged(pieces)
  if (CLEAR.test(text)) return { clear: true }
  if (BACK.test(text)) {
    const before = ctx.trail?.at(-1)
    return before === undefined ? { nothing_before: true } : { frame: before, is_carried: true }
  }
  const { previous } = ctx
  if (previous === null) return undefined
  const [first] = ctx.listed ?? []
  if (BIGGEST.test(pieces.map((p) => p.text).join(' ')) && slots.group_by === null)
    return first !== undefined
      ? { frame: { frame: 'explain_case', case_id: first }, is_carried: false }
      : 'limit' in previous
        ? { frame: { ...previous, limit: 1 }, is_carried: true }
        : undefined
  const way = WAY.exec(pieces.map((p) => p.text).join(' '))?.[1]
  if (way !== undefined && previous.frame === 'top_movers')
    return { frame: { ...previous, direction: /^(?:up|ris|ros|incr|grew|grow|high)/.test(way) ? 'up' : 'down' }, is_carried: true }
  if ('limit' in previous && MORE.test(text)) return { frame: { ...previous, limit: Math.min(MAX_LIMIT, previous.limit * 2) }, is_carried: true }
  if ('limit' in previous && LESS.test(text)) return { frame: { ...previous, limit: Math.max(1, Math.floor(previous.limit / 2)) }, is_carried: true }
  if ('period' in previous && previous.period !== null && PERIOD_BEFORE.test(pieces.map((p) => p.text).join(' ')))
    return { frame: earlier(previous, previous.period, ctx), is_carried: true }
  const words = pieces.map((p) => p.text).join(' ')
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
  if (!isElliptical(pieces) || isWhole(pieces, slots, previous)) return undefined
  if ('case_id' in previous && previous.case_id !== null) return otherCase(previous as Extract<Frame, { case_id: string | null }>, text, slots, ctx)
  if (slots.case_ids.length > 0 || slots.ordinal !== null) return undefined
  const followed = withSlots(previous, slots, ctx)
  return followed !== undefined && 'frame' in followed && losesSlots(followed.frame, slots) ? undefined : followed
}

/** "And the week before?": the same view one period earlier. */
function earlier(frame: Frame & { period: unknown }, period: FramePeriod, { today }: ReadingContext): Frame {
  const length = daysBetween(period.start, period.end)
  const before = period.start.endsWith('-01') ? defaultBaseline(period, today) : dates(addDays(period.start, -length), period.start, today)
  return 'baseline' in frame ? { ...frame, period: before, baseline: defaultBaseline(before, today) } : ({ ...frame, period: before } as Frame)
}

const KINDS: readonly (readonly [RegExp, ScopeKey])[] = [
  [/\baccounts?\b/, 'sub_account_id'],
  [/\b(?:service|product)s?\b/, 'service_name'],
  [/\bregions?\b/, 'region_id'],
  [/\busage(?: types?)?\b/, 'usage_type'],
  [/\b(?:teams?|owners?)\b/, 'owner'],
]

/** The same view without one of the places it was narrowed to, by name or by kind; undefined when it was not narrowed to any of them. */
function withoutFilter(previous: Placed, slots: Slots, text: string): Placed | undefined {
  const kinds = KINDS.flatMap(([pattern, key]) => (pattern.test(text) ? [{ key, value: previous.scope[key] }] : []))
  const named: { key: string; value: string | undefined }[] = [
    ...kinds,
    ...slots.except,
    ...Object.entries(slots.scope).map(([key, value]) => ({ key, value })),
  ]
  const scope = Object.fromEntries(Object.entries(previous.scope).filter(([key, value]) => !named.some((n) => n.key === key && n.value === value)))
  return Object.keys(scope).length === Object.keys(previous.scope).length ? undefined : { ...previous, scope }
}

const unfiltered = (frame: Placed): Placed =>
  'any_of' in frame
    ? { ...frame, scope: {}, except: [], environment: null, any_of: [] }
    : 'except' in frame
      ? { ...frame, scope: {}, except: [], environment: null }
      : { ...frame, scope: {} }

const NEXT = /^(?:and |or |so |then |ok )*(?:what about|how about|and|same (?:for|with))\b/

/** "and the second one?", "and data-platform?" after a view of a case: the same view of the other case. */
function otherCase(previous: Extract<Frame, { case_id: string | null }>, text: string, slots: Slots, ctx: ReadingContext): FollowUp {
  if (previous.frame === 'what_if_threshold' && slots.threshold !== null) {
    const unit = slots.threshold.unit === 'total' ? 'day' : slots.threshold.unit
    return { frame: { ...previous, threshold: { ...slots.threshold, unit } }, is_carried: true }
  }
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

/** The previous frame with what was said in place of what it had; what it has no slot for leaves it as it stands. */
function withSlots(previous: Frame, slots: Slots, ctx: ReadingContext): FollowUp {
  if (!hasScope(previous)) return withoutPlace(previous, slots)
  // A list of cases has neither groups nor baselines: asked for one, the same scope is broken down.
  if (previous.frame === 'list_anomalies' && (slots.group_by ?? slots.side_by_side ?? slots.baseline) !== null)
    return { frame: buildFrame('breakdown', withoutPair(slots), ctx.today, '', { scope: previous.scope }), is_carried: true }
  const scope = { ...previous.scope, ...withoutPair(slots).scope }
  // A new service has other usage types.
  if (slots.scope.service_name !== undefined) delete scope.usage_type
  if (slots.side_by_side !== null && slots.side_by_side !== 'environment') delete scope[slots.side_by_side]
  for (const { key, value } of slots.except) if (scope[key] === value) delete scope[key]
  const fields = previous as unknown as Record<string, unknown>
  const has = (slot: string): boolean => slot in fields
  const next: Record<string, unknown> = { ...fields, scope }
  // A place that is named takes the place of several of its kind.
  if ('any_of' in previous) next['any_of'] = previous.any_of.filter((p) => scope[p.key] === undefined && p.key !== slots.side_by_side)
  if (has('except') && slots.except.length > 0) next['except'] = [...(fields['except'] as unknown[]), ...slots.except].slice(-5)
  for (const slot of ['environment', 'charge', 'measure', 'category', 'person', 'threshold', 'severity', 'limit', 'period'] as const)
    if (has(slot) && slots[slot] !== null) next[slot] = slots[slot]
  if (has('baseline') && slots.baseline !== null) {
    next['baseline'] = slots.baseline
    if (slots.period === null && previous.frame !== 'compare_periods' && previous.frame !== 'top_movers') next['period'] = periodFor(slots.baseline, ctx.today)
  } else if (has('baseline') && slots.period !== null) next['baseline'] = defaultBaseline(slots.period, ctx.today)
  const changed = withGroup(next as unknown as Placed, slots)
  return {
    frame: slots.baseline !== null && !has('baseline') && 'period' in changed && changed.period !== null ? compared(changed, slots, ctx) : changed,
    is_carried: true,
  }
}

/** "vs last week" on a view of one period compares that period. */
const compared = (frame: Placed, slots: Slots, ctx: ReadingContext): Frame =>
  buildFrame('compare_periods', { ...slots, scope: frame.scope }, ctx.today, '', {
    ...('except' in frame ? { except: frame.except, environment: frame.environment } : {}),
    ...('charge' in frame ? { charge: frame.charge, any_of: frame.any_of } : {}),
    ...('period' in frame && frame.period !== null ? { period: frame.period } : {}),
    ...('group_by' in frame && frame.group_by !== null ? { group_by: frame.group_by } : {}),
  })

function withoutPlace(previous: Frame, slots: Slots): FollowUp {
  switch (previous.frame) {
    case 'owner_load':
      if (slots.person === null && slots.group_by === null) return undefined
      return { frame: { ...previous, person: slots.person ?? previous.person, by: slots.group_by === 'owner' ? 'team' : previous.by }, is_carried: true }
    case 'audit_search':
      if (slots.person === null && slots.period === null && slots.limit === null) return undefined
      return {
        frame: { ...previous, person: slots.person ?? previous.person, period: slots.period ?? previous.period, limit: slots.limit ?? previous.limit },
        is_carried: true,
      }
    case 'list_approvals':
      return slots.threshold === null ? undefined : { frame: { ...previous, threshold: slots.threshold }, is_carried: true }
    case 'what_if_threshold':
      return slots.threshold === null
        ? undefined
        : { frame: { ...previous, threshold: { ...slots.threshold, unit: slots.threshold.unit === 'total' ? 'day' : slots.threshold.unit } }, is_carried: true }
    default:
      return undefined
  }
}

/** "by team" on a view without groups is a breakdown of the same scope and period. */
function withGroup(frame: Placed, slots: Slots): Placed {
  const group_by = slots.group_by ?? slots.side_by_side
  if (group_by === null || frame.frame === 'savings_summary' || frame.frame === 'list_anomalies' || frame.frame === 'held_back') return frame
  if ('group_by' in frame && frame.frame !== 'timeseries') return { ...frame, group_by }
  return {
    frame: 'breakdown',
    scope: frame.scope,
    except: frame.except,
    environment: frame.environment,
    charge: 'charge' in frame ? frame.charge : null,
    any_of: 'any_of' in frame ? frame.any_of : [],
    measure: 'effective',
    group_by,
    period: frame.period,
    order: 'largest',
    threshold: null,
    limit: slots.limit ?? 10,
  }
}
