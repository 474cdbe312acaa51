import type { Detection, Incident } from './scored-day'

/** A change that ended longer ago than this is history, not a case. */
export const ACTIVE_DAYS = 7
/** So long it still explains echoes: a coarse scope notices a change later than a fine one and so gets used to it later. */
export const RECENT_DAYS = 28

/** The newest incident of one direction whose last flagged day lies within `days` before the last settled day. */
export function recentIncident(found: Detection, direction: Incident['direction'], days: number): Incident | undefined {
  return found.incidents.findLast((incident) => incident.direction === direction && isWithin(found, incident, days))
}

export function isWithin(found: Detection, incident: Incident, days: number): boolean {
  const settled = found.days.findLastIndex((day) => day.is_settled)
  return Math.max(incident.flagged.at(-1) ?? -1, incident.unsettled.at(-1) ?? -1) > settled - days
}
