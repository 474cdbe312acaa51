import type { DuckDBConnection } from '@duckdb/node-api'
import { Fault, invariant } from '@/lib/kernel/errors'
import { big } from '@/lib/kernel/money'
import { refusedCell, unreadableCell } from '@/lib/warehouse/files/first-bad-row'
import { type OpenedFile, openBill } from '@/lib/warehouse/files/open-bill'
import { firstOtherCurrency } from '@/lib/warehouse/files/other-currency'
import { refused } from '@/lib/warehouse/files/read-header'
import type { Follower } from '@/lib/warehouse/imports/follow-import'
import { droppedOf, repairedOf, totalsOf, warningsOf } from '@/lib/warehouse/staging/import-report'
import { rollUpDays } from '@/lib/warehouse/staging/roll-up-days'
import { stageFiles } from '@/lib/warehouse/staging/stage-files'
import type { Stage } from '@/lib/warehouse/staging/stage-folders'
import { type StagedGroup, type StagedMonth, stagedMonths } from '@/lib/warehouse/staging/staged-totals'
import type { BillImport, ImportReport } from '@/schemas/bill'

/** A bill that is staged, summed and found equal to its files; nothing of it is visible yet. */
export type StagedBill = { months: StagedMonth[]; report: Omit<ImportReport, 'months'> }

/** Reads every file of an import into the stage. Refuses the whole import at the first thing that is wrong. */
export async function readBill(stage: Stage, wanted: Pick<BillImport, 'files'>, follower: Follower): Promise<StagedBill> {
  const { connection, stage_dir } = stage
  const started = performance.now()
  // Files without a fingerprint are known to differ.
  const distinct = wanted.files.filter((file, at) => file.sha256 === null || wanted.files.findIndex((other) => other.sha256 === file.sha256) === at)
  const opened: OpenedFile[] = []
  for (const [index, file] of distinct.entries()) opened.push(await openBill(stage, file, index))
  const format = oneFormat(opened)

  const sizes = distinct.map((file) => file.bytes)
  const { groups, rows_read, unreadable } = await stageFiles(stage, opened, sizes, follower)
  if (groups.some((g) => g.incomplete > 0)) throw await incompleteRow(connection, opened)
  const months = stagedMonths(groups)
  await rollUpDays(connection, stage_dir, months)
  const currency = await oneCurrency(connection, groups, opened)
  const report = {
    format,
    currency,
    ...totalsOf(groups, months),
    dropped: droppedOf(groups),
    repaired: repairedOf(groups),
    warnings: [
      ...warningsOf(groups, format.startsWith('focus')),
      ...(unreadable > 0 ? [{ code: 'unreadable_characters' as const, facts: { rows: unreadable } }] : []),
      ...(distinct.length < wanted.files.length ? [{ code: 'same_file_given_twice' as const, facts: { files: wanted.files.length - distinct.length } }] : []),
    ],
    ...speed(rows_read, started),
  }
  invariant(report.rows_in_files === rows_read, `${rows_read} rows were read and ${report.rows_in_files} were staged`)
  invariant(big(report.difference).abs().lt('0.01'), `the stored charges differ from the files by ${report.difference}`)
  return { months, report }
}

function oneFormat(opened: OpenedFile[]): ImportReport['format'] {
  const [first] = opened
  invariant(first, 'an import has at least one file')
  const other = opened.find((file) => file.layout.format !== first.layout.format)
  if (other !== undefined)
    throw refused(other.name, `this file is ${other.layout.format}, ${first.name} is ${first.layout.format}`, 'import the files of one format at a time')
  return first.layout.format
}

async function oneCurrency(connection: DuckDBConnection, groups: StagedGroup[], opened: OpenedFile[]): Promise<string> {
  const currencies = [...new Set(groups.map((g) => (g.currency ?? '').trim().toUpperCase()))]
  const [currency = ''] = currencies
  if (currencies.length === 1 && /^[A-Z]{3}$/.test(currency)) return currency
  const column = opened[0]?.layout.fields.get('currency')?.header ?? 'currency'
  const other = currencies.length === 1 ? undefined : await firstOtherCurrency(connection, opened)
  const remedy = 'import the charges of one currency as a source of their own'
  if (other === undefined) throw refused(opened[0]?.name ?? '', `the bill is in an unknown currency (${currency})`, remedy, { column, value: currency })
  const { file, row, value, usual } = other
  throw refused(file, `the bill is in more than one currency (row ${row} is in ${value}, the rows before it in ${usual})`, remedy, { row, column, value })
}

async function incompleteRow(connection: DuckDBConnection, opened: OpenedFile[]): Promise<Fault> {
  for (const file of opened) {
    const bad = await unreadableCell(connection, file)
    if (bad !== undefined) return refusedCell(file.name, bad)
  }
  return new Fault('broken_invariant', 'a row without a cost, day or currency was staged, and no file has one')
}

function speed(rows: number, started: number): { duration_ms: number; rows_per_sec: number } {
  const duration_ms = Math.max(1, Math.round(performance.now() - started))
  return { duration_ms, rows_per_sec: Math.round((rows * 1000) / duration_ms) }
}
