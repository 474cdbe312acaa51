import { AMOUNT_FIELDS, DATE_FIELDS } from '@/lib/warehouse/bill-fields'
import type { BillLayout, SourceColumn } from '@/lib/warehouse/bill-layout'
import { amountSql, daySql, textSql } from '@/lib/warehouse/column-sql'
import { tagFields } from '@/lib/warehouse/tag-fields'

/**
 * The select list that gives every field of a family a typed column of that name; a field that the file lacks is null. The mappings
 * (map-cur, map-focus) are then the same text for every file, and each cell is converted once.
 */
export function sourceFields(layout: BillLayout, fields: readonly string[]): string {
  const typed = fields.filter((field) => field !== 'tags' && field !== 'product').map((field) => `${fieldSql(layout.fields.get(field), field)} as ${field}`)
  return [
    ...typed,
    `${productName(layout.fields.get('product'))} as product_map_name`,
    `${layout.fields.has('net_unblended_cost')} as has_net_cost`,
    ...tagFields(layout),
  ].join(',\n  ')
}

function fieldSql(column: SourceColumn | undefined, field: string): string {
  if (AMOUNT_FIELDS.has(field)) return amountSql(column)
  return DATE_FIELDS.has(field) ? daySql(column) : textSql(column)
}

/** CUR 2.0 keeps the product's name inside a map: JSON text in CSV, a real map in Parquet. */
function productName(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::varchar'
  if (column.type.startsWith('MAP')) return `${column.sql}['product_name']`
  return `try(json_extract_string(${textSql(column)}, '$.product_name'))`
}
