import { daysBetween } from '@/lib/kernel/time'
import type { Scope } from '@/schemas/evidence/cost'
import type { Frame, FramePeriod, GroupBy } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import type { FrameName } from './cues'
import { defaultBaseline, lastDays, parsePeriod } from './period'
import type { Slots } from './slots'

const LIMITS = { list_anomalies: 20, top_movers: 10, breakdown: 10, compare_periods: 10, line_items: 20 } as const
const DEFAULT_DAYS = { top_movers: 7, compare_periods: 7, line_items: 7, timeseries: 30 } as const

export type Carried = { scope?: Scope; period?: FramePeriod; baseline?: FramePeriod; group_by?: GroupBy }

/** What to group by when nobody said: services, unless a service is already fixed. */
export const defaultGroup = (scope: Scope): GroupBy =>
  scope.service_name === undefined ? 'service_name' : scope.usage_type === undefined ? 'usage_type' : 'sub_account_id'

const named = (words: string, today: Day): FramePeriod => parsePeriod(words, today) ?? lastDays(7, today)

/** The period that a lone baseline asks for: "vs last month" looks at this month so far. */
function periodFor(baseline: FramePeriod, today: Day): FramePeriod {
  const length = daysBetween(baseline.start, baseline.end)
  if (length >= 28 && length <= 31) return named('this month', today)
  if (length >= 89 && length <= 92) return named('this quarter', today)
  if (length === 1) return named('yesterday', today)
  return lastDays(Math.min(length, 30), today)
}

/** Slots to frame: said before carried before default. Case frames get their case from outside, because finding it may fail. */
export function buildFrame(name: FrameName, slots: Slots, today: Day, carried: Carried = {}, case_id: string | null = null): Frame {
  const scope: Scope = { ...carried.scope, ...slots.scope }
  const group_by = slots.group_by ?? slots.side_by_side ?? carried.group_by ?? defaultGroup(scope)
  const period = slots.period ?? carried.period
  const limit = (fallback: number): number => slots.limit ?? fallback
  switch (name) {
    case 'list_anomalies':
      return { frame: name, scope, severity: slots.severity, limit: limit(LIMITS[name]) }
    case 'top_movers':
    case 'compare_periods': {
      const of = period ?? (slots.baseline === null ? lastDays(DEFAULT_DAYS[name], today) : periodFor(slots.baseline, today))
      return {
        frame: name,
        scope,
        group_by,
        period: of,
        baseline: slots.baseline ?? carried.baseline ?? defaultBaseline(of, today),
        limit: limit(LIMITS[name]),
      }
    }
    case 'breakdown':
      return { frame: name, scope, group_by, period: period ?? named('this month', today), limit: limit(LIMITS[name]) }
    case 'timeseries':
      return { frame: name, scope, period: period ?? lastDays(DEFAULT_DAYS[name], today) }
    case 'line_items':
      return { frame: name, scope, period: period ?? lastDays(DEFAULT_DAYS[name], today), limit: limit(LIMITS[name]) }
    case 'explain_case':
    case 'why_category':
    case 'plan_show':
    case 'gate_explain':
      return { frame: name, case_id: case_id ?? '' }
    case 'verification_status':
      return { frame: name, case_id }
    case 'savings_summary':
    case 'list_approvals':
    case 'help':
      return { frame: name }
  }
}
