import { changeIf } from '@/lib/db/change'
import { closedBy, endOf, monthRestatement } from '@/lib/desks/cost/detect/quality/month-restatement'
import { makeEvidence } from '@/lib/evidence/make'
import { putEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { digest } from '@/lib/kernel/canonical'
import { dayOf } from '@/lib/kernel/time'
import { dataVersion, parseDataVersion } from '@/lib/warehouse/versions/data-version'
import { versionsOf } from '@/lib/warehouse/versions/manifest-store'
import { lockRestatement, saveRestatement, toldRestatements } from '@/lib/warehouse/versions/restatement-store'
import { readableFolders } from '@/lib/warehouse/versions/version-folders'
import { openWarehouseAt, type Warehouse } from '@/lib/warehouse/warehouse'
import type { BillManifest } from '@/schemas/bill'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { MonthRestatement, Restatement } from '@/schemas/restatement'
import type { Instant } from '@/schemas/time'

/**
 * Tells of closed months that came again with other amounts: each once, brought up to date while nobody has acknowledged it, and withdrawn when a later version
 * takes it back. `seen` is the data version of the look before; null looks at every month.
 */
export async function watchRestatements(tenant_id: string, { manifests }: Warehouse, seen: string | null, now: Instant): Promise<void> {
  const known = seen === null ? [] : parseDataVersion(seen)
  const isNew = (m: BillManifest) => !known.some((k) => k.source === m.source && k.billing_month === m.billing_month && k.data_version === m.data_version)
  const changed = manifests.filter((m) => m.data_version > 1 && dayOf(m.imported_at) >= endOf(m.billing_month) && isNew(m))
  if (changed.length === 0) return
  const [told, stored] = await Promise.all([toldRestatements(tenant_id), versionsOf(tenant_id, changed)])
  // What an older version said whose files are gone is not known: nothing is told by it, and the look goes on.
  const readable = await readableFolders(stored)
  const versions = stored.filter(({ path }) => readable.has(path))
  for (const current of changed) {
    const isOf = (m: { source: string; billing_month: string }) => m.source === current.source && m.billing_month === current.billing_month
    const last = told.find(isOf)
    await compareMonth(tenant_id, current, versions.filter(isOf), last, now)
  }
}

async function compareMonth(
  tenant_id: string,
  current: BillManifest,
  versions: readonly BillManifest[],
  last: Restatement | undefined,
  now: Instant,
): Promise<void> {
  // What is open is told anew from where it began; what somebody has acknowledged is what the month is known to be.
  const base = last === undefined ? await firstClosed(versions, current, now) : await baseOf(versions, last, now)
  if (base === null || base.version.data_version >= current.data_version) return
  const [older, newer] = await Promise.all([totalsOf(base.version, now), totalsOf(current, now)])
  const body = monthRestatement(
    { source: current.source, billing_month: current.billing_month, closed_by: base.closed_by, currency: current.currency },
    { data_version: base.version.data_version, totals: older.totals },
    { data_version: current.data_version, totals: newer.totals },
  )
  const open = last?.state === 'open' ? last : undefined
  if (body !== null) await tell(tenant_id, current, body, open, now)
  else if (open !== undefined) await withdraw(tenant_id, current, open, now)
}

type Base = { version: BillManifest; closed_by: MonthRestatement['closed_by'] }

/** The first version of the month that was closed when it was fetched; null where the month only closes with the current one. */
async function firstClosed(versions: readonly BillManifest[], current: BillManifest, now: Instant): Promise<Base | null> {
  for (const version of versions) {
    if (version.data_version >= current.data_version) return null
    if (dayOf(version.imported_at) < endOf(version.billing_month)) continue
    const { invoiced } = await totalsOf(version, now)
    const closed_by = closedBy(version.billing_month, { imported_at: version.imported_at, invoiced })
    if (closed_by !== null) return { version, closed_by }
  }
  return null
}

async function baseOf(versions: readonly BillManifest[], last: Restatement, now: Instant): Promise<Base | null> {
  const data_version = last.state === 'open' ? last.from_version : last.to_version
  const version = versions.find((v) => v.data_version === data_version)
  if (version === undefined) return null
  const { invoiced } = await totalsOf(version, now)
  return { version, closed_by: invoiced === 'all' ? 'invoice' : 'age' }
}

const totalsOf = async (version: BillManifest, now: Instant) => (await openWarehouseAt(version.tenant_id, dataVersion([version]), now)).monthTotals()

async function tell(tenant_id: string, current: BillManifest, body: MonthRestatement, open: Restatement | undefined, now: Instant): Promise<void> {
  if (open?.to_version === body.to_version) return
  const { source, billing_month, from_version, to_version } = body
  const query = `month_restatement(${source}, ${billing_month}.${from_version}..${to_version})`
  const evidence = makeEvidence({ source: { connector: 'bill', query, data_version: dataVersion([current]), retrieved_at: now }, body })
  const restatement: Restatement = {
    restatement_id: open?.restatement_id ?? `rst_${digest({ tenant_id, source, billing_month, from_version, to_version }).slice(0, 16)}`,
    category: 'data_quality',
    state: 'open',
    source,
    billing_month,
    from_version,
    to_version,
    import_id: current.import_id,
    evidence_id: evidence.evidence_id,
    found_at: open?.found_at ?? now,
    updated_at: now,
    acknowledged: null,
  }
  await keep(tenant_id, restatement, open === undefined ? 'restatement.found' : 'restatement.updated', [evidence])
}

const withdraw = (tenant_id: string, current: BillManifest, open: Restatement, now: Instant): Promise<void> =>
  keep(tenant_id, { ...open, state: 'withdrawn', to_version: current.data_version, import_id: current.import_id, updated_at: now }, 'restatement.withdrawn', [])

type Told = 'restatement.found' | 'restatement.updated' | 'restatement.withdrawn'

async function keep(tenant_id: string, restatement: Restatement, kind: Told, evidence: readonly Evidence[]): Promise<void> {
  const { restatement_id, source, billing_month, from_version, to_version, import_id, evidence_id, updated_at } = restatement
  await changeIf(tenant_id, async (tx) => {
    // Somebody may have acknowledged it meanwhile: the next look compares with what they saw.
    const is_settled = kind !== 'restatement.found' && (await lockRestatement(tx, tenant_id, restatement_id)).state !== 'open'
    if (is_settled) return { result: undefined, unchanged: true as const }
    await putEvidence(tx, tenant_id, evidence)
    await saveRestatement(tx, tenant_id, restatement)
    const body = { source, billing_month, from_version, to_version, import_id, evidence_id, tenant_now: updated_at }
    return { result: undefined, events: [{ kind, subject: restatement_id, actor: systemActor(tenant_id), body }] as const }
  })
}
