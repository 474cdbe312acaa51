import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { withinScope } from '@/lib/warehouse/bill/scope-sql'
import type { ChargeEvents, Scope } from '@/schemas/evidence/cost'

type Frequency = NonNullable<ChargeEvents['events'][number]['frequency']>
type Row = Record<'product' | 'least' | 'most' | 'months', string>

/**
 * How products of other sellers are charged for, over all that the bill holds of them; a product whose lines differ, or do not say, is absent. Bills call a fee
 * one-time that comes again every month, so what was charged in more than one month goes on.
 */
export async function chargeFrequency(files: BillFiles, scope: Scope): Promise<Map<string, Frequency>> {
  const { where, values } = withinScope(scope)
  const rows = await files.lines<Row>(
    (from) => `select coalesce(ServiceName, '') as product, min(coalesce(ChargeFrequency, '')) as least, max(coalesce(ChargeFrequency, '')) as most,
        count(distinct BillingPeriodStart)::varchar as months
      from ${from} where x_Series = 'marketplace' and ${where}
      group by all order by product`,
    values,
  )
  return new Map(
    rows.flatMap(({ product, least, most, months }): [string, Frequency][] => {
      if (least !== most) return []
      if (most === 'Recurring' || (most === 'One-Time' && Number(months) > 1)) return [[product, 'recurring']]
      return most === 'One-Time' ? [[product, 'one_time']] : []
    }),
  )
}
