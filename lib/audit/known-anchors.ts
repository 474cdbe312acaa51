import type { KeyObject } from 'node:crypto'
import type { AuditAnchor, AuditPruned } from '@/schemas/audit'
import { anchorDigest, checkAnchors } from './anchor'
import { anchorFile, findAnchorKey, readAnchors, readPruned } from './anchor-file'
import { notedAnchors } from './anchor-store'
import { type ChainFault, GENESIS } from './chain'

/** What is signed about a chain. `fault`: something that was signed is not there, or is not what it was. */
export type KnownAnchors = { anchors: AuditAnchor[]; pruned: AuditPruned[]; public_key: KeyObject | null; fault: ChainFault | null }

/** Anchors that the database saw written and that follow the file's last one: the file was lost, or its end was cut off. */
export async function missingAnchors(tenant_id: string, anchors: readonly AuditAnchor[]): Promise<AuditAnchor[]> {
  const missing = await notInFile(tenant_id, anchors)
  if (missing.length === 0) return missing
  // One that was written since the file was read is no hole. The file is written before the note, so a second look at it settles that.
  const there = new Set((await readAnchors(tenant_id)).map((a) => a.signature))
  return missing.filter((a) => !there.has(a.signature))
}

async function notInFile(tenant_id: string, anchors: readonly AuditAnchor[]): Promise<AuditAnchor[]> {
  const last = anchors.at(-1) ?? null
  const missing: AuditAnchor[] = []
  let before = last === null ? GENESIS : anchorDigest(last)
  for (const noted of await notedAnchors(tenant_id, last?.seq ?? 0)) {
    if (noted.previous !== before) continue
    missing.push(noted)
    before = anchorDigest(noted)
  }
  return missing
}

/** The fault of a chain whose anchors are missing; null when none is. */
export function missingFault(tenant_id: string, missing: readonly AuditAnchor[]): ChainFault | null {
  const [first] = missing
  if (first === undefined) return null
  return {
    seq: first.from_seq,
    kind: 'anchor',
    detail: `${missing.length} signed anchors, up to entry ${missing.at(-1)?.seq}, were written and are missing from ${anchorFile(tenant_id)}: put the file back from its copy, or run countersign audit restore-anchors`,
  }
}

export async function knownAnchors(tenant_id: string): Promise<KnownAnchors> {
  const [anchors, pruned, public_key] = await Promise.all([readAnchors(tenant_id), readPruned(tenant_id), findAnchorKey()])
  const fault = missingFault(tenant_id, await missingAnchors(tenant_id, anchors)) ?? keyFault(anchors, public_key) ?? (await changedFault(tenant_id, anchors))
  return { anchors, pruned, public_key, fault: fault ?? (public_key === null ? null : prunedFault(tenant_id, { anchors, pruned, public_key })) }
}

/** What is wrong with the records of what was pruned: each is signed, follows the one before and ends where an anchor ends. */
export function prunedFault(
  chain: string,
  { anchors, pruned, public_key }: { anchors: readonly AuditAnchor[] | null; pruned: readonly AuditPruned[]; public_key: KeyObject },
): ChainFault | null {
  const fault = checkAnchors(chain, pruned, public_key)
  if (fault !== null) return { ...fault, detail: `of what was pruned, ${fault.detail}` }
  const loose = anchors === null ? undefined : pruned.find((p) => !anchors.some((a) => a.seq === p.seq && a.hash === p.hash))
  return loose === undefined ? null : { seq: loose.seq, kind: 'anchor', detail: `entries up to ${loose.seq} were pruned, and no anchor ends there` }
}

const keyFault = (anchors: readonly AuditAnchor[], public_key: KeyObject | null): ChainFault | null =>
  anchors.length === 0 || public_key !== null
    ? null
    : { seq: anchors[0]?.seq ?? 1, kind: 'signature', detail: 'the key that the anchors were signed with is missing: put data/audit/anchor-key.pem back' }

async function changedFault(tenant_id: string, anchors: readonly AuditAnchor[]): Promise<ChainFault | null> {
  const noted = new Map((await notedAnchors(tenant_id)).map((a) => [a.seq, a]))
  // One that another process signed at the same moment and dropped is noted in older databases; it followed something else.
  const other = anchors.find((a) => {
    const n = noted.get(a.seq)
    return n !== undefined && n.previous === a.previous && anchorDigest(n) !== anchorDigest(a)
  })
  return other === undefined ? null : { seq: other.seq, kind: 'anchor', detail: `the anchor at entry ${other.seq} is not the one that was written` }
}
