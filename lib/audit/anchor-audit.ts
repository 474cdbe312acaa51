import { scratchAlone } from '@/lib/db/scratch-alone'
import { Fault, invariant } from '@/lib/kernel/errors'
import { toInstant, toMs } from '@/lib/kernel/time'
import type { AuditAnchor } from '@/schemas/audit'
import { keyId, makeAnchor } from './anchor'
import { anchorKey, appendAnchor, readAnchors } from './anchor-file'
import { noteAnchor } from './anchor-store'
import { type ChainHead, GENESIS } from './chain'
import { copyAnchors } from './copy-anchors'
import { missingAnchors, missingFault } from './known-anchors'
import { merkleRoot } from './merkle'
import { auditHead, hashesOf, readChain } from './store'
import { verifyPages } from './verify'

// What can be rewritten unseen is what came after the last anchor, so they come often.
const ANCHOR_EVERY_ENTRIES = 1_000
const ANCHOR_EVERY_MS = 10 * 60_000

/**
 * Signs what was appended since the last anchor, when it is enough or old enough. Recomputes it first: what does not hold is never signed. Resolves
 * to the anchor, or null when none was due or another process signs it. Then brings the copies up to it.
 */
export async function anchorAudit(tenant_id: string, now_ms = Date.now(), is_due_anyway = false): Promise<AuditAnchor | null> {
  const anchor = await signNext(tenant_id, now_ms, is_due_anyway)
  await copyAnchors(tenant_id)
  return anchor
}

async function signNext(tenant_id: string, now_ms: number, is_due_anyway: boolean): Promise<AuditAnchor | null> {
  const anchors = await readAnchors(tenant_id)
  // Never past a hole: whoever took the anchors away could have rewritten what they covered, and this would sign it.
  const missing = missingFault(tenant_id, await missingAnchors(tenant_id, anchors))
  if (missing !== null) throw new Fault('conflict', missing.detail, { code: 'ANCHORS_MISSING', seq: missing.seq })
  const last = anchors.at(-1) ?? null
  const head = await auditHead(tenant_id)
  const from: ChainHead = last === null ? { seq: 0, hash: GENESIS } : { seq: last.seq, hash: last.hash }
  const fresh = head.seq - from.seq
  const is_due = is_due_anyway || fresh >= ANCHOR_EVERY_ENTRIES || last === null || now_ms - toMs(last.at) >= ANCHOR_EVERY_MS
  if (fresh <= 0 || !is_due) return null
  const check = await verifyPages(tenant_id, readChain(tenant_id, from.seq), { head, from })
  invariant(
    check.is_intact,
    `the audit chain of ${tenant_id} is not signed, because it does not hold at entry ${check.fault?.seq}: run countersign audit verify`,
  )
  const root = merkleRoot(await hashesOf(tenant_id, from.seq + 1, head.seq))
  const key = await anchorKey()
  if (last !== null && last.key_id !== keyId(key))
    throw new Fault('conflict', `the anchors were signed with the key ${last.key_id}, and another one is there: put that one back`, { code: 'ANCHOR_KEY' })
  const anchor = makeAnchor({ chain: tenant_id, from_seq: from.seq + 1, head, root, at: toInstant(now_ms) }, last, key)
  // Another process may have signed a shorter or longer span meanwhile; then this anchor follows nothing, and would break the file for good.
  return await scratchAlone(tenant_id, 'audit-anchor', async (query) => {
    const newest = (await readAnchors(tenant_id)).at(-1) ?? null
    if (newest?.signature !== last?.signature) return null
    await appendAnchor(anchor)
    // After the file: what is noted is there, so one that is noted and not there was taken away. A note that was lost between the two is made up for.
    for (const written of last === null ? [anchor] : [last, anchor]) await noteAnchor(query, written)
    return anchor
  })
}
