import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { type CostFilter, GROUP_COLUMNS, withinPlace } from '@/lib/warehouse/bill/place-sql'
import { rangeValues, WITHIN_RANGE } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Grouping } from '@/schemas/frame'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

export type DayCost = { day: Day; key: string; effective_cost: Decimal; is_settled: boolean }

/** Cost of every day of a filter that has any, by group where one is asked for (`key` is '' without). */
export async function costByDay(files: BillFiles, filter: CostFilter, group_by: Grouping | null, range: DayRange): Promise<DayCost[]> {
  const { where, values } = withinPlace(filter)
  const key = group_by === null ? "''" : GROUP_COLUMNS[group_by]
  const found = await files.daily<Record<'day' | 'key' | 'effective', string>>(
    (from) => `select ChargePeriodStart::varchar as day, ${key} as key, sum(EffectiveCost)::varchar as effective
      from ${from} where ${WITHIN_RANGE} and ${where} group by all order by day, key`,
    { ...values, ...rangeValues(range) },
    range,
  )
  return found.map((row) => ({ day: row.day, key: row.key, effective_cost: decimalText(row.effective), is_settled: files.is_settled(row.day) }))
}
