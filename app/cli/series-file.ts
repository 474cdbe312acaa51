import { basename } from 'node:path'
import type { SeriesRow } from '@/lib/desks/cost/series/judged-series'
import { seriesKind } from '@/lib/desks/cost/series/series-kind'
import { readHeader, refused } from '@/lib/warehouse/files/read-header'
import { csvRows } from './csv-rows'
import { shown } from './shown'

export type SeriesFile = { file: string; column: 'date' | 'timestamp'; rows: SeriesRow[]; notes: string[] }

export const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i
const MISSING = /^(?:|null|nan|none|n\/a|\\n)$/i
const TIME = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?\s?(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i
// The clock by which a time is written, without the zone that stands beside it.
const CLOCK = /^\d{4}-\d{2}-\d{2}[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)/
// Clocks that change go back by an hour, files of two zones by less than a day.
const MOST_BACK_MS = 25 * 3_600_000
const EPOCH = /^\d{10}(?:\d{3})?$/

/**
 * Reads a series of the columns date,value or timestamp,value (others are ignored), plain or gzip. A cell that cannot be read refuses the file, with its row.
 */
export async function readSeriesFile(path: string): Promise<SeriesFile> {
  const file = basename(path)
  const header = await readHeader(path)
  if (header.container === 'parquet') throw refused(file, 'this is a Parquet file', 'give a CSV with the columns date,value or timestamp,value')
  const names = header.columns.map((name) => name.trim().toLowerCase())
  const column = names.includes('timestamp') ? 'timestamp' : 'date'
  const [time_at, value_at] = [names.indexOf(column), names.indexOf('value')]
  if (time_at < 0 || value_at < 0)
    throw refused(file, `the columns are ${names.slice(0, 10).join(', ')}`, 'name one column date or timestamp and one value', { row: 1 })
  const rows: SeriesRow[] = []
  const numbers: number[] = []
  for await (const { row, cells } of csvRows(path, file)) {
    const at = (cells[time_at] ?? '').trim()
    rows.push({ at, ms: timeOf(at, { file, row, column }), value: numberOf((cells[value_at] ?? '').trim(), { file, row }) })
    numbers.push(row)
  }
  if (rows.length === 0) throw refused(file, 'there is no row after the header', 'export the series again')
  const days = onOwnDays(rows)
  return { file, column, rows: days, notes: notesOn(days, { file, column, numbers }) }
}

const DAY_MS = 86_400_000

/** One row a day, each at the same time of some zone: its days are those that the file writes, whatever the clocks there do in summer. */
function onOwnDays(rows: readonly SeriesRow[]): SeriesRow[] {
  const clocks = new Set(rows.map(({ at }) => CLOCK.exec(at)?.[1] ?? 'none'))
  const days = new Set(rows.map(({ at }) => at.slice(0, 10)))
  const is_a_day_each = rows.length > 1 && clocks.size === 1 && !clocks.has('none') && days.size === rows.length
  return is_a_day_each && rows.some(({ ms }) => ms % DAY_MS !== 0)
    ? rows.map((row) => ({ ...row, ms: Date.parse(`${row.at.slice(0, 10)}T00:00:00Z`) }))
    : [...rows]
}

function timeOf(text: string, at: { file: string; row: number; column: string }): number {
  if (EPOCH.test(text)) return Number(text) * (text.length === 10 ? 1000 : 1)
  const match = TIME.exec(text)
  const [, day = '', clock = '00:00', seconds = ':00', fraction = '', zone = 'Z'] = match ?? []
  const ms = match === null ? Number.NaN : Date.parse(`${day}T${clock}${seconds}${fraction.slice(0, 4)}${/^(?:Z|UTC)$/i.test(zone) ? 'Z' : zone}`)
  // Date.parse takes the 30th of February for the 2nd of March.
  const is_day = match !== null && new Date(Date.parse(`${day}T00:00:00Z`) || 0).toISOString().startsWith(day)
  if (Number.isNaN(ms) || !is_day)
    throw refused(
      at.file,
      `row ${at.row}, column ${at.column}: "${shown(text)}" is no time`,
      'write 2026-11-19, 2026-11-19 14:05:00, 2026-11-19T14:05:00Z or epoch seconds',
      { row: at.row, column: at.column, value: shown(text) },
    )
  return ms
}

function numberOf(text: string, at: { file: string; row: number }): number | null {
  if (MISSING.test(text)) return null
  const x = NUMBER.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(x))
    throw refused(
      at.file,
      `row ${at.row}, column value: "${shown(text)}" is no number`,
      'write a plain number such as 1234.5, or nothing where it is not known',
      {
        row: at.row,
        column: 'value',
        value: shown(text),
      },
    )
  return x
}

/** How rows are named in a refusal: `numbers` are their places in the file, in the order of the rows. */
type Where = { file: string; column: 'date' | 'timestamp'; numbers: readonly number[] }

/**
 * What a reader must know about the rows. A day that occurs twice or out of order is refused: nobody can say which value it had when the next one was judged.
 */
function notesOn(rows: readonly SeriesRow[], where: Where): string[] {
  const backwards = rows.flatMap((row, i) => (i > 0 && row.ms <= (rows[i - 1]?.ms ?? row.ms) ? [i] : []))
  const [first] = backwards
  if (first !== undefined && rows.every((row) => row.ms % DAY_MS === 0)) {
    const row = rows[first]
    const { file, column, numbers } = where
    const number = numbers[first] ?? null
    const is_twice = rows.slice(0, first).some((earlier) => earlier.ms === row?.ms)
    throw refused(
      file,
      `row ${number}, column ${column}: ${row?.at} ${is_twice ? 'is there twice' : 'comes after a later day'}`,
      is_twice ? 'give one row per day (add the rows up, or drop the copy)' : 'sort the rows by day',
      { row: number, column, value: row?.at ?? null },
    )
  }
  refuseDisorder(rows, where)
  const missing = rows.filter((row) => row.value === null).length
  const below_zero = rows.filter((row) => (row.value ?? 0) < 0).length
  return [
    ...(missing > 0 ? [`${missing} of ${rows.length} rows have no value: not judged and not part of what later rows are compared with`] : []),
    ...(below_zero > 0 && seriesKind(rows.map((row) => row.ms)).detector === 'daily'
      ? [`${below_zero} of ${rows.length} values are below zero and count as 0, because cost is judged: turn the sign of a series of credits`]
      : []),
    ...(backwards.length > 0 ? [`${backwards.length} rows are not later than the row before them: the order of the file is kept`] : []),
  ]
}

/** A clock that was put back is kept as it is written; rows that lie days back are no stream, and each would be judged by what came after it. */
function refuseDisorder(rows: readonly SeriesRow[], { file, column, numbers }: Where): void {
  let latest = Number.NEGATIVE_INFINITY
  for (const [i, { at, ms }] of rows.entries()) {
    if (latest - ms > MOST_BACK_MS)
      throw refused(file, `row ${numbers[i]}, column ${column}: ${at} comes more than a day after a later time`, 'sort the rows by time', {
        row: numbers[i] ?? null,
        column,
        value: at,
      })
    latest = Math.max(latest, ms)
  }
}
