import type { KeyObject } from 'node:crypto'
import type { AuditAnchor, AuditEntry } from '@/schemas/audit'
import { checkAnchors } from './anchor'
import { type ChainCheck, type ChainFault, type ChainHead, checkEntry, checkTail, GENESIS } from './chain'
import { merkleRoot } from './merkle'

/** Signed anchors and the key that they must be signed with. */
export type Anchored = { anchors: readonly AuditAnchor[]; public_key: KeyObject }
export type AnchoredCheck = ChainCheck & { anchors: number }

/**
 * Checks a chain page by page against its own hashes, against the head and against signed anchors: whoever rewrites entries, all hashes after them and the head
 * still meets an anchor. Entries come in order from `from`, which is trusted; of the anchors before it only the signatures are checked.
 */
export async function verifyPages(
  chain: string,
  pages: AsyncIterable<readonly AuditEntry[]> | Iterable<readonly AuditEntry[]>,
  { head = null, anchored = null, from = { seq: 0, hash: GENESIS } }: { head?: ChainHead | null; anchored?: Anchored | null; from?: ChainHead } = {},
): Promise<AnchoredCheck> {
  const anchors = anchored?.anchors ?? []
  const unsigned = anchored === null ? null : checkAnchors(chain, anchors, anchored.public_key)
  if (unsigned !== null) return { is_intact: false, checked: 0, anchors: 0, head: from, fault: unsigned }
  let at = from
  let checked = 0
  let passed = anchors.findIndex((a) => a.seq > from.seq)
  if (passed === -1) passed = anchors.length
  const done = (fault: ChainFault | null): AnchoredCheck => ({ is_intact: fault === null, checked, anchors: passed, head: at, fault })
  // Hashes since the anchor before: what the next one has signed the root of. Unknown when the reading began in the middle of a span.
  let span: string[] | null = from.seq === (anchors[passed - 1]?.seq ?? 0) ? [] : null
  for await (const page of pages)
    for (const entry of page) {
      if (head !== null && entry.seq > head.seq) return done(checkTail(at, head)) // written since the head was read
      const fault = entry.chain === chain ? checkEntry(at, entry) : contentFault(entry, chain)
      if (fault !== null) return done(fault)
      at = { seq: entry.seq, hash: entry.hash }
      checked += 1
      const anchor = anchors[passed]
      if (anchor !== undefined) span?.push(entry.hash)
      if (anchor?.seq !== entry.seq) continue
      if (anchor.hash !== entry.hash || (span !== null && merkleRoot(span) !== anchor.root)) return done(anchorFault(anchor))
      passed += 1
      span = []
    }
  const last = anchors.at(-1)
  if (last !== undefined && last.seq > at.seq)
    return done({ seq: at.seq + 1, kind: 'tail', detail: `a signed anchor names entry ${last.seq}, but the last one is ${at.seq}` })
  return done(head === null ? null : checkTail(at, head))
}

const contentFault = (entry: AuditEntry, chain: string): ChainFault => ({
  seq: entry.seq,
  kind: 'content',
  detail: `the entry is of the chain ${entry.chain}, not ${chain}`,
})

const anchorFault = (anchor: AuditAnchor): ChainFault => ({
  seq: anchor.seq,
  kind: 'anchor',
  detail: `entries ${anchor.from_seq} to ${anchor.seq} are not those that were signed at ${anchor.at}: one of them was written again`,
})
