import { sha256 } from '@/lib/kernel/canonical'
import type { AuditEntry } from '@/schemas/audit'

/** `prev` of a chain's first entry. */
export const GENESIS = '0'.repeat(64)

/** Where a chain stands: its last entry, or seq 0 and the genesis hash. */
export type ChainHead = { seq: number; hash: string }

/**
 * What is wrong with a chain, at the first entry where it shows. `content`: the entry is not what was hashed. `link`: it does not follow from the one before.
 * `gap`: an entry is missing. `tail`: the newest entries are missing, or there are more than the head knows. `anchor`: the entries are not those that were
 * signed. `signature`: an anchor was not signed with the key.
 */
export type ChainFault = { seq: number; kind: 'content' | 'link' | 'gap' | 'tail' | 'anchor' | 'signature'; detail: string }

export type ChainCheck = { is_intact: boolean; checked: number; head: ChainHead; fault: ChainFault | null }

/**
 * The record that is hashed, as `audit.append` builds it: `printf '%s' "…" | sha256sum` gives the same. Change one only together with the other, and with the
 * version in its first line.
 */
export const entryHash = (e: AuditEntry): string =>
  sha256(
    `countersign-audit-v1\n${e.chain}\n${e.seq}\n${e.at}\n${oftenHash(e.kind)}\n${oftenHash(e.subject)}\n${oftenHash(e.actor)}\n${sha256(e.body)}\n${e.prev}`,
  )

// A chain has few kinds, subjects and actors beside its entries; hashing each of them once makes verifying twice as fast. Bounded, because subjects grow.
const MOST_KEPT = 5_000
const kept = new Map<string, string>()
function oftenHash(text: string): string {
  const known = kept.get(text)
  if (known !== undefined) return known
  if (kept.size >= MOST_KEPT) kept.clear()
  const made = sha256(text)
  kept.set(text, made)
  return made
}

/** What is wrong with one entry after `before`, or null. */
export function checkEntry(before: ChainHead, e: AuditEntry): ChainFault | null {
  if (e.seq !== before.seq + 1) return { seq: before.seq + 1, kind: 'gap', detail: `entry ${before.seq + 1} is missing: the next one is ${e.seq}` }
  if (entryHash(e) !== e.hash) return { seq: e.seq, kind: 'content', detail: 'the entry is not what was hashed when it was written' }
  if (e.prev !== before.hash)
    return { seq: e.seq, kind: 'link', detail: `the entry follows ${e.prev.slice(0, 12)}…, but the one before is ${before.hash.slice(0, 12)}…` }
  return null
}

/** Whether the last entry that was read is the one that the head names. */
export function checkTail(last: ChainHead, head: ChainHead): ChainFault | null {
  if (last.seq < head.seq) return { seq: last.seq + 1, kind: 'tail', detail: `entries ${last.seq + 1} to ${head.seq} are missing` }
  if (last.seq > head.seq || last.hash !== head.hash)
    return {
      seq: last.seq,
      kind: 'tail',
      detail: `the head says ${head.seq} ${head.hash.slice(0, 12)}…, the last entry is ${last.seq} ${last.hash.slice(0, 12)}…`,
    }
  return null
}
