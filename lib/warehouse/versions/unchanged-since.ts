import { add, compareDecimal } from '@/lib/kernel/money'
import { importsOfFiles } from '@/lib/warehouse/imports/import-store'
import { currentManifests } from '@/lib/warehouse/versions/manifest-store'
import { readableFolders } from '@/lib/warehouse/versions/version-folders'
import type { BillImport, ImportReport } from '@/schemas/bill'

/** The report of the import that already brought exactly these files, if what it brought is still what is shown and still there. */
export async function unchangedSince({ tenant_id, source, files }: BillImport): Promise<ImportReport | undefined> {
  const earlier = await importsOfFiles(
    tenant_id,
    source,
    files.map((f) => f.sha256 ?? ''),
  )
  if (earlier.length === 0) return undefined
  const current = (await currentManifests(tenant_id)).filter((m) => m.source === source)
  const readable = await readableFolders(current)
  for (const { report } of earlier) {
    if (report === null || !('done' in report) || isOfStoredRowsAlone(report.done)) continue
    const is_current = report.done.months.every((month) =>
      current.some((m) => m.billing_month === month.billing_month && m.data_version === month.data_version && readable.has(m.path)),
    )
    if (is_current) return { ...report.done, months: report.done.months.map((month) => ({ ...month, change: 'unchanged' })), duration_ms: 0, rows_per_sec: 0 }
  }
  return undefined
}

/**
 * Earlier versions called billed what the stored rows come to. Importing the same files again puts that right, without a new version: the rows are the same.
 */
const isOfStoredRowsAlone = ({ months, billed_stored, billed_in_files }: ImportReport): boolean => {
  const billed = add('0', ...months.map((m) => m.billed_cost))
  return compareDecimal(billed, billed_stored) === 0 && compareDecimal(billed, billed_in_files) !== 0
}
