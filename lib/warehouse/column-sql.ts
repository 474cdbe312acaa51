import type { SourceColumn } from '@/lib/warehouse/bill-layout'

// One cell of a file as SQL, whatever type the file gives it.

/** Null for an empty cell and for the literal NULL that some exports write; CSV cells were cleared when they were read. */
export function textSql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::varchar'
  if (column.type === 'csv') return column.sql
  if (/^(MAP|STRUCT|JSON)/.test(column.type)) return `cast(to_json(${column.sql}) as varchar)`
  return `nullif(nullif(cast(${column.sql} as varchar), ''), 'NULL')`
}

export function amountSql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::decimal(38, 10)'
  return `cast(${isText(column) ? textSql(column) : column.sql} as decimal(38, 10))`
}

/** UTC day. A time without a zone is UTC; one with another offset is moved (a plain cast to timestamp would ignore the offset). */
export function daySql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::date'
  return isText(column) ? `cast(cast(${textSql(column)} as timestamptz) as date)` : `cast(${column.sql} as date)`
}

const isText = (column: SourceColumn): boolean => column.type === 'csv' || column.type.startsWith('VARCHAR')
