import { isOneOfAKind } from '@/lib/desks/cost/checks/choose-rung'
import type { Cover } from '@/lib/desks/cost/checks/freed-commitment'
import type { BillDays } from '@/lib/desks/cost/checks/history'
import { makeEvidence } from '@/lib/evidence/make'
import { add } from '@/lib/kernel/money'
import type { ResourceSeries } from '@/lib/warehouse/queries/resource-series'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { MeasuredPlace } from '@/schemas/evidence/measured-place'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange, Instant } from '@/schemas/time'

/** A place of the bill as a saving is measured in it. */
export type PlaceRead = { points: DailySeries['points']; cover: Cover | null; commitment_ids: string[]; body: MeasuredPlace | DailySeries }

/** A scope as a whole; `with_cover` asks what commitments paid for in it, too. */
export async function readScope(bill: Warehouse, scope: Scope, range: DayRange, with_cover: boolean): Promise<PlaceRead> {
  const [series, cover] = await Promise.all([bill.dailySeries(scope, range), with_cover ? bill.commitmentCover(scope, null, range) : null])
  if (cover === null || cover.commitment_ids.length === 0) return { points: series.points, cover: null, commitment_ids: [], body: series }
  const { currency, points } = series
  return { points, cover, commitment_ids: cover.commitment_ids, body: { kind: 'cost.measured_place', scope, resource_ids: [], currency, points, ...cover } }
}

/** Resources of a place, followed to whatever account they are billed in, where their ids say which they are. */
export const followedSeries = (bill: Warehouse, scope: Scope, ids: readonly string[], range: DayRange): Promise<ResourceSeries> =>
  bill.resourceSeries(ids.every(isOneOfAKind) ? {} : scope, ids, range)

/** Lines of single resources, added up; a day that the bill holds and they do not is a day without cost. */
export async function readResources(bill: Warehouse, scope: Scope, resources: ResourceSeries, range: DayRange, bill_days: BillDays): Promise<PlaceRead> {
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

/** A place as evidence: from which bill it was read, and what was put right in that. */
export function placeEvidence({ body }: PlaceRead, about: { range: DayRange; mended: string[]; data_version: string; now: Instant }): Evidence {
  const { range, mended, data_version, now } = about
  const days = `${range.start}..${range.end}${mended.length === 0 ? '' : ', mended'}`
  const source = { connector: 'bill', query: `${questionOf(body)}(${JSON.stringify(body.scope)}, ${days})`, data_version, retrieved_at: now }
  return makeEvidence({ source, body, gaps: mended })
}

function questionOf(body: PlaceRead['body']): string {
  if (body.kind === 'cost.daily_series') return 'daily_series'
  return body.resource_ids.length === 0 ? 'measured_place' : `resources[${body.resource_ids.length}]`
}
