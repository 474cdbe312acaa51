import type { Cover } from '@/lib/desks/cost/checks/freed-commitment'
import type { BillDays } from '@/lib/desks/cost/checks/history'
import { add } from '@/lib/kernel/money'
import type { ResourceSeries } from '@/lib/warehouse/queries/resource-series'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { MeasuredPlace } from '@/schemas/evidence/measured-place'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

/** A place of the bill as a saving is measured in it. */
export type PlaceRead = { points: DailySeries['points']; cover: Cover | null; commitment_ids: string[]; body: MeasuredPlace | DailySeries }

/** A scope as a whole; `with_cover` asks what commitments paid for in it, too. */
export async function readScope(bill: Warehouse, scope: Scope, range: DayRange, with_cover: boolean): Promise<PlaceRead> {
  const [series, cover] = await Promise.all([bill.dailySeries(scope, range), with_cover ? bill.commitmentCover(scope, null, range) : null])
  if (cover === null || cover.commitment_ids.length === 0) return { points: series.points, cover: null, commitment_ids: [], body: series }
  const { currency, points } = series
  return { points, cover, commitment_ids: cover.commitment_ids, body: { kind: 'cost.measured_place', scope, resource_ids: [], currency, points, ...cover } }
}

/** Days on which the bill names resources at all: on others nothing says that one of them cost nothing. */
export const namedOf = ({ named_days }: Pick<ResourceSeries, 'named_days'>, bill_days: BillDays): BillDays =>
  bill_days.filter(({ day }) => named_days.includes(day))

/** Lines of single resources, added up; a day that the bill holds and they do not is a day without cost. */
export async function readResources(
  bill: Warehouse,
  scope: Scope,
  { resources }: Pick<ResourceSeries, 'resources'>,
  range: DayRange,
  bill_days: BillDays,
): Promise<PlaceRead> {
  const resource_ids = resources.map((r) => r.resource_id)
  const cover = await bill.commitmentCover(scope, resource_ids, range)
  const sums = new Map<Day, Decimal>()
  for (const { day, effective_cost } of resources.flatMap((r) => r.costs)) sums.set(day, add(sums.get(day) ?? '0', effective_cost))
  const points = bill_days.map(({ day, is_settled }) => ({ day, effective_cost: sums.get(day) ?? '0', is_settled }))
  return {
    points,
    cover: cover.commitment_ids.length === 0 ? null : cover,
    commitment_ids: cover.commitment_ids,
    body: { kind: 'cost.measured_place', scope, resource_ids, currency: bill.currency, points, ...cover },
  }
}
