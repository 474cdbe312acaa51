import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { type CostFilter, withinPlace } from '@/lib/warehouse/bill/place-sql'
import { rangeValues, selectKeys, WITHIN_RANGE } from '@/lib/warehouse/bill/scope-sql'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { LineItems } from '@/schemas/bill'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'

type Line = LineItems['rows'][number]

/** Charges of a period, summed per day, resource and what they are for (a bill may list hours), largest amount first. */
export async function lineItems(files: BillFiles, filter: CostFilter, period: DayRange, limit: number): Promise<LineItems> {
  const { where, values } = withinPlace(filter)
  const found = await files.lines<Record<keyof Line, string | null>>(
    (
      from,
    ) => `select ChargePeriodStart::varchar as day, x_Series as series, ${selectKeys(SCOPE_KEYS)}, coalesce(x_Operation, '') as operation, ResourceId as resource_id,
        coalesce(ChargeDescription, '') as description, coalesce(ChargeCategory, '') as charge_category, ConsumedUnit as unit, InvoiceId as invoice_id,
        sum(BilledCost)::varchar as billed_cost, sum(EffectiveCost)::varchar as effective_cost, sum(ListCost)::varchar as list_cost, sum(ConsumedQuantity)::varchar as quantity
      from ${from} where ${WITHIN_RANGE} and ${where}
      group by all order by abs(sum(EffectiveCost)) desc, day, resource_id, usage_type, description limit $most`,
    { ...values, ...rangeValues(period), most: limit + 1 },
    period,
  )
  const rows = found.slice(0, limit).map((row) => ({
    ...row,
    billed_cost: decimalText(row.billed_cost ?? '0'),
    effective_cost: decimalText(row.effective_cost ?? '0'),
    list_cost: decimalText(row.list_cost ?? '0'),
    quantity: row.quantity === null ? null : decimalText(row.quantity),
  }))
  return LineItems.parse({ scope: filter.scope, period, currency: files.currency, rows, is_cut: found.length > limit })
}
