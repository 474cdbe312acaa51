import type { DuckDBConnection } from '@duckdb/node-api'
import type { Fault } from '@/lib/kernel/errors'
import { cut } from '@/lib/kernel/format'
import { rowsOf } from '@/lib/warehouse/duck'
import type { OpenedFile } from '@/lib/warehouse/files/open-bill'
import { refused } from '@/lib/warehouse/files/read-header'
import { unevenLineEnds } from '@/lib/warehouse/files/uneven-line-ends'
import { unreadableBytes } from '@/lib/warehouse/files/unreadable-bytes'
import { AMOUNT_FIELDS, DATE_FIELDS, MANDATORY, mostDigits } from '@/lib/warehouse/formats/bill-fields'
import type { SourceColumn } from '@/lib/warehouse/formats/bill-layout'
import { decimalType, isDay, textSql, timeSql } from '@/lib/warehouse/formats/column-sql'
import { literal } from '@/lib/warehouse/sql-text'

// What the CSV reader says about rows that are no rows; `says` is ours, because the reader's advice is about its own options.
const BROKEN_ROWS = [
  [
    /Expected Number of Columns: (\d+) Found: (\d+)/,
    (m: RegExpExecArray) => `the row has ${m[2]} cells, the header has ${m[1]}`,
    'quote cells that contain the separator, and export again',
  ],
  [/unterminated quote/i, () => 'a quote is opened and never closed', 'write a quote inside a cell as two quotes'],
  [/maximum line size/i, () => 'the row is longer than 16 MB', 'check that every row ends with a line end'],
] as const

// What it says where rows end in LF and in CRLF.
const NO_ROW = /unterminated quote|state machine/i

/**
 * Turns the engine's complaint about a file into the first row that is wrong: file, row, column, value and what to do. Reads the file again, which only a
 * failed import pays for.
 */
export async function firstBadRow(connection: DuckDBConnection, opened: OpenedFile, cause: Error): Promise<Error> {
  if (cause.message.includes('INTERRUPT')) return cause
  // Of a cut-off gzip, and of text that is not UTF-8, the engine complains in words about something else, and reading on can end it: the bytes come first.
  const bytes = opened.text === null ? null : await unreadableBytes(opened.text)
  if (bytes !== null) return bytes
  const ends = opened.text !== null && NO_ROW.test(cause.message) ? await unevenLineEnds(opened.text) : null
  if (ends !== null) return ends
  for (const [pattern, says, remedy] of BROKEN_ROWS) {
    const match = pattern.exec(cause.message)
    if (match !== null) return refused(opened.name, says(match), remedy, { row: Number(/Line: (\d+)/.exec(cause.message)?.[1] ?? 0) || null })
  }
  const bad = await unreadableCell(connection, opened)
  if (bad === undefined) return /Invalid Input|Conversion|IO Error|gzip|Parquet/i.test(cause.message) ? damaged(opened.name, cause) : cause
  return refusedCell(opened.name, bad)
}

/** Says what is wrong with a cell, and what would be right. */
export const refusedCell = (file: string, bad: BadCell): Fault =>
  refused(
    file,
    bad.value === null ? `${bad.column} is empty in row ${bad.row}` : `${bad.column} is ${JSON.stringify(bad.value)} in row ${bad.row}`,
    remedyFor(bad),
    bad,
  )

const NUMBER = /^[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?$/i

type BadCell = { row: number; column: string; value: string | null; field: string }

/** The first cell that is empty and must not be, or is not the number or date that it should be. Undefined when every cell is fine. */
export async function unreadableCell(connection: DuckDBConnection, { layout, from, name }: OpenedFile): Promise<BadCell | undefined> {
  const mandatory: ReadonlySet<string> = new Set(layout.format.startsWith('focus') ? MANDATORY.focus : MANDATORY.cur)
  const checks = [...layout.fields].flatMap(([field, column]) => {
    const wrong = wrongWhen(field, column, mandatory.has(field))
    return wrong === undefined ? [] : [{ field, column, wrong }]
  })
  const pick = (answer: (check: (typeof checks)[number]) => string) =>
    `case ${checks.map((check) => `when ${check.wrong} then ${answer(check)}`).join(' ')} end`
  // Row numbers need the order of the file.
  await connection.run('set preserve_insertion_order = true')
  const [bad] = await rowsOf<{ row: string; field: string; value: string | null }>(
    connection,
    `select row, field, left(value, 200) as value from (
      select row_number() over () + 1 as row, ${pick((c) => literal(c.field))} as field, ${pick((c) => rawText(c.column))} as value from ${from}
    ) where field is not null limit 1`,
  ).catch((error: Error) => {
    throw damaged(name, error)
  })
  return bad === undefined ? undefined : { row: Number(bad.row), field: bad.field, value: bad.value, column: layout.fields.get(bad.field)?.header ?? bad.field }
}

function wrongWhen(field: string, column: SourceColumn, is_mandatory: boolean): string | undefined {
  const raw = textSql(column)
  const amount = AMOUNT_FIELDS.has(field) ? `try_cast(${raw} as ${decimalType(mostDigits(field))})` : undefined
  const value = amount ?? (DATE_FIELDS.has(field) ? timeSql(raw) : undefined)
  const unreadable = value === undefined ? undefined : `${raw} is not null and ${value} is null`
  const outside = DATE_FIELDS.has(field) ? `not (${isDay(`cast(${value} as date)`)})` : undefined
  return [unreadable, outside, is_mandatory ? `${raw} is null` : undefined].filter((c) => c !== undefined).join(' or ') || undefined
}

const rawText = (column: SourceColumn): string => textSql(column)

function remedyFor({ field, value }: BadCell): string {
  if (value === null) return 'every row of a bill has this cell: export the file again'
  if (AMOUNT_FIELDS.has(field) && NUMBER.test(value)) return `an amount has at most ${mostDigits(field)} digits before its point: check the column and its unit`
  return AMOUNT_FIELDS.has(field) ? 'write a plain number with a point, such as 1240.50' : 'write a date as 2026-11-19 or a time as 2026-11-19T09:00:00Z'
}

const damaged = (file: string, cause: Error): Fault =>
  refused(file, `the file cannot be read (${cut(withoutPaths(cause.message.split('\n')[0] ?? ''), 160)})`, 'download it again')

/** Where files lie on the server is nobody's business. */
const withoutPaths = (text: string): string => text.replaceAll(/["']?(?:\/[^\s"':/]+){2,}["']?/g, 'the file')
