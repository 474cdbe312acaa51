import { daysBetween } from '@/lib/kernel/time'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Cause } from '../causes/find-causes'
import type { ChargeCause } from './charge-anomalies'

/** Whether a rise in usage is the same dollars as a charge, billed under both heads. */
export function isSameMoney(cause: Cause, charge: ChargeCause): boolean {
  const scope = charge.series.scope
  if (SCOPE_KEYS.some((key) => scope[key] !== undefined && cause.scope[key] !== undefined && scope[key] !== cause.scope[key])) return false
  const size = charge.step.after - charge.step.before
  const began = cause.found.days[cause.incident.flagged[0] ?? 0]?.day
  const last = cause.found.days[cause.incident.flagged.at(-1) ?? 0]
  const rise = (last?.actual ?? 0) - (last?.expected ?? 0)
  const charged = charge.calendar[charge.step.first]?.day
  const is_same_time = began !== undefined && charged !== undefined && Math.abs(daysBetween(began, charged)) <= 2
  return scope.sub_account_id === cause.scope.sub_account_id && Math.abs(rise - size) <= 0.1 * size && is_same_time
}
