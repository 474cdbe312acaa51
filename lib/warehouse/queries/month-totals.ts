import type { BillFiles } from '@/lib/warehouse/bill/bill-files'
import { decimalText } from '@/lib/warehouse/decimal-text'
import type { SeriesName } from '@/schemas/bill'
import type { Decimal } from '@/schemas/money'

/** What one account was charged for one service, by kind of charge. */
export type MonthTotal = { sub_account_id: string; service_name: string; series: SeriesName; billed_cost: Decimal; effective_cost: Decimal }
/** `invoiced`: whether the charges that cost something name their invoice. */
export type MonthTotals = { totals: MonthTotal[]; invoiced: 'all' | 'some' | 'none' }

/** What a bill comes to by account, service and kind of charge, and whether it is invoiced: asked of one version of one month. */
export async function monthTotals(files: BillFiles): Promise<MonthTotals> {
  const [rows, [invoices]] = await Promise.all([
    files.daily<Record<'sub_account_id' | 'service_name' | 'series' | 'billed' | 'effective', string>>(
      (from) => `select coalesce(SubAccountId, '') as sub_account_id, coalesce(ServiceName, '') as service_name, x_Series as series,
          coalesce(sum(BilledCost), 0)::varchar as billed, coalesce(sum(EffectiveCost), 0)::varchar as effective
        from ${from} group by 1, 2, 3 order by 1, 2, 3`,
    ),
    // What costs nothing has no invoice in some exports, also when the month is closed.
    files.lines<Record<'with_invoice' | 'without', string>>(
      (from) => `select count(case when coalesce(InvoiceId, '') <> '' then 1 end)::varchar as with_invoice,
          count(case when coalesce(InvoiceId, '') = '' then 1 end)::varchar as without
        from ${from} where BilledCost <> 0`,
    ),
  ])
  const totals = rows.map(({ billed, effective, series, ...place }) => ({
    ...place,
    series: series as SeriesName, // safe: staging writes no other
    billed_cost: decimalText(billed),
    effective_cost: decimalText(effective),
  }))
  const [with_invoice, without] = [Number(invoices?.with_invoice ?? 0), Number(invoices?.without ?? 0)]
  if (with_invoice === 0) return { totals, invoiced: 'none' }
  return { totals, invoiced: without === 0 ? 'all' : 'some' }
}
