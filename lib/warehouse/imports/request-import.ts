import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { addImport, endImport } from '@/lib/warehouse/imports/import-store'
import type { Actor } from '@/schemas/actor'
import type { AuditEvent } from '@/schemas/audit'
import { type ImportFile, SourceName } from '@/schemas/bill'
import type { Instant } from '@/schemas/time'

type Wanted = { tenant_id: string; source: string; files: ImportFile[]; actor: Actor; at: Instant }
type Recorded = { import_id: string; event: AuditEvent }

/** Records that files are to be imported. The caller's change carries the event. */
export async function recordImport(tx: Tx, { tenant_id, source, files, actor, at }: Wanted): Promise<Recorded> {
  if (!SourceName.safeParse(source).success) {
    throw new Fault('validation_failed', 'a source is named with lower-case letters, digits and dashes, such as acme-cur2', { field: 'source', value: source })
  }
  if (files.length === 0) throw new Fault('validation_failed', 'name at least one file to import', { field: 'files' })
  const import_id = await addImport(tx, { tenant_id, source, files, requested_by: actor.id, at })
  const names = files.map((f) => f.name)
  return { import_id, event: { kind: 'import.started', subject: import_id, actor, body: { import_id, source, files: names } } }
}

/** The same, and puts the job in the queue; both happen or neither. */
export async function queueImport(tx: Tx, wanted: Wanted): Promise<Recorded> {
  const recorded = await recordImport(tx, wanted)
  const { import_id } = recorded
  await enqueue(tx, 'import.run', { tenant_id: wanted.tenant_id, import_id }, { key: `import:${import_id}` })
  return recorded
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
