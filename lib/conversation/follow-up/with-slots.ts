import type { Frame, FramePeriod } from '@/schemas/frame'
import { buildFrame } from '../frame/build-frame'
import { type Slots, withoutPair } from '../frame/slots'
import { periodFor } from '../frame/usual-periods'
import { defaultBaseline, heldAgainst } from '../period/baseline'
import type { ReadingContext } from './context'
import { hasScope, type Placed } from './placed'

/** What a follow-up leads to: a frame, the beginning, or nothing because nothing was before. Undefined when the question stands by itself. */
export type FollowUp = { frame: Frame; is_carried: boolean } | { clear: true } | { nothing_before: true } | undefined

/** The previous frame with what was said in place of what it had; what it has no slot for leaves it as it stands. */
export function withSlots(previous: Frame, slots: Slots, ctx: ReadingContext, keeps_lines = false): FollowUp {
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
    const of = (next['period'] ?? null) as FramePeriod | null
    if (of !== null) next['baseline'] = heldAgainst(of, slots.baseline, ctx.today)
  } else if (has('baseline') && slots.period !== null) next['baseline'] = defaultBaseline(slots.period, ctx.today)
  const changed = withGroup(next as unknown as Placed, slots, keeps_lines)
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
    ...('measure' in frame ? { measure: frame.measure } : {}),
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
      // What waits has no time in which it was decided.
      if (slots.threshold === null && (slots.period === null || previous.state === 'waiting')) return undefined
      return { frame: { ...previous, threshold: slots.threshold ?? previous.threshold, period: slots.period ?? previous.period }, is_carried: true }
    case 'what_if_threshold':
      return slots.threshold === null
        ? undefined
        : { frame: { ...previous, threshold: { ...slots.threshold, unit: slots.threshold.unit === 'total' ? 'day' : slots.threshold.unit } }, is_carried: true }
    default:
      return undefined
  }
}

/** "by team" on a view without groups is a breakdown of the same scope and period; "per team" gives each a line of the chart. */
export function withGroup(frame: Placed, slots: Slots, keeps_lines = false): Placed {
  const group_by = slots.group_by ?? slots.side_by_side
  if (group_by === null || frame.frame === 'savings_summary' || frame.frame === 'list_anomalies' || frame.frame === 'held_back') return frame
  if ('group_by' in frame && (frame.frame !== 'timeseries' || keeps_lines)) return { ...frame, group_by }
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
