import { isPositive } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Anomaly } from '@/schemas/cost'
import type { FirstBilled, LeafChanges } from '@/schemas/evidence/cost'

/**
 * When the service was first billed in the account, where everything of the case is new there; null where it was billed before. It is asked of all days that
 * the bill holds, and kept only where it says that the service is new.
 */
export async function firstBilled(
  warehouse: Pick<Warehouse, 'coveredDays' | 'dailySeries'>,
  { scope, first_day }: Pick<Anomaly, 'scope' | 'first_day'>,
  { leaves }: LeafChanges,
): Promise<FirstBilled | null> {
  const { sub_account_id, service_name } = scope
  const [bill_begins] = await warehouse.coveredDays()
  const is_all_new = leaves.length > 0 && leaves.every((l) => !isPositive(l.before_cost))
  if (sub_account_id === undefined || service_name === undefined || bill_begins === undefined || !is_all_new) return null
  const service = { sub_account_id, service_name }
  const { points } = await warehouse.dailySeries(service, { start: bill_begins, end: addDays(first_day, 1) })
  const seen = points.find((p) => isPositive(p.effective_cost))?.day
  return seen === undefined || seen < addDays(first_day, -1) ? null : { kind: 'cost.first_billed', scope: service, first_day: seen, bill_begins }
}
