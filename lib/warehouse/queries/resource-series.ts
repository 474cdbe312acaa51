import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, WITHIN_RANGE, withinScope } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Scope } from '@/schemas/evidence/cost'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

/** What some resources were billed as usage, resource by resource. */
export type ResourceSeries = { resource_id: string; costs: { day: Day; effective_cost: Decimal }[] }[]

/** Daily EffectiveCost of single resources within a scope; one that the bill does not name is absent, and so is a day without a line of it. */
export async function resourceSeries(files: BillFiles, scope: Scope, ids: readonly string[], range: DayRange): Promise<ResourceSeries> {
  if (ids.length === 0) return []
  const { where, values } = withinScope(scope)
  const rows = await files.lines<Record<'resource_id' | 'day' | 'cost', string>>(
    (from) => `select ResourceId as resource_id, ChargePeriodStart::varchar as day, sum(EffectiveCost)::varchar as cost
      from ${from} where x_Series = 'run' and list_contains($ids, ResourceId) and ${WITHIN_RANGE} and ${where} group by all order by resource_id, day`,
    { ...values, ...rangeValues(range), ids: [...ids] },
    range,
  )
  const found = new Map<string, ResourceSeries[number]['costs']>()
  for (const { resource_id, day, cost } of rows) found.set(resource_id, [...(found.get(resource_id) ?? []), { day, effective_cost: decimalText(cost) }])
  return [...found].map(([resource_id, costs]) => ({ resource_id, costs }))
}

/** The days on which the bill names any resource in a scope at all. */
export async function namedDays(files: BillFiles, scope: Scope, range: DayRange): Promise<Day[]> {
  const { where, values } = withinScope(scope)
  const rows = await files.lines<{ day: Day }>(
    (from) =>
      `select distinct ChargePeriodStart::varchar as day from ${from} where x_Series = 'run' and ResourceId <> '' and ${WITHIN_RANGE} and ${where} order by day`,
    { ...values, ...rangeValues(range) },
    range,
  )
  return rows.map((row) => row.day)
}
