import type { SourceColumn } from '@/lib/warehouse/formats/bill-layout'

// One cell of a file as SQL, whatever type the file gives it.

/** Null for an empty cell and for the literal NULL that some exports write; CSV cells were cleared when they were read. */
export function textSql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::varchar'
  if (column.type === 'csv') return column.sql
  if (/^(MAP|STRUCT|JSON)/.test(column.type)) return `cast(to_json(${column.sql}) as varchar)`
  // A pipeline that once met an empty id keeps the column as floating point, and writes 12 as 12.0.
  if (/^(DOUBLE|FLOAT)/.test(column.type)) return `regexp_replace(cast(${column.sql} as varchar), '\\.0$', '')`
  return `nullif(nullif(cast(${column.sql} as varchar), ''), 'NULL')`
}

/**
 * Converting text to the wide decimal costs fifteen times what it costs to the narrow one (measured), and nearly every amount fits the narrow one, which has
 * the same ten decimals: only what does not fit takes the long way, and only that way can fail. More digits before the point than a sum of them could hold are
 * no amount.
 */
export function amountSql(column: SourceColumn | undefined, most_digits: number): string {
  if (column === undefined) return 'null::decimal(38, 10)'
  const bounded = decimalType(most_digits)
  if (!isText(column)) return `cast(cast(${column.sql} as ${bounded}) as decimal(38, 10))`
  const text = textSql(column)
  return `coalesce(cast(try_cast(${text} as decimal(18, 10)) as decimal(38, 10)), cast(cast(${text} as ${bounded}) as decimal(38, 10)))`
}

/** Ten decimals, and so many digits before the point. */
export const decimalType = (most_digits: number): string => `decimal(${most_digits + 10}, 10)`

/** An AWS account id, which has twelve digits: a column of numbers has lost the zeros that some begin with. */
export function awsAccountSql(column: SourceColumn | undefined, text: (column: SourceColumn | undefined) => string = textSql): string {
  const is_number = column !== undefined && /^(U?(TINY|SMALL|BIG|HUGE)?INT|DECIMAL|DOUBLE|FLOAT)/.test(column.type)
  return is_number ? `lpad(${text(column)}, 12, '0')` : text(column)
}

/** UTC day. Throws in the engine for text that is no time. */
export function daySql(column: SourceColumn | undefined): string {
  if (column === undefined) return 'null::date'
  if (!isText(column)) return `cast(${column.sql} as date)`
  const text = textSql(column)
  return `cast(coalesce(try_cast(${text} as timestamptz), cast(${isoTime(text)} as timestamptz)) as date)`
}

/**
 * UTC time of a text, or null where it is none. A time without a zone is UTC; one with another offset is moved (a plain cast to timestamp would ignore the
 * offset).
 */
export const timeSql = (text: string): string => `coalesce(try_cast(${text} as timestamptz), try_cast(${isoTime(text)} as timestamptz))`

/**
 * Times of ISO 8601 that the engine does not take: to the minute (2026-10-05T00:00Z, as Oracle's reports have it), with a small t or z, with blanks around
 * them.
 */
const isoTime = (text: string): string =>
  `regexp_replace(upper(trim(${text})), '^(\\d{4}-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2})(Z|[+-]\\d{2}(?::?\\d{2})?)$', '\\1:00\\2')`

const isText = (column: SourceColumn): boolean => column.type === 'csv' || column.type.startsWith('VARCHAR')

/** Whether a day is one of those that are written with four digits of a year: the engine knows days far outside, and `infinity`. No day is none of those. */
export const isDay = (day: string): string => `${day} is null or ${day} between date '0001-01-01' and date '9999-12-31'`
