import { changeIf, type Tx } from '@/lib/db/change'
import { keptRows, rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { billSource } from '@/lib/warehouse/bill/bill-source'
import { decimalText } from '@/lib/warehouse/decimal-text'
import { activeSources, lastGoodImports } from '@/lib/warehouse/imports/import-store'
import type { BillManifest, BillSource } from '@/schemas/bill'
import type { Decimal } from '@/schemas/money'
import type { Instant } from '@/schemas/time'

type Stored = Omit<BillManifest, 'row_count'> & { row_count: string }

const COLUMNS = `tenant_id, source, billing_month, data_version, path, row_count, billed_cost::text, effective_cost::text, currency,
  first_day::text, last_day::text, content_digest, import_id, imported_at`

/** What a tenant's bill consists of now: one version of each month of each source, in order. */
export async function currentManifests(tenant_id: string): Promise<BillManifest[]> {
  return (
    await keptRows<Stored>(`select ${COLUMNS} from bill_manifest where tenant_id = $1 and superseded_at is null order by source, billing_month`, [tenant_id])
  ).map(fromRow)
}

/** The versions that a data version names, current or not: what a decision was taken on. */
export async function manifestsOf(
  tenant_id: string,
  versions: readonly { source: string; billing_month: string; data_version: number }[],
): Promise<BillManifest[]> {
  const found = await rows<Stored>(
    `select ${COLUMNS} from bill_manifest
     where tenant_id = $1 and (source, billing_month, data_version) in (select * from unnest($2::text[], $3::text[], $4::int[]))
     order by source, billing_month`,
    [tenant_id, versions.map((v) => v.source), versions.map((v) => v.billing_month), versions.map((v) => v.data_version)],
  )
  if (found.length !== versions.length)
    throw new Fault('not_found', 'the bill no longer holds every version that was asked for', { asked: versions.length, found: found.length })
  return found.map(fromRow)
}

/** Every version of some months of a tenant's bill that there ever was, in order. */
export async function versionsOf(tenant_id: string, months: readonly { source: string; billing_month: string }[]): Promise<BillManifest[]> {
  const found = await rows<Stored>(
    `select ${COLUMNS} from bill_manifest
     where tenant_id = $1 and (source, billing_month) in (select * from unnest($2::text[], $3::text[]))
     order by source, billing_month, data_version`,
    [tenant_id, months.map((m) => m.source), months.map((m) => m.billing_month)],
  )
  return found.map(fromRow)
}

/** Makes publishing one tenant's bills wait for each other until the end of the transaction, and shows all of them: they have one currency together. */
export async function lockBills(tx: Tx, tenant_id: string): Promise<BillManifest[]> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`bill:${tenant_id}`])
  return (
    await tx.query<Stored>(`select ${COLUMNS} from bill_manifest where tenant_id = $1 and superseded_at is null order by source, billing_month`, [tenant_id])
  ).map(fromRow)
}

/**
 * Those of these folders that no version names, current or not. Waits for whoever is publishing: a commit whose connection broke may still be under way,
 * and holds the lock until it is over.
 */
export async function unnamedFolders(tenant_id: string, folders: readonly string[]): Promise<string[]> {
  const { result } = await changeIf(tenant_id, async (tx) => {
    await lockBills(tx, tenant_id)
    const named = await tx.query<{ path: string }>('select path from bill_manifest where tenant_id = $1 and path = any($2::text[])', [tenant_id, folders])
    return { result: folders.filter((folder) => !named.some(({ path }) => path === folder)), unchanged: true }
  })
  return result
}

/** Puts a new version of a month in the place of the current one, if there is one. */
export async function publishManifest(tx: Tx, month: Omit<BillManifest, 'data_version'>): Promise<number> {
  await tx.query('update bill_manifest set superseded_at = $4 where tenant_id = $1 and source = $2 and billing_month = $3 and superseded_at is null', [
    month.tenant_id,
    month.source,
    month.billing_month,
    month.imported_at,
  ])
  const [published] = await tx.query<{ data_version: number }>(
    `insert into bill_manifest (tenant_id, source, billing_month, data_version, path, row_count, billed_cost, effective_cost, currency, first_day, last_day, content_digest, import_id, imported_at)
     select $1, $2, $3, coalesce(max(data_version), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
     from bill_manifest where tenant_id = $1 and source = $2 and billing_month = $3
     returning data_version`,
    [
      month.tenant_id,
      month.source,
      month.billing_month,
      month.path,
      month.row_count,
      month.billed_cost,
      month.effective_cost,
      month.currency,
      month.first_day,
      month.last_day,
      month.content_digest,
      month.import_id,
      month.imported_at,
    ],
  )
  return published?.data_version ?? 0
}

/** Replaces the billed cost of a version, which earlier releases summed without the dropped rows. */
export async function correctBilledCost(tx: Tx, { tenant_id, source, billing_month, data_version }: BillManifest, billed_cost: Decimal): Promise<void> {
  await tx.query('update bill_manifest set billed_cost = $5 where tenant_id = $1 and source = $2 and billing_month = $3 and data_version = $4', [
    tenant_id,
    source,
    billing_month,
    data_version,
    billed_cost,
  ])
}

/** How far each source reaches, by name. A source that is only being imported for the first time is listed too. */
export async function listSources(tenant_id: string, now: Instant): Promise<BillSource[]> {
  const [manifests, good, active] = await Promise.all([currentManifests(tenant_id), lastGoodImports(tenant_id), activeSources(tenant_id)])
  const names = [...new Set([...manifests.map((m) => m.source), ...active])].sort()
  return names.map((source) => {
    const report = good.find((i) => i.source === source)?.report
    return billSource(
      source,
      manifests.filter((m) => m.source === source),
      { format: report && 'done' in report ? report.done.format : null, is_importing: active.includes(source), now },
    )
  })
}

const fromRow = (row: Stored): BillManifest => ({
  ...row,
  row_count: Number(row.row_count),
  billed_cost: decimalText(row.billed_cost),
  effective_cost: decimalText(row.effective_cost),
})
