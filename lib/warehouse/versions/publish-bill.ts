import { change, type Tx } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { saveCurrency } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { compareDecimal } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { billFiles } from '@/lib/warehouse/bill/bill-files'
import { refused } from '@/lib/warehouse/files/read-header'
import { endImport, getImport } from '@/lib/warehouse/imports/import-store'
import { chargesAhead } from '@/lib/warehouse/queries/charges-ahead'
import type { StagedBill } from '@/lib/warehouse/staging/read-bill'
import type { StagedMonth } from '@/lib/warehouse/staging/staged-totals'
import { correctBilledCost, currentManifests, lockBills, publishManifest } from '@/lib/warehouse/versions/manifest-store'
import { settleMonth } from '@/lib/warehouse/versions/publish-months'
import { clearUnpublished, readableFolders, versionFolder } from '@/lib/warehouse/versions/version-folders'
import { type BillImport, type BillManifest, type ImportProgress, ImportReport } from '@/schemas/bill'
import type { Instant, Month } from '@/schemas/time'

// A new version with less than this share of the rows of the old one is probably one part of a delivery.
const SUSPICIOUS_RATIO = 0.5

/** Makes a staged bill the tenant's bill: new versions, what they supersede, the end of the import and the next detection, in one transaction. */
export async function publishBill(wanted: BillImport, staged: StagedBill, { stage_dir, now }: { stage_dir: string; now: Instant }): Promise<void> {
  const { tenant_id, import_id, source, files } = wanted
  if ((await getImport(tenant_id, import_id)).state !== 'running') throw new Fault('conflict', 'the import has ended meanwhile', { import_id })
  const folders = new Map(staged.months.map((month) => [month.billing_month, versionFolder(tenant_id, source, month.billing_month, import_id)]))
  try {
    const shown = (await currentManifests(tenant_id)).filter((m) => m.source === source && folders.has(m.billing_month))
    const readable = await readableFolders(shown)
    const lost = new Set(shown.flatMap(({ path }) => (readable.has(path) ? [] : [path])))
    for (const month of staged.months) await settleMonth(stage_dir, month, folders.get(month.billing_month) ?? '')
    const ahead = await warnAhead(wanted, staged, folders, now)
    await change(tenant_id, async (tx) => {
      const current = await lockBills(tx, tenant_id)
      refuseOtherCurrency(current, wanted, staged)
      await saveCurrency(tx, tenant_id, staged.report.currency)
      const { months, fewer } = await publishVersions(tx, { wanted, staged, folders, current, lost, now })
      // What is stored is read again by this schema: a report that it does not take must not become one.
      const report = ImportReport.parse({ ...staged.report, warnings: [...staged.report.warnings, ...ahead, ...fewer], months })
      const is_changed = months.some((m) => m.change !== 'unchanged')
      const state = is_changed ? 'completed' : 'unchanged'
      if (!(await endImport(tx, tenant_id, import_id, { state, report: { done: report }, files, progress: finished(wanted, report), at: now })))
        throw new Fault('conflict', 'the import was cancelled meanwhile', { import_id })
      if (is_changed) await enqueue(tx, 'detect.run', { tenant_id, because: `import ${import_id}` }, { key: `detect:${tenant_id}` })
      return { result: undefined, events: [completed(wanted, state, report)] }
    })
  } finally {
    // A failure does not tell that nothing was published: the connection may have broken after the commit.
    await clearUnpublished(wanted, [...folders.values()])
  }
}

type Publishing = {
  wanted: BillImport
  staged: StagedBill
  folders: ReadonlyMap<Month, string>
  current: readonly BillManifest[]
  /** Folders of current versions that can no longer be read. A version that another import published meanwhile is not among them. */
  lost: ReadonlySet<string>
  now: Instant
}

/**
 * Gives each month a new version, unless the current one holds the same rows and its files are not lost. `fewer` warns of months that lost most of their rows.
 */
async function publishVersions(
  tx: Tx,
  { wanted, staged, folders, current, lost, now }: Publishing,
): Promise<{ months: ImportReport['months']; fewer: ImportReport['warnings'] }> {
  const months: ImportReport['months'] = []
  const fewer: ImportReport['warnings'] = []
  for (const month of staged.months) {
    const { billing_month, rows, billed_cost } = month
    const before = current.find((m) => m.source === wanted.source && m.billing_month === billing_month)
    const { content_digest, kept_billed_cost: _kept, ...shown } = month
    if (before?.content_digest === content_digest && !lost.has(before.path)) {
      if (compareDecimal(before.billed_cost, billed_cost) !== 0) await correctBilledCost(tx, before, billed_cost)
      months.push({ ...shown, data_version: before.data_version, change: 'unchanged' })
      continue
    }
    const data_version = await publishManifest(tx, manifest(wanted, staged, month, folders.get(billing_month) ?? '', now))
    months.push({ ...shown, data_version, change: before === undefined ? 'new' : 'restated' })
    if (before !== undefined && rows < before.row_count * SUSPICIOUS_RATIO)
      fewer.push({ code: 'fewer_rows_than_before', facts: { billing_month, rows, rows_before: before.row_count } })
  }
  return { months, fewer }
}

/** Months with charges that are dated after today: they are kept, and no answer has them before their day. */
async function warnAhead(wanted: BillImport, staged: StagedBill, folders: ReadonlyMap<Month, string>, now: Instant): Promise<ImportReport['warnings']> {
  const today = dayOf(now)
  const warnings: ImportReport['warnings'] = []
  for (const month of staged.months.filter((m) => m.last_day > today)) {
    const { billing_month } = month
    const settled = { ...manifest(wanted, staged, month, folders.get(billing_month) ?? '', now), data_version: 1 }
    const ahead = await chargesAhead(billFiles([settled], now), today)
    if (ahead === null) continue
    const { lines, effective_cost, last_day } = ahead
    warnings.push({ code: 'charges_after_today', facts: { billing_month, lines, effective_cost, last_day, today } })
  }
  return warnings
}

const finished = ({ files }: BillImport, report: ImportReport): ImportProgress => ({
  step: 'done',
  file: null,
  bytes_total: files.reduce((sum, f) => sum + f.bytes, 0),
  rows_read: report.rows_in_files,
  rows_per_sec: report.rows_per_sec,
  done_ratio: 1,
})

function manifest(
  { tenant_id, source, import_id }: BillImport,
  { report }: StagedBill,
  month: StagedMonth,
  path: string,
  imported_at: Instant,
): Omit<BillManifest, 'data_version'> {
  const { rows: row_count, kept_billed_cost: _kept, ...rest } = month
  return { tenant_id, source, path, row_count, currency: report.currency, import_id, imported_at, ...rest }
}

/** Sums over two currencies mean nothing, so a tenant's whole bill is in one. */
function refuseOtherCurrency(current: BillManifest[], { source, files }: BillImport, { months, report }: StagedBill): void {
  const replaced = new Set(months.map((m) => m.billing_month))
  const other = current.find((m) => m.currency !== report.currency && !(m.source === source && replaced.has(m.billing_month)))
  if (other === undefined) return
  throw refused(
    files[0]?.name ?? '',
    `the bill is in ${report.currency}, the bill of ${other.source} is in ${other.currency}`,
    `export it in ${other.currency}, or import it for another tenant`,
    {
      value: report.currency,
    },
  )
}

function completed({ tenant_id, import_id, source }: BillImport, state: string, report: ImportReport) {
  const { rows_stored, billed_stored, billed_dropped, currency, months } = report
  const versions = months.map((m) => ({ billing_month: m.billing_month, data_version: m.data_version, change: m.change }))
  return {
    kind: 'import.completed' as const,
    subject: import_id,
    actor: systemActor(tenant_id),
    body: { import_id, source, state, rows_stored, billed_stored, billed_dropped, currency, months: versions },
  }
}
