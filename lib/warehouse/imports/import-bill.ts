import { rm } from 'node:fs/promises'
import { change } from '@/lib/db/change'
import { tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { log } from '@/lib/kernel/log'
import { pushWarehouse } from '@/lib/warehouse/athena/push-warehouse'
import { openImporter } from '@/lib/warehouse/duck'
import { type Follower, type FollowOptions, followImport } from '@/lib/warehouse/imports/follow-import'
import { endAs, endFailed } from '@/lib/warehouse/imports/import-endings'
import { describeFiles, fingerprint } from '@/lib/warehouse/imports/import-files'
import { getImport, hasImportOfSizes, startImport } from '@/lib/warehouse/imports/import-store'
import { recordImport } from '@/lib/warehouse/imports/request-import'
import { readBill } from '@/lib/warehouse/staging/read-bill'
import { clearStages, type Stage, stageFolder } from '@/lib/warehouse/staging/stage-folders'
import { publishBill } from '@/lib/warehouse/versions/publish-bill'
import { unchangedSince } from '@/lib/warehouse/versions/unchanged-since'
import type { Actor } from '@/schemas/actor'
import type { BillImport } from '@/schemas/bill'
import type { Instant } from '@/schemas/time'

type RunOptions = FollowOptions & { now?: Instant }

/** Imports files now, in this process: for the command line and the launcher. Returns how it ended; a bad file is an ending, not an exception. */
export async function importBill(
  wanted: { tenant_id: string; source: string; paths: readonly (string | { path: string; name: string })[]; actor: Actor } & RunOptions,
): Promise<BillImport> {
  const { tenant_id, source, actor } = wanted
  const at = wanted.now ?? (await tenantNow(tenant_id))
  const files = await describeFiles(wanted.paths)
  const { result: import_id } = await change(tenant_id, async (tx) => {
    const recorded = await recordImport(tx, { tenant_id, source, files, actor, at })
    return { result: recorded.import_id, events: [recorded.event] }
  })
  return await runImport(tenant_id, import_id, wanted)
}

/** Works on a recorded import until it has ended. Safe to run again: one that has ended is only returned. */
export async function runImport(tenant_id: string, import_id: string, options: RunOptions = {}): Promise<BillImport> {
  if (!(await startImport(tenant_id, import_id))) return await getImport(tenant_id, import_id)
  const wanted = await getImport(tenant_id, import_id)
  const now = options.now ?? (await tenantNow(tenant_id))
  await clearStages(tenant_id, import_id)
  const stage_dir = stageFolder(import_id)
  const { connection, close } = await openImporter(stage_dir)
  const follower = followImport(wanted, connection, options)
  try {
    options.signal?.throwIfAborted()
    await readAndPublish(wanted, { connection, stage_dir, follower, now, signal: options.signal })
  } catch (error) {
    await endFailed(wanted, error as Error, { follower, now, signal: options.signal })
    // Published all the same: only the answer was lost.
    if ((await getImport(tenant_id, import_id)).state === 'completed') await copyToAthena(tenant_id)
  } finally {
    const progress = follower.stop()
    close()
    await rm(stage_dir, { recursive: true, force: true })
    await clearStages(tenant_id, import_id)
    options.on_progress?.({ ...progress, step: 'done' })
  }
  return await getImport(tenant_id, import_id)
}

type ImportRun = Stage & { follower: Follower; now: Instant; signal: AbortSignal | undefined }

/** Ends an import as unchanged where its files were imported before and are what is shown; otherwise reads them and makes them the tenant's bill. */
async function readAndPublish(wanted: BillImport, { connection, stage_dir, follower, now, signal }: ImportRun): Promise<void> {
  const over = new AbortController()
  try {
    follower.step('fingerprinting')
    const fingerprinted = fingerprint(wanted.files, AbortSignal.any(signal === undefined ? [over.signal] : [over.signal, signal]))
    fingerprinted.catch(() => undefined) // told where it is awaited
    // Most imports are new: they are read while their fingerprints are still being taken.
    const is_new = await isUnlikeEarlier(wanted)
    const known = is_new ? wanted : { ...wanted, files: await fingerprinted }
    const earlier = is_new ? undefined : await unchangedSince(known)
    if (earlier !== undefined) return await endAs(known, { state: 'unchanged', report: { done: earlier }, at: now })
    const staged = await readBill({ connection, stage_dir }, known, follower)
    follower.step('publishing')
    await publishBill({ ...known, files: await fingerprinted }, staged, { stage_dir, now })
    await copyToAthena(wanted.tenant_id)
  } finally {
    over.abort()
  }
}

/** Where Athena answers, what it reads follows the import. The bill is published whatever becomes of the copy: until it is whole, Athena is not asked. */
async function copyToAthena(tenant_id: string): Promise<void> {
  const { athena } = config()
  if (athena === null) return
  await pushWarehouse(tenant_id, athena).catch((error: unknown) =>
    log.error('the bill was not copied for Athena: run `countersign warehouse push`', error, { tenant_id }),
  )
}

/** Whether sizes alone tell that no file is given twice and that these files were never imported together. */
async function isUnlikeEarlier({ tenant_id, source, files }: BillImport): Promise<boolean> {
  const sizes = files.map((f) => f.bytes)
  return new Set(sizes).size === sizes.length && !(await hasImportOfSizes(tenant_id, source, sizes))
}
