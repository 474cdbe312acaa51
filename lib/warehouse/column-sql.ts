import type { SourceColumn } from '@/lib/warehouse/bill-layout'

// One cell of a file as SQL, whatever type the file gives it.

/** Null for an empty cell and for the literal NULL that some exports write; CSV cells were cleared when they were read. */
export function textSql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::varchar'
  if (column.type === 'csv') return column.sql
  if (/^(MAP|STRUCT|JSON)/.test(column.type)) return `cast(to_json(${column.sql}) as varchar)`
  return `nullif(nullif(cast(${column.sql} as varchar), ''), 'NULL')`
}

/**
 * Converting text to the wide decimal costs fifteen times what it costs to the narrow one (measured), and nearly every amount fits the
 * narrow one, which has the same ten decimals: only what does not fit takes the long way, and only that way can fail.
 */
export function amountSql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::decimal(38, 10)'
  if (!isText(column)) return `cast(${column.sql} as decimal(38, 10))`
  const text = textSql(column)
  return `coalesce(cast(try_cast(${text} as decimal(18, 10)) as decimal(38, 10)), cast(${text} as decimal(38, 10)))`
}

/** UTC day. A time without a zone is UTC; one with another offset is moved (a plain cast to timestamp would ignore the offset). */
export function daySql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::date'
  return isText(column) ? `cast(cast(${textSql(column)} as timestamptz) as date)` : `cast(${column.sql} as date)`
}

const isText = (column: SourceColumn): boolean => column.type === 'csv' || column.type.startsWith('VARCHAR')

/** Whether a day is one of those that are written with four digits of a year: the engine knows days far outside, and `infinity`. No day is none of those. */
export const isDay = (day: string): string => `${day} is null or ${day} between date '0001-01-01' and date '9999-12-31'`
