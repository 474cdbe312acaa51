import type { Detection, Incident } from './scored-day'

// A change that ended longer ago than this is history, not a case.
const RECENT_DAYS = 7

/** The newest incident of one direction that still matters: its last flagged day is recent. */
export function activeIncident(found: Detection, direction: Incident['direction']): Incident | undefined {
  const settled = found.days.findLastIndex((day) => day.is_settled)
  return found.incidents.findLast(
    (incident) => incident.direction === direction && Math.max(incident.flagged.at(-1) ?? -1, incident.unsettled.at(-1) ?? -1) > settled - RECENT_DAYS,
  )
}
