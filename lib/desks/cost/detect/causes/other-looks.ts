import type { Scope } from '@/schemas/evidence/cost'
import type { NamedStep } from '../anomaly/named-step'
import { closestScope } from '../bill/grains'
import { ACTIVE_DAYS, RECENT_DAYS } from '../model/active-incident'
import type { CalendarDay } from '../model/scored-day'
import type { MendedSeries } from '../quality/mend-series'
import type { Alarm } from '../scan/alarm'
import { joinAlarms } from '../scan/join-alarms'
import type { Cause } from './find-causes'

/** What a look beside the daily model says about some series of a bill. `rise` is dollars a day. */
export type Look = NamedStep & { scope: Scope; leaves: number[]; first: number; rise: number }

// What the daily model names within these days of a look is the same news.
const SAME_TIME = { before: 3, after: 1 } as const

/** Commitments that ended under usage that went on: those that go on now or ended within the week. `ends` are the alarms of all that ended. */
export function otherLooks({ mended, parts }: MendedSeries, calendar: readonly CalendarDay[], ends: readonly Alarm[]): Look[] {
  const { bill } = mended
  const owner = new Map(parts.flatMap((ks, i) => ks.map((k) => [k, i] as const)))
  const ended = joinAlarms(ends, bill.leaves).map(({ alarms }) => lookOf(alarms))
  const settled = calendar.findLastIndex((d) => d.is_settled)
  return ended.filter(({ first, last_day }) => first > settled - RECENT_DAYS && last_day > (calendar[settled - ACTIVE_DAYS]?.day ?? ''))

  function lookOf(alarms: readonly Alarm[]): Look {
    const leaves = [...new Set(alarms.flatMap(({ members }) => members.flatMap((k) => owner.get(k) ?? [])))].sort((a, b) => a - b)
    const days = alarms.flatMap(({ lasting }) => lasting)
    const [first, last] = [Math.min(...days), Math.max(...days)]
    const scope = closestScope(leaves.map((i) => bill.leaves[parts[i]?.[0] ?? 0]?.scope ?? {}))
    const rise = alarms.reduce((sum, alarm) => sum + riseOf(alarm), 0)
    return { test: 'commitment_ended', scope, leaves, first, first_day: bill.days[first] ?? '', last_day: bill.days[last] ?? '', rise }
  }

  function riseOf({ members, lasting, expected }: Alarm): number {
    const above = lasting.map((t, n) => members.reduce((sum, k) => sum + (bill.leaves[k]?.values[t] ?? 0), 0) - (expected[n] ?? 0))
    return above.reduce((a, b) => a + b, 0) / Math.max(1, above.length)
  }
}

/** The cause that already says what a look says: it shares lines with it and was flagged at the same time. */
export const saidBy = (look: Look, causes: readonly Cause[]): Cause | undefined =>
  causes.find(
    (cause) =>
      cause.leaves.some((i) => look.leaves.includes(i)) &&
      [...cause.incident.flagged, ...cause.incident.unsettled].some((t) => look.first - t <= SAME_TIME.before && t - look.first <= SAME_TIME.after),
  )

/** The same between looks. */
export const isSaidByLook = (look: Look, others: readonly Look[]): boolean =>
  others.some((other) => other.leaves.some((i) => look.leaves.includes(i)) && Math.abs(look.first - other.first) <= SAME_TIME.before)
