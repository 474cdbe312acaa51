import { withoutNul, withWholeEscapes } from '@/lib/warehouse/files/readable-text'
import { AMOUNT_FIELDS, DATE_FIELDS, mostDigits } from '@/lib/warehouse/formats/bill-fields'
import type { BillLayout, SourceColumn } from '@/lib/warehouse/formats/bill-layout'
import { amountSql, awsAccountSql, daySql, textSql } from '@/lib/warehouse/formats/column-sql'
import { type TextOf, type TextsOf, tagFields } from '@/lib/warehouse/formats/tag-fields'

/**
 * The select list that gives every field of a family a typed column of that name; a field that the file lacks is null. The mappings
 * (map-cur, map-focus) are then the same text for every file, and each cell is converted once.
 */
export function sourceFields(layout: BillLayout, fields: readonly string[], is_cleaned: boolean): string {
  const text: TextOf = is_cleaned ? (column) => withoutNul(textSql(column)) : textSql
  const json: TextOf = is_cleaned ? (column) => withWholeEscapes(text(column)) : textSql
  const typed = fields
    .filter((field) => field !== 'tags' && field !== 'cost_categories' && field !== 'product')
    .map((field) => `${fieldSql(layout.fields.get(field), field, text)} as ${field}`)
  return [...typed, `${productName(layout.fields.get('product'), { text, json })} as product_map_name`, ...tagFields(layout, { text, json })].join(',\n  ')
}

const AWS_ACCOUNTS: ReadonlySet<string> = new Set(['payer_id', 'account_id'])

function fieldSql(column: SourceColumn | undefined, field: string, text: TextOf): string {
  if (AMOUNT_FIELDS.has(field)) return amountSql(column, mostDigits(field))
  if (DATE_FIELDS.has(field)) return daySql(column)
  return AWS_ACCOUNTS.has(field) ? awsAccountSql(column, text) : text(column)
}

/** CUR 2.0 keeps the product's name inside a map: JSON text in CSV, a real map in Parquet. */
function productName(column: SourceColumn | undefined, { text, json }: TextsOf): string {
  if (column === undefined) return 'null::varchar'
  if (column.type.startsWith('MAP')) return text({ ...column, sql: `${column.sql}['product_name']`, type: 'VARCHAR' })
  return `try(json_extract_string(${json(column)}, '$.product_name'))`
}
