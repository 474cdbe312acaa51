import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { type CostFilter, GROUP_COLUMNS, withinPlace } from '@/lib/warehouse/bill/place-sql'
import { rangeValues, WITHIN_RANGE } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { Grouping } from '@/schemas/frame'
import type { Decimal } from '@/schemas/money'
import type { DayRange } from '@/schemas/time'

/** `quantity` is null where the lines of a group count in more than one unit, or in none. */
export type CostGroup = { key: string; effective_cost: Decimal; list_cost: Decimal; quantity: Decimal | null; unit: string | null }

/** Every group of a filter in a period with cost, largest first. */
export async function costGroups(files: BillFiles, filter: CostFilter, group_by: Grouping, range: DayRange): Promise<CostGroup[]> {
  const { where, values } = withinPlace(filter)
  const found = await files.daily<Record<'key' | 'effective' | 'list' | 'quantity' | 'units', string> & { unit: string | null }>(
    (from) => `select ${GROUP_COLUMNS[group_by]} as key, sum(EffectiveCost)::varchar as effective, sum(ListCost)::varchar as list,
        coalesce(sum(ConsumedQuantity), 0)::varchar as quantity, count(distinct ConsumedUnit)::varchar as units, max(ConsumedUnit) as unit
      from ${from} where ${WITHIN_RANGE} and ${where}
      group by key having sum(EffectiveCost) <> 0 or sum(ListCost) <> 0
      order by sum(EffectiveCost) desc, key`,
    { ...values, ...rangeValues(range) },
    range,
  )
  return found.map((row) => {
    const has_unit = row.units === '1' && row.unit !== null
    return {
      key: row.key,
      effective_cost: decimalText(row.effective),
      list_cost: decimalText(row.list),
      quantity: has_unit ? decimalText(row.quantity) : null,
      unit: has_unit ? row.unit : null,
    }
  })
}
