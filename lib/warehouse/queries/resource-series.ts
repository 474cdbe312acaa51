import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

/** What some resources were billed as usage, resource by resource. `named_days` are the days on which the bill names any resource in the scope at all. */
export type ResourceSeries = { named_days: Day[]; resources: { resource_id: string; costs: { day: Day; effective_cost: Decimal }[] }[] }

/** Daily EffectiveCost of single resources within a scope; one that the bill does not name is absent, and so is a day without a line of it. */
export async function resourceSeries(files: BillFiles, scope: Scope, ids: readonly string[], range: DayRange): Promise<ResourceSeries> {
  if (ids.length === 0) return { named_days: [], resources: [] }
  const { where, values } = withinScope(scope)
  const rows = await files.lines<Record<'resource_id' | 'day' | 'named' | 'cost', string>>(
    (
      from,
    ) => `select case when list_contains($ids, ResourceId) then ResourceId else '' end as resource_id, ChargePeriodStart::varchar as day, max(ResourceId) as named, sum(EffectiveCost)::varchar as cost
      from ${from} where x_Series = 'run' and ${WITHIN_RANGE} and ${where} group by all order by resource_id, day`,
    { ...values, ...rangeValues(range), ids: [...ids] },
    range,
  )
  const found = new Map<string, ResourceSeries['resources'][number]['costs']>()
  for (const { resource_id, day, cost } of rows) {
    if (resource_id === '') continue
    found.set(resource_id, [...(found.get(resource_id) ?? []), { day, effective_cost: decimalText(cost) }])
  }
  return {
    named_days: [...new Set(rows.filter((row) => row.named !== '').map((row) => row.day))].sort(),
    resources: [...found].map(([resource_id, costs]) => ({ resource_id, costs })),
  }
}
