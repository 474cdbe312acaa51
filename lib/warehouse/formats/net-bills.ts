import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '@/lib/warehouse/duck'
import type { OpenedFile } from '@/lib/warehouse/files/open-bill'
import { withoutNul } from '@/lib/warehouse/files/readable-text'
import { awsAccountSql, daySql, textSql } from '@/lib/warehouse/formats/column-sql'
import { literal } from '@/lib/warehouse/sql-text'

/** Whether a file has a column for costs net of discounts; its cells may all be empty. */
export const hasNetColumn = ({ layout }: OpenedFile): boolean => layout.fields.has('net_unblended_cost')

/**
 * Which bills give net costs, as SQL over the source fields. A payer's bill of a month is net as a whole or not at all, in whichever of its files the net
 * cells lie, and only there do rows of discounts count nothing. Null when it makes no difference: every bill that has discounts gives net costs. Reads the
 * files again.
 */
export async function netBills(connection: DuckDBConnection, opened: readonly OpenedFile[]): Promise<string | null> {
  const bills = new Map<string, { is_net: boolean; has_discounts: boolean }>()
  for (const { layout, from } of opened) {
    const cell = (field: string) => textSql(layout.fields.get(field))
    const rows = await rowsOf<{ bill: string; is_net: boolean; has_discounts: boolean }>(
      connection,
      `select ${billName(awsAccountSql(layout.fields.get('payer_id')), daySql(layout.fields.get('period_start')))} as bill, count(${cell('net_unblended_cost')}) > 0 as is_net,
        count(*) filter (${cell('line_item_type')} like '%Discount') > 0 as has_discounts from ${from} group by all`,
    )
    for (const { bill, is_net, has_discounts } of rows) {
      const before = bills.get(bill)
      bills.set(bill, { is_net: is_net || before?.is_net === true, has_discounts: has_discounts || before?.has_discounts === true })
    }
  }
  const all = [...bills]
  if (all.every(([, { is_net, has_discounts }]) => is_net || !has_discounts)) return null
  const net = all.filter(([, { is_net }]) => is_net).map(([bill]) => literal(bill))
  return net.length === 0 ? 'false' : `list_contains([${net.join(', ')}], ${billName('payer_id', 'period_start')})`
}

const billName = (payer: string, period: string): string => `coalesce(${withoutNul(payer)}, '') || ' ' || coalesce(cast(${period} as varchar), '')`
