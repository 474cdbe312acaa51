import { big, toDecimal } from '@/lib/kernel/money'
import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { rangeValues, WITHIN_RANGE } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

/** What one resource was billed as in some days: on which of them, and what a day of it cost where it was billed. */
export type ResourceDays = { resource_id: string; usage_type: string; first_day: Day; last_day: Day; cost_per_day: Decimal }

/** What resources were billed as before a day and since. */
export type BilledAround = { before: ResourceDays[]; since: ResourceDays[] }

/**
 * Everything that these resources were billed as in a range, before a day of it and since apart, one row a usage type, by resource and then by its first day.
 */
export async function resourceDays(files: BillFiles, ids: readonly string[], range: DayRange, since: Day): Promise<BilledAround> {
  if (ids.length === 0) return { before: [], since: [] }
  const rows = await files.lines<Record<'resource_id' | 'usage_type' | 'first_day' | 'last_day' | 'cost' | 'days', string> & { side: keyof BilledAround }>(
    (
      from,
    ) => `select ResourceId as resource_id, x_UsageType as usage_type, case when ChargePeriodStart >= $since::date then 'since' else 'before' end as side, min(ChargePeriodStart)::varchar as first_day,
        max(ChargePeriodStart)::varchar as last_day, sum(EffectiveCost)::varchar as cost, count(distinct ChargePeriodStart)::varchar as days
      from ${from} where list_contains($ids, ResourceId) and x_Series = 'run' and ${WITHIN_RANGE}
      group by resource_id, usage_type, side order by resource_id, first_day, usage_type`,
    { ids: [...ids], ...rangeValues(range), since },
    range,
  )
  const of = (side: keyof BilledAround): ResourceDays[] =>
    rows
      .filter((row) => row.side === side)
      .map(({ cost, days, resource_id, usage_type, first_day, last_day }) => ({
        resource_id,
        usage_type,
        first_day,
        last_day,
        cost_per_day: toDecimal(big(decimalText(cost)).div(Math.max(1, Number(days)))),
      }))
  return { before: of('before'), since: of('since') }
}
