import { daysCountedOnce } from '@/lib/desks/cost/detect/quality/days-counted-once'
import { getEvidence } from '@/lib/evidence/store'
import { addDays } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Case } from '@/schemas/case'
import { DailySeries } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'

/**
 * The bill as detection read it for a case: days that were delivered twice count once. They are known by the series that the case was opened with, which
 * was mended, beside what the same data version holds. A case whose series was not mended reads the bill as it is.
 */
export async function mendedBill({ tenant_id, cost }: Case, warehouse: Warehouse): Promise<{ bill: Warehouse; once: Day[] }> {
  const as_delivered = { bill: warehouse, once: [] }
  const [series] = await getEvidence(tenant_id, (cost?.anomaly.evidence_ids ?? []).slice(0, 1))
  if (series === undefined || series.gaps.length === 0 || series.source.data_version !== warehouse.data_version) return as_delivered
  const mended = DailySeries.parse(series.body)
  const [first, last] = [mended.points[0], mended.points.at(-1)]
  if (first === undefined || last === undefined) return as_delivered
  const delivered = await warehouse.dailySeries(mended.scope, { start: first.day, end: addDays(last.day, 1) }, mended.series)
  const once = daysCountedOnce(mended, delivered)
  const bill = once.length === 0 ? null : warehouse.countingOnce(once)
  return bill === null ? as_delivered : { bill, once }
}
