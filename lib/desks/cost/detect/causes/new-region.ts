import type { Scope } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import type { ScopedValues } from '../bill/calendar'
import { sumOf } from '../bill/grains'
import { detectValues } from '../model/detect-series'
import type { CalendarDay } from '../model/scored-day'
import type { DetectParams } from '../params'
import type { Cause } from './find-causes'

// First spend of an account in a region is worth a look far below the floor for other new spend: it is how stolen keys show.
const NEW_REGION_COST = 5
// As long as a rise counts as news: later the leaves would be found under another key.
const RECENT_DAYS = 21
// Regions that are not places.
const NO_REGION = new Set(['', 'global', 'aws-global'])

type Book = { leaves: readonly ScopedValues[]; calendar: readonly CalendarDay[]; p: DetectParams; now: Instant }

/** Accounts that began to spend in a region in which they never had. */
export function newRegionCauses({ leaves, calendar, p, now }: Book): Cause[] {
  const settled = calendar.findLastIndex((d) => d.is_settled)
  const places = new Map<string, number[]>()
  for (const [i, { scope }] of leaves.entries()) {
    if (scope.sub_account_id === undefined || NO_REGION.has(scope.region_id ?? '')) continue
    const place = `${scope.sub_account_id} ${scope.region_id}`
    places.set(place, [...(places.get(place) ?? []), i])
  }
  return [...places].sort().flatMap(([, members]) => {
    const values = sumOf(members, leaves)
    const first = values.findIndex((y) => y > NEW_REGION_COST)
    const is_new = first >= p.min_history_days && first > settled - RECENT_DAYS && first <= settled && values.slice(0, first).every((y) => Math.abs(y) < 0.01)
    if (!is_new) return []
    const flagged = values.flatMap((y, t) => (t >= first && t <= settled && y > NEW_REGION_COST ? [t] : []))
    const { sub_account_id = '', region_id = '' } = leaves[members[0] ?? 0]?.scope ?? {}
    const scope: Scope = { sub_account_id, region_id }
    return [
      {
        scope,
        leaves: members,
        values,
        found: detectValues(calendar, values, p, now),
        incident: { direction: 'rise' as const, flagged, unsettled: [], tests: ['new_spend' as const], is_open: true },
      },
    ]
  })
}
