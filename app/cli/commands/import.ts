import { parseArgs } from 'node:util'
import { importNotes } from '@/app/import-words'
import { formatCount, formatMoney } from '@/lib/kernel/format'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import type { BillImport, ImportReport } from '@/schemas/bill'
import type { ImportNote } from '@/schemas/sources-view'
import { asPerson } from '../as-person'
import { IN_TENANT, TEXT } from '../options'
import { print } from '../print'
import { findRunning } from '../running'
import { tenantForImport } from '../tenant'
import { withDatabase } from '../with-database'
import { WrongCall } from '../wrong-call'
import type { CliCommand } from './command'

const BAR = 24
const is_terminal = process.stderr.isTTY === true

export const importBills: CliCommand = {
  run(argv) {
    const { values, positionals } = parseArgs({
      args: argv,
      allowPositionals: true,
      options: { ...IN_TENANT, source: { type: 'string', default: 'import' }, as: TEXT },
    })
    if (positionals.length === 0) throw new WrongCall('name at least one file')
    return withDatabase(async () => {
      const tenant_id = await tenantForImport(values)
      const actor = await asPerson(tenant_id, values.as)
      const stop = new AbortController()
      process.once('SIGINT', () => stop.abort())
      const ended = await importBill({
        tenant_id,
        source: values.source,
        paths: positionals,
        actor,
        signal: stop.signal,
        on_progress(p) {
          if (values.json || !is_terminal) return
          const done = Math.round(p.done_ratio * BAR)
          const rate = p.rows_per_sec === null ? '' : `  ${formatCount(p.rows_per_sec, 'row')} / s`
          process.stderr.write(`\r\u001b[2K  ${p.step.padEnd(14)} ${'█'.repeat(done)}${'░'.repeat(BAR - done)} ${formatCount(p.rows_read, 'row')}${rate}`)
        },
      })
      if (!values.json && is_terminal) process.stderr.write('\r\u001b[2K')
      print(
        values.json,
        ended,
        findRunning() === undefined && ended.state === 'completed' ? `${tell(ended)}\n  Cases appear when the app runs: npm start` : tell(ended),
      )
      return ended.state === 'completed' || ended.state === 'unchanged' ? 0 : 1
    })
  },
}

function tell({ state, report, source }: BillImport): string {
  if (state === 'cancelled' || report === null) return 'Cancelled: nothing was imported.'
  if ('error' in report) {
    const { file, row, column, value, message, remedy } = report.error
    const at = [file, row === null ? '' : `row ${row}`, column === null ? '' : `column ${column}`, value === null ? '' : `value ${JSON.stringify(value)}`]
      .filter(Boolean)
      .join(', ')
    return `Nothing was imported.\n  ${at}\n  ${message}\n  ${remedy}`
  }
  const { done } = report
  if (state === 'unchanged') return `Nothing to do: ${source} already holds exactly these files.`
  const months = done.months.map(
    (m) =>
      `  ${m.billing_month}  ${m.change.padEnd(9)}  version ${m.data_version}  ${formatCount(m.rows, 'row')}  ${formatMoney(m.billed_cost, done.currency, 'always')} billed`,
  )
  return [
    `Imported ${formatCount(done.rows_in_files, 'row')} into ${source} in ${(done.duration_ms / 1000).toFixed(1)} s (${formatCount(done.rows_per_sec, 'row')} / s).`,
    ...months,
    `  files ${formatMoney(done.billed_in_files, done.currency, 'always')} = stored ${formatMoney(done.billed_stored, done.currency, 'always')} + dropped ${formatMoney(done.billed_dropped, done.currency, 'always')}, difference ${formatMoney(done.difference, done.currency, 'always')}`,
    ...putRight(done),
  ].join('\n')
}

const SAID_OF: Readonly<Record<ImportNote['kind'], string>> = { dropped: 'dropped ', repaired: 'repaired ', warning: 'warning: ' }

/** What was left out or put right, and what a person should look at; each in a line. */
const putRight = (done: ImportReport): string[] =>
  importNotes(done).map(({ kind, text, remedy }) => `  ${SAID_OF[kind]}${text}${remedy === null ? '' : `. ${remedy}`}`)
