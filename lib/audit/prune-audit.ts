import { change } from '@/lib/db/change'
import { Fault } from '@/lib/kernel/errors'
import { addHours, toInstant } from '@/lib/kernel/time'
import type { Actor } from '@/schemas/actor'
import type { AuditPruned } from '@/schemas/audit'
import type { Instant } from '@/schemas/time'
import { makePruned } from './anchor'
import { anchorKey, appendPruned, readAnchors, readPruned } from './anchor-file'
import { merkleRoot } from './merkle'
import { keepPositions, notedPruned, pruneEntries } from './prune-store'
import { getAudit, hashesOf, verifyAudit } from './store'

/** Entries are kept for a year at least; the database refuses less too. */
const KEPT_DAYS = 365

/**
 * Lets entries older than `before` give way to a signed Merkle root of them: as many whole spans as end before it, but never the newest one. Null when nothing
 * is that old.
 *
 * The chain is verified first, the signed record is on the disk before an entry goes, and that it happened is an event of the chain. What was begun and cut off
 * is finished by the next call. Throws `validation_failed` for a date within the year and `conflict` for a chain that does not hold.
 */
export async function pruneAudit(actor: Actor, before: Instant, now_ms = Date.now()): Promise<{ record: AuditPruned; entries: number } | null> {
  const { tenant_id } = actor
  const latest = addHours(toInstant(now_ms), -24 * KEPT_DAYS)
  if (before > latest)
    throw new Fault('validation_failed', `--before: entries are kept for ${KEPT_DAYS} days, so this is ${latest.slice(0, 10)} at the latest`, { latest })
  const { fault } = await verifyAudit(tenant_id)
  if (fault !== null)
    throw new Fault('conflict', `nothing is pruned, because the chain does not hold at entry ${fault.seq}: ${fault.detail}`, { seq: fault.seq })
  const written = await readPruned(tenant_id)
  const record = (await unfinished(tenant_id, written)) ?? (await nextRecord(tenant_id, before, written.at(-1) ?? null, now_ms))
  return record === null ? null : { record, entries: await carryOut(actor, record) }
}

const unfinished = async (tenant_id: string, written: readonly AuditPruned[]): Promise<AuditPruned | null> => {
  const done = await notedPruned(tenant_id)
  return written.find((w) => !done.some((d) => d.seq === w.seq)) ?? null
}

async function nextRecord(tenant_id: string, before: Instant, previous: AuditPruned | null, now_ms: number): Promise<AuditPruned | null> {
  const from_seq = (previous?.seq ?? 0) + 1
  let last: { seq: number; hash: string } | null = null
  for (const anchor of (await readAnchors(tenant_id)).slice(0, -1)) {
    if (anchor.seq < from_seq) continue
    // The time of the entry, which is in its hash; an anchor is signed later.
    if ((await getAudit(tenant_id, anchor.seq)).at >= before) break
    last = { seq: anchor.seq, hash: anchor.hash }
  }
  if (last === null) return null
  const root = merkleRoot(await hashesOf(tenant_id, from_seq, last.seq))
  const record = makePruned({ chain: tenant_id, from_seq, head: last, root, at: toInstant(now_ms) }, previous, await anchorKey())
  await appendPruned(record)
  return record
}

async function carryOut(actor: Actor, record: AuditPruned): Promise<number> {
  const { from_seq, seq, hash, root, at } = record
  await change(actor.tenant_id, async () => ({
    result: undefined,
    events: [{ kind: 'audit.pruned', subject: actor.tenant_id, actor, body: { from_seq, seq, hash, root, signed_at: at } }],
  }))
  await keepPositions(record)
  return await pruneEntries(record)
}
