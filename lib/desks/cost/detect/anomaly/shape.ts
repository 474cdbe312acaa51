import type { Anomaly } from '@/schemas/cost'
import { middle } from '../model/middle'
import type { Detection, Incident } from '../model/scored-day'
import type { DetectParams } from '../params'

// Log units per day: an incident that grows faster than this and began below the spike limit is a drift.
const DRIFT_SLOPE_PER_DAY = 0.01

/** What kind of change an incident is, from its settled days. */
export function shapeOf({ days }: Detection, incident: Incident, p: DetectParams): Anomaly['shape'] {
  if (incident.direction === 'fall') return 'drop'
  if (incident.tests.includes('new_spend')) return 'new_spend'
  if (!incident.is_open && incident.flagged.length <= 3) return 'spike'
  const first = days[incident.flagged[0] ?? 0]
  const slope = incidentSlope({ days, incidents: [] }, incident)
  return slope !== null && slope > DRIFT_SLOPE_PER_DAY && (first?.z ?? 0) < p.spike_z ? 'drift' : 'step'
}

/** Theil-Sen slope of the deviations over the flagged days, log units per day; null below three days. */
function incidentSlope({ days }: Detection, incident: Incident): number | null {
  const at = incident.flagged
  if (at.length < 3) return null
  const slopes: number[] = []
  for (const [i, a] of at.entries())
    for (const b of at.slice(i + 1)) {
      const [from, to] = [days[a], days[b]]
      if (from !== undefined && to !== undefined) slopes.push((to.z * to.scale - from.z * from.scale) / (b - a))
    }
  return middle(slopes)
}
