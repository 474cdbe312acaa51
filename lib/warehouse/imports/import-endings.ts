import { changeIf } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { Fault } from '@/lib/kernel/errors'
import { log } from '@/lib/kernel/log'
import type { Follower } from '@/lib/warehouse/imports/follow-import'
import { endImport, getImport } from '@/lib/warehouse/imports/import-store'
import { type BillImport, ImportError } from '@/schemas/bill'
import type { Instant } from '@/schemas/time'

type Ending = { state: 'unchanged' | 'failed' | 'cancelled'; report: BillImport['report']; at: Instant }
const EVENT = { unchanged: 'import.completed', failed: 'import.failed', cancelled: 'import.cancelled' } as const

/** Ends an import whose bill was not published. One that has ended meanwhile keeps the ending it has. */
export async function endAs({ tenant_id, import_id, source, files }: BillImport, { state, report, at }: Ending): Promise<void> {
  const error = report !== null && 'error' in report ? { error: report.error } : {}
  await changeIf(tenant_id, async (tx) => {
    if (!(await endImport(tx, tenant_id, import_id, { state, report, files, at }))) return { result: undefined, unchanged: true as const }
    const event = { kind: EVENT[state], subject: import_id, actor: systemActor(tenant_id), body: { import_id, source, state, ...error } }
    return { result: undefined, events: [event] }
  })
}

type Failing = { follower: Follower; now: Instant; signal: AbortSignal | undefined }

/**
 * An import that was cancelled has its ending already, and so has one whose bill was published by another worker, or by a commit whose answer was lost;
 * everything else ends as failed, with what to do about it.
 */
export async function endFailed(wanted: BillImport, error: Error, { follower, now: at, signal }: Failing): Promise<void> {
  const { state } = await getImport(wanted.tenant_id, wanted.import_id)
  if (state === 'completed' || state === 'unchanged')
    log.warn('an import had ended well when its run failed', { import_id: wanted.import_id, error: String(error) })
  if (follower.is_ended_elsewhere() || state !== 'running') return
  if (signal?.aborted) await endAs(wanted, { state: 'cancelled', report: null, at })
  else await endAs(wanted, { state: 'failed', report: { error: whyFailed(wanted, error) }, at })
}

/** The row and the remedy of what is wrong with a file. What went wrong on our side is in the log, because it may name places on the server. */
function whyFailed({ import_id, files }: BillImport, error: Error): ImportError {
  const told = ImportError.safeParse(error instanceof Fault ? error.detail : undefined)
  if (told.success) return told.data
  log.error('import failed', error, { import_id })
  return {
    file: files[0]?.name ?? '',
    row: null,
    column: null,
    value: null,
    message: 'something went wrong on our side',
    remedy: 'import it again; if it fails again, report it with the log',
  }
}
