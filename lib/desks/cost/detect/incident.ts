import type { DetectParams } from './params'
import type { Incident, ScoredDay } from './scored-day'

/** Joins flagged days of one direction while fewer than `quiet_days` unflagged days lie between them. `open_since` is the start of the incident that the detector still holds open. */
export function gatherIncidents(days: readonly ScoredDay[], p: DetectParams, open_since: number | null): Incident[] {
  const incidents: Incident[] = []
  const running: Record<'rise' | 'fall', { incident: Incident; last: number } | null> = { rise: null, fall: null }
  for (const [t, day] of days.entries()) {
    if (day.flag === null) continue
    const direction = day.flag === 'drop' ? 'fall' : 'rise'
    let current = running[direction]
    if (current === null || t - current.last > p.quiet_days) {
      current = { incident: { direction, flagged: [], unsettled: [], tests: [], is_open: false }, last: t }
      incidents.push(current.incident)
      running[direction] = current
      // New spend is only believed on its second day; the incident began on the first.
      const before = days[t - 1]
      if (day.flag === 'new_spend' && before !== undefined && before.actual - before.expected >= p.new_spend_cost && before.is_settled)
        current.incident.flagged.push(t - 1)
    }
    current.last = t
    ;(day.is_settled ? current.incident.flagged : current.incident.unsettled).push(t)
    if (!current.incident.tests.includes(day.flag)) current.incident.tests.push(day.flag)
    current.incident.is_open = direction === 'rise' && open_since !== null && t >= open_since
  }
  return incidents
}
