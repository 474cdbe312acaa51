import { big } from '@/lib/kernel/money'
import { addDays, dayOf } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { Anomaly } from '@/schemas/cost'
import { hasOutgrown } from './early-end'

// What is flagged within two weeks of the last flagged day belongs to the same incident.
const SAME_INCIDENT_DAYS = 14
// A resource that now runs on a schedule is flagged again and again below the level that was dealt with; only more than that is news.
const DEARER_RATIO = '1.05'

/** Whether a finding began so long after a known anomaly that the two are no one incident. */
export const isLater = (found: Anomaly, known: Anomaly): boolean => found.first_day > addDays(known.last_day, SAME_INCIDENT_DAYS)

/**
 * What a finding makes of the newest case of its scope, which is closed. `again`: the case that a rule closed has outgrown that. `another`: a case of its own.
 * `settled`: nothing, because what was settled stays settled, with all that is left of the same incident.
 */
export function afterClosing(latest: Case, found: Anomaly): 'again' | 'another' | 'settled' {
  const known = latest.cost?.anomaly
  if (known === undefined) return 'another'
  if (hasOutgrown(latest, found.delta_daily_cost)) return isLater(found, known) ? 'another' : 'again'
  const is_another = isLater(found, known) && found.first_day > dayOf(latest.updated_at)
  return is_another && big(found.actual_daily_cost).gt(big(known.actual_daily_cost).times(DEARER_RATIO)) ? 'another' : 'settled'
}
