import { rm } from 'node:fs/promises'
import { type Changed, change, changeIf, type Tx, type Unchanged } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { tenantNow } from '@/lib/identity/tenant-store'
import { enqueue } from '@/lib/jobs/queue'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import { pushWarehouse } from '@/lib/warehouse/athena/push-warehouse'
import { openImporter } from '@/lib/warehouse/duck'
import { type Follower, type FollowOptions, followImport } from '@/lib/warehouse/imports/follow-import'
import { describeFiles, fingerprint } from '@/lib/warehouse/imports/import-files'
import { addImport, endImport, getImport, hasImportOfSizes, startImport } from '@/lib/warehouse/imports/import-store'
import { readBill } from '@/lib/warehouse/staging/read-bill'
import { clearStages, type Stage, stageFolder } from '@/lib/warehouse/staging/stage-folders'
import { publishBill, unchangedSince } from '@/lib/warehouse/versions/publish-bill'
import type { Actor } from '@/schemas/actor'
import type { AuditEvent } from '@/schemas/audit'
import { type BillImport, ImportError, type ImportFile, SourceName } from '@/schemas/bill'
import type { Instant } from '@/schemas/time'

type Wanted = { tenant_id: string; source: string; files: ImportFile[]; actor: Actor; at: Instant }
type RunOptions = FollowOptions & { now?: Instant }

/** Records that files are to be imported and puts the job in the queue; both happen or neither. The caller's change carries the event. */
export async function queueImport(tx: Tx, wanted: Wanted): Promise<{ import_id: string; event: AuditEvent }> {
  const { result, event } = await recordImport(tx, wanted)
  await enqueue(tx, 'import.run', { tenant_id: wanted.tenant_id, import_id: result }, { key: `import:${result}` })
  return { import_id: result, event }
}

/** Stops an import that has not ended. What it staged is removed by whoever works on it. */
export async function cancelImport(
  tx: Tx,
  { tenant_id, import_id, actor, at }: { tenant_id: string; import_id: string; actor: Actor; at: Instant },
): Promise<AuditEvent> {
  if (!(await endImport(tx, tenant_id, import_id, { state: 'cancelled', report: null, at }))) {
    throw new Fault('conflict', 'this import has ended or does not exist: there is nothing to cancel', { import_id })
  }
  return { kind: 'import.cancelled', subject: import_id, actor, body: { import_id } }
}

/** Imports files now, in this process: for the command line and the launcher. Returns how it ended; a bad file is an ending, not an exception. */
export async function importBill(
  wanted: { tenant_id: string; source: string; paths: readonly (string | { path: string; name: string })[]; actor: Actor } & RunOptions,
): Promise<BillImport> {
  const { tenant_id, source, actor } = wanted
  const at = wanted.now ?? (await tenantNow(tenant_id))
  const files = await describeFiles(wanted.paths)
  const { result: import_id } = await change(tenant_id, async (tx) => {
    const { result, event } = await recordImport(tx, { tenant_id, source, files, actor, at })
    return { result, events: [event] }
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
    await giveUp(wanted, error as Error, { follower, now, signal: options.signal })
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
    if (earlier !== undefined) {
      await changeIf(wanted.tenant_id, (tx) => ended(tx, known, { state: 'unchanged', report: { done: earlier }, at: now }))
      return
    }
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

async function recordImport(tx: Tx, { tenant_id, source, files, actor, at }: Wanted): Promise<{ result: string; event: AuditEvent }> {
  if (!SourceName.safeParse(source).success) {
    throw new Fault('validation_failed', 'a source is named with lower-case letters, digits and dashes, such as acme-cur2', { field: 'source', value: source })
  }
  if (files.length === 0) throw new Fault('validation_failed', 'name at least one file to import', { field: 'files' })
  const import_id = await addImport(tx, { tenant_id, source, files, requested_by: actor.id, at })
  const names = files.map((f) => f.name)
  return { result: import_id, event: { kind: 'import.started', subject: import_id, actor, body: { import_id, source, files: names } } }
}

/**
 * An import that was cancelled has its ending already, and so has one whose bill was published by another worker, or by a commit whose answer was lost;
 * everything else ends as failed, with what to do about it.
 */
async function giveUp(wanted: BillImport, error: Error, { follower, now: at, signal }: Pick<ImportRun, 'follower' | 'now' | 'signal'>): Promise<void> {
  const { state } = await getImport(wanted.tenant_id, wanted.import_id)
  if (state === 'completed' || state === 'unchanged')
    log.warn('an import had ended well when its run failed', { import_id: wanted.import_id, error: String(error) })
  if (follower.is_ended_elsewhere() || state !== 'running') return
  if (signal?.aborted) {
    await changeIf(wanted.tenant_id, (tx) => ended(tx, wanted, { state: 'cancelled', report: null, at }))
    return
  }
  const told = ImportError.safeParse(error instanceof Fault ? error.detail : undefined)
  if (!told.success) log.error('import failed', error, { import_id: wanted.import_id })
  const unexpected: ImportError = {
    file: wanted.files[0]?.name ?? '',
    row: null,
    column: null,
    value: null,
    // What went wrong inside is in the log: it may name places on the server.
    message: 'something went wrong on our side',
    remedy: 'import it again; if it fails again, report it with the log',
  }
  await changeIf(wanted.tenant_id, (tx) => ended(tx, wanted, { state: 'failed', report: { error: told.success ? told.data : unexpected }, at }))
}

type Ending = { state: 'unchanged' | 'failed' | 'cancelled'; report: BillImport['report']; at: Instant }
const EVENT = { unchanged: 'import.completed', failed: 'import.failed', cancelled: 'import.cancelled' } as const

/** One that has ended meanwhile keeps the ending it has. */
async function ended(
  tx: Tx,
  { tenant_id, import_id, source, files }: BillImport,
  { state, report, at }: Ending,
): Promise<Changed<undefined> | Unchanged<undefined>> {
  if (!(await endImport(tx, tenant_id, import_id, { state, report, files, at }))) return { result: undefined, unchanged: true }
  return {
    result: undefined,
    events: [
      {
        kind: EVENT[state],
        subject: import_id,
        actor: systemActor(tenant_id),
        body: { import_id, source, state, ...(report !== null && 'error' in report ? { error: report.error } : {}) },
      },
    ],
  }
}
