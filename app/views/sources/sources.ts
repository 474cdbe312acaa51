import { importNotes } from '@/app/import-words'
import { freshnessText } from '@/app/views/inbox/freshness'
import { accountNames } from '@/app/views/settings/account-names'
import { listPeople } from '@/lib/identity/person-store'
import { tenantNow } from '@/lib/identity/tenant-store'
import { count, money } from '@/lib/intents/fact'
import { formatCount, formatDay, formatMoney } from '@/lib/kernel/format'
import { listToldImports } from '@/lib/warehouse/imports/import-store'
import { listSources } from '@/lib/warehouse/versions/manifest-store'
import type { Actor } from '@/schemas/actor'
import type { BillFormat, BillImport, BillSource, ImportReport } from '@/schemas/bill'
import type { ImportRow, SourceRow, SourcesView } from '@/schemas/sources-view'
import { aheadNotices } from './charges-ahead'
import { connectorRows } from './connector-rows'
import { defectNotices, heldLedger } from './held-back'

const FORMATS: Record<BillFormat, string> = {
  cur_2_0: 'CUR 2.0',
  cur_legacy: 'Legacy CUR',
  focus_1_0: 'FOCUS 1.0',
  focus_1_1: 'FOCUS 1.1',
  focus_1_2: 'FOCUS 1.2',
  focus_1_3: 'FOCUS 1.3',
  focus_1_4: 'FOCUS 1.4',
}
const IMPORTS_SHOWN = 30

/** Bills by source with how far they reach, and the imports that brought them. */
export async function sourcesView(actor: Actor): Promise<SourcesView> {
  const now = await tenantNow(actor.tenant_id)
  const [sources, imports, ahead, defects, names, people] = await Promise.all([
    listSources(actor.tenant_id, now),
    listToldImports(actor.tenant_id, IMPORTS_SHOWN),
    aheadNotices(actor.tenant_id, now),
    defectNotices(actor.tenant_id),
    accountNames(actor.tenant_id),
    listPeople(actor.tenant_id),
  ])
  const held = await heldLedger(actor.tenant_id, names, now)
  const is_viewer = actor.roles.every((role) => role === 'viewer')
  return {
    now,
    notices: [...ahead, ...defects],
    sources: sources.map((s) => sourceRow(s, now)),
    imports: imports.map((i) =>
      importRow(i, people.find((p) => p.person_id === i.requested_by)?.name ?? (i.requested_by === 'worker' ? 'Countersign worker' : i.requested_by)),
    ),
    import_denied: is_viewer ? 'A viewer reads; ask an analyst to import.' : null,
    ...(held === undefined ? {} : { held }),
    connectors: await connectorRows(actor.tenant_id),
  }
}

function sourceRow(s: BillSource, now: string): SourceRow {
  return {
    source: s.source,
    kind: s.format === null ? 'not known: nothing imported yet' : FORMATS[s.format],
    state: s.state,
    freshness: freshnessText(s, now),
    first_day: s.first_day === null ? null : formatDay(s.first_day, now),
    complete_to: s.last_day === null ? null : formatDay(s.last_day, now),
    settled_to: s.settled_to === null ? null : formatDay(s.settled_to, now),
    rows: s.rows === 0 ? null : count('Rows', s.rows, 'row'),
    total:
      s.billed_cost === null || s.currency === null
        ? null
        : money('Billed in all', s.billed_cost, s.currency, null, {
            formula: 'sum of BilledCost over every line of the current versions of all months, those left out included',
          }),
    as_of: s.as_of,
  }
}

function importRow(i: BillImport, by: string): ImportRow {
  const done = i.report !== null && 'done' in i.report ? i.report.done : null
  const error = i.report !== null && 'error' in i.report ? i.report.error : null
  const [first] = i.files
  return {
    import_id: i.import_id,
    file: first === undefined ? 'no file' : i.files.length === 1 ? first.name : `${first.name} and ${i.files.length - 1} more`,
    source: i.source,
    format: done === null ? 'not read yet' : FORMATS[done.format],
    state: i.state,
    by,
    started_at: i.requested_at,
    finished_at: i.finished_at,
    progress: i.state === 'running' ? i.progress.done_ratio : null,
    rows_read: done?.rows_in_files ?? i.progress.rows_read,
    rows_per_sec: done?.rows_per_sec ?? i.progress.rows_per_sec,
    // The same files again: what they are told of stands at the import that brought them.
    notes: done === null || i.state === 'unchanged' ? [] : importNotes(done),
    reconciled: done === null ? null : reconciledText(done),
    error,
  }
}

function reconciledText(report: ImportReport): string {
  const months = `${formatCount(report.months.length, 'month')}`
  const dropped = report.billed_dropped === '0' ? '' : `, ${formatMoney(report.billed_dropped, report.currency, 'always')} on dropped lines`
  return `${formatMoney(report.billed_stored, report.currency, 'always')} stored in ${months}${dropped}: matches the files to the cent.`
}
