import type { AuditAnchor } from '@/schemas/audit'
import { checkAnchors } from './anchor'
import { anchorKey, publicKeyOf, readAnchors } from './anchor-file'
import { type ChainHead, GENESIS } from './chain'
import { missingAnchors, missingFault } from './known-anchors'
import { auditHead, hashesOf, readChain } from './store'
import { type AnchoredCheck, verifyPages } from './verify'

type Known = { head: ChainHead; anchors: number; last: AuditAnchor | null }
const shared = globalThis as unknown as { countersign_verified?: Map<string, Known> }

/** What was recomputed now and what had been before. `since` is null when nothing had. */
export type RecentCheck = AnchoredCheck & { since: { seq: number; at: string | null } | null }

/**
 * As `verifyAudit`, from where this process found the chain whole last, else from the last signed anchor: a page shows in milliseconds what takes
 * a minute from the start. What lies before was recomputed when it was signed.
 */
export async function verifyRecent(tenant_id: string): Promise<RecentCheck> {
  shared.countersign_verified ??= new Map()
  const known = shared.countersign_verified.get(tenant_id)
  const head = await auditHead(tenant_id)
  const anchors = await readAnchors(tenant_id)
  const fresh = anchors.slice(known?.anchors ?? 0)
  const unsigned = fresh.length === 0 ? null : checkAnchors(tenant_id, fresh, publicKeyOf(await anchorKey()), known?.last ?? null)
  const last = anchors.at(-1) ?? null
  const from = startOf(known, last)
  const since = from.seq === 0 ? null : { seq: from.seq, at: known === undefined ? (last?.at ?? null) : null }
  const broken = (fault: AnchoredCheck['fault']): RecentCheck => ({ is_intact: false, checked: 0, anchors: 0, head: from, fault, since })
  const gone = unsigned ?? missingFault(tenant_id, await missingAnchors(tenant_id, anchors))
  if (gone !== null) return broken(gone)
  const is_same = from.seq === 0 || (await hashesOf(tenant_id, from.seq, from.seq))[0] === from.hash
  if (!is_same) return broken({ seq: from.seq, kind: 'anchor', detail: 'the entry is not the one that was found whole and signed before' })
  const check = await verifyPages(tenant_id, readChain(tenant_id, from.seq), { head, from })
  if (check.is_intact) shared.countersign_verified.set(tenant_id, { head: check.head, anchors: anchors.length, last })
  return { ...check, anchors: anchors.length, since }
}

function startOf(known: Known | undefined, last: AuditAnchor | null): ChainHead {
  if (known !== undefined && known.head.seq >= (last?.seq ?? 0)) return known.head
  return last === null ? { seq: 0, hash: GENESIS } : { seq: last.seq, hash: last.hash }
}
