import { findAuditByKey } from '@/lib/audit/store'
import type { Tx } from '@/lib/db/change'
import { keptRows } from '@/lib/db/pool'
import { Fault, invariant } from '@/lib/kernel/errors'
import type { CommandName, CommandResult } from '@/schemas/command'
import type { Done } from './command'

type Logged = { command: CommandName; subject: string; event_subject: string; new_version: number | null; message: string }
type Row = { body_digest: string; result: Logged; audit_seq: string | null; audit_hash: string | null }

/**
 * The answer to a command that was carried out under this key, or null. Throws `conflict` when the key was used for something else.
 * Its position in the chain is looked up there, because the event carries the key; of an entry that gave way to its signed root it is kept with the command.
 */
export async function findReplay(tenant_id: string, idempotency_key: string, body_digest: string): Promise<CommandResult | null> {
  const [row] = await keptRows<Row>('select body_digest, result, audit_seq, audit_hash from command_log where tenant_id = $1 and idempotency_key = $2', [
    tenant_id,
    idempotency_key,
  ])
  if (row === undefined) return null
  if (row.body_digest !== body_digest)
    throw new Fault('conflict', 'this key was used for another command: make a new one for every command', { code: 'KEY_REUSE', idempotency_key })
  const { command, subject, event_subject, new_version, message } = row.result
  const kept = row.audit_seq === null || row.audit_hash === null ? undefined : { seq: Number(row.audit_seq), hash: row.audit_hash }
  const at = kept ?? (await findAuditByKey(tenant_id, event_subject, idempotency_key))
  invariant(at, `command ${idempotency_key} is logged but left no event`)
  return { outcome: 'replayed', command, subject, new_version, audit_seq: at.seq, audit_hash: at.hash, message }
}

/** Takes the key for this transaction: a second request with the same key waits here until the first has ended. False when it was used before. */
export async function takeKey(tx: Tx, tenant_id: string, idempotency_key: string): Promise<boolean> {
  // Sent together and carried out in this order: the second looks when the lock is held.
  const [, found] = await Promise.all([
    tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`command:${tenant_id}:${idempotency_key}`]),
    tx.query('select 1 from command_log where tenant_id = $1 and idempotency_key = $2', [tenant_id, idempotency_key]),
  ])
  return found.length === 0
}

export async function logCommand(
  tx: Tx,
  entry: { tenant_id: string; idempotency_key: string; actor_id: string; body_digest: string; command: CommandName; subject: string },
  done: Done,
): Promise<void> {
  const result: Logged = { command: entry.command, subject: entry.subject, event_subject: done.subject, new_version: done.new_version, message: done.message }
  await tx.query('insert into command_log (tenant_id, idempotency_key, actor_id, body_digest, result) values ($1, $2, $3, $4, $5)', [
    entry.tenant_id,
    entry.idempotency_key,
    entry.actor_id,
    entry.body_digest,
    JSON.stringify(result),
  ])
}
