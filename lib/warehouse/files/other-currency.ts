import type { DuckDBConnection } from '@duckdb/node-api'
import { rowsOf } from '@/lib/warehouse/duck'
import type { OpenedFile } from '@/lib/warehouse/files/open-bill'
import { textSql } from '@/lib/warehouse/formats/column-sql'

/** The first row whose currency is not that of the rows before it, over the files in their order. Reads them again, which only a refused import pays for. */
export async function firstOtherCurrency(
  connection: DuckDBConnection,
  opened: readonly OpenedFile[],
): Promise<{ file: string; row: number; value: string; usual: string } | undefined> {
  // Row numbers need the order of the file.
  await connection.run('set preserve_insertion_order = true')
  let usual: string | undefined
  for (const { layout, from, name } of opened) {
    const column = layout.fields.get('currency')
    if (column === undefined) continue
    const currency = `upper(trim(coalesce(${textSql(column)}, '')))`
    const firsts = await rowsOf<{ row: string; currency: string }>(
      connection,
      `select min(row) as row, left(currency, 200) as currency from (select row_number() over () + 1 as row, ${currency} as currency from ${from}) group by currency order by min(row)`,
    )
    usual ??= firsts[0]?.currency
    const other = firsts.find((first) => first.currency !== usual)
    if (other !== undefined && usual !== undefined) return { file: name, row: Number(other.row), value: other.currency, usual }
  }
  return undefined
}
