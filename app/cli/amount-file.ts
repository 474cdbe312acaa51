import { basename } from 'node:path'
import type { AmountTable } from '@/lib/desks/cost/attribute/attribute-table'
import { toDecimal } from '@/lib/kernel/money'
import { readHeader, refused } from '@/lib/warehouse/files/read-header'
import type { Decimal } from '@/schemas/money'
import { csvRows } from './csv-rows'
import { NUMBER } from './series-file'
import { shown } from './shown'

export type AmountColumns = { real: string; predict: string; dimensions?: readonly string[] }
export type AmountFile = AmountTable & { file: string; ignored: string[] }

// The search looks at every combination of dimensions; 255 of them.
const MOST_DIMENSIONS = 8
// AWS writes accounts with twelve digits, others with eight and more.
const ID = /^\d{8,}$/

/**
 * Reads a table of expected and seen amounts, plain or gzip. Dimensions are the columns that are named, or else every other column in which at least one
 * cell is no number, or in which all are ids of accounts; the rest is ignored, by name.
 */
export async function readAmountFile(path: string, columns: AmountColumns): Promise<AmountFile> {
  const file = basename(path)
  const header = await readHeader(path)
  if (header.container === 'parquet') throw refused(file, 'this is a Parquet file', 'give a CSV with one row per leaf')
  const names = header.columns.map((name) => name.trim())
  const [real_at, predict_at] = [positionOf(columns.real, names, file, '--real'), positionOf(columns.predict, names, file, '--predict')]
  const rows: Row[] = []
  for await (const row of csvRows(path, file)) rows.push(row)
  if (rows.length === 0) throw refused(file, 'there is no row after the header', 'export the table again')
  const others = names.map((_, at) => at).filter((at) => at !== real_at && at !== predict_at)
  const chosen =
    columns.dimensions?.map((name) => positionOf(name, names, file, '--dimensions')) ??
    others.filter((at) => rows.some((row) => isText(row.cells[at])) || areIds(rows.map((row) => row.cells[at] ?? '')))
  if (chosen.length === 0)
    throw refused(
      file,
      `every column besides ${columns.real} and ${columns.predict} holds numbers only`,
      'name the columns to slice by with --dimensions a,b,c',
    )
  if (chosen.length > MOST_DIMENSIONS)
    throw refused(file, `${chosen.length} columns could be sliced by, and at most ${MOST_DIMENSIONS} can be`, 'choose some with --dimensions a,b,c')
  const cell = (row: Row, at: number): Decimal => amountOf(row.cells[at] ?? '', { file, row: row.row, column: names[at] ?? '' })
  return {
    file,
    dimensions: chosen.map((at) => names[at] ?? ''),
    rows: rows.map((row) => ({ keys: chosen.map((at) => row.cells[at] ?? ''), real: cell(row, real_at), predict: cell(row, predict_at) })),
    ignored: others.filter((at) => !chosen.includes(at)).map((at) => names[at] ?? ''),
  }
}

type Row = { row: number; cells: string[] }

const isText = (cell: string | undefined): boolean => cell !== undefined && cell.trim() !== '' && !NUMBER.test(cell.trim())

/** Account ids are digits of one length that come again from row to row; an amount of so many digits rarely does. */
function areIds(cells: readonly string[]): boolean {
  const ids = new Set(cells)
  const [first = ''] = cells
  return ids.size > 1 && ids.size * 2 <= cells.length && cells.every((cell) => ID.test(cell) && cell.length === first.length)
}

function positionOf(name: string, names: readonly string[], file: string, option: string): number {
  const at = names.indexOf(name)
  if (at >= 0) return at
  throw refused(file, `there is no column "${shown(name)}"; the columns are ${names.slice(0, 10).map(shown).join(', ')}`, `name one of them with ${option}`, {
    row: 1,
    column: name,
  })
}

function amountOf(cell: string, at: { file: string; row: number; column: string }): Decimal {
  const text = cell.trim()
  if (/^-?\d+(?:\.\d{1,10})?$/.test(text)) return text
  const x = NUMBER.test(text) ? Number(text) : Number.NaN
  if (Number.isFinite(x)) return toDecimal(x)
  const remedy = text === '' ? 'write 0 where there was nothing' : 'write a plain number such as 1234.5'
  throw refused(at.file, `row ${at.row}, column ${at.column}: ${text === '' ? 'the cell is empty' : `"${shown(text)}" is no number`}`, remedy, {
    row: at.row,
    column: at.column,
    value: shown(text),
  })
}
