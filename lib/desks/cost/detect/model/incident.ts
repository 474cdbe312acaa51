import type { DetectParams } from '../params'
import type { JudgedDays } from './judged-days'
import type { CalendarDay, Incident } from './scored-day'

/** Joins flagged days of one direction while fewer than `quiet_days` unflagged days lie between them. `open_since` is the start of the incident that the detector still holds open. */
export function gatherIncidents(
  { flag: flags, expected }: JudgedDays,
  points: readonly CalendarDay[],
  actual: ArrayLike<number>,
  p: DetectParams,
  open_since: number | null,
): Incident[] {
  const incidents: Incident[] = []
  const running: Record<'rise' | 'fall', { incident: Incident; last: number } | null> = { rise: null, fall: null }
  for (const [t, flag] of flags.entries()) {
    if (flag === null) continue
    const direction = flag === 'drop' ? 'fall' : 'rise'
    let current = running[direction]
    if (current === null || t - current.last > p.quiet_days) {
      current = { incident: { direction, flagged: [], unsettled: [], tests: [], is_open: false }, last: t }
      incidents.push(current.incident)
      running[direction] = current
      // New spend is only believed on its second day; the incident began on the first.
      const before = points[t - 1]
      if (flag === 'new_spend' && before?.is_settled === true && (actual[t - 1] ?? 0) - (expected[t - 1] ?? Number.NaN) >= p.new_spend_cost)
        current.incident.flagged.push(t - 1)
    }
    current.last = t
    ;(points[t]?.is_settled === true ? current.incident.flagged : current.incident.unsettled).push(t)
    if (!current.incident.tests.includes(flag)) current.incident.tests.push(flag)
    current.incident.is_open = direction === 'rise' && open_since !== null && t >= open_since
  }
  return incidents
}
