import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { sha256 } from '@/lib/kernel/canonical'
import type { AuditAnchor, AuditPruned } from '@/schemas/audit'
import { type ChainFault, type ChainHead, GENESIS } from './chain'

type Signed = AuditAnchor | AuditPruned

/** What is signed: one line a field, so that anybody can write it down again. */
const anchorText = (a: Omit<Signed, 'signature'>): string => [a.version, a.chain, a.from_seq, a.seq, a.hash, a.root, a.at, a.previous, a.key_id].join('\n')

/** What the next anchor says about this one. */
export const anchorDigest = (a: Signed): string => sha256(`${anchorText(a)}\n${a.signature}`)

/** A key's name: it says which key to verify with, and nothing about it. */
export const keyId = (key: KeyObject): string =>
  sha256((key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'pem' }) as string).slice(0, 16)

export type Span = { chain: string; from_seq: number; head: ChainHead; root: string; at: string }

/** Signs a span as the one that follows `previous`. */
export const makeAnchor = (span: Span, previous: AuditAnchor | null, private_key: KeyObject): AuditAnchor =>
  signSpan('countersign-anchor-v1', span, previous, private_key)

/** Signs that a span gives way to its root. */
export const makePruned = (span: Span, previous: AuditPruned | null, private_key: KeyObject): AuditPruned =>
  signSpan('countersign-pruned-v1', span, previous, private_key)

function signSpan<V extends Signed['version']>(version: V, { chain, from_seq, head, root, at }: Span, previous: Signed | null, private_key: KeyObject) {
  const unsigned = {
    version,
    chain,
    from_seq,
    seq: head.seq,
    hash: head.hash,
    root,
    at,
    previous: previous === null ? GENESIS : anchorDigest(previous),
    key_id: keyId(private_key),
  }
  return { ...unsigned, signature: sign(null, Buffer.from(anchorText(unsigned)), private_key).toString('base64') }
}

/**
 * The first anchor that was not signed with this key, or does not follow the one before it; null when all do. `trusted` is the one before the first of them.
 */
export function checkAnchors(chain: string, anchors: readonly Signed[], public_key: KeyObject, trusted: Signed | null = null): ChainFault | null {
  let before = trusted
  for (const anchor of anchors) {
    const is_signed = anchor.key_id === keyId(public_key) && verify(null, Buffer.from(anchorText(anchor)), public_key, Buffer.from(anchor.signature, 'base64'))
    if (!is_signed) return { seq: anchor.seq, kind: 'signature', detail: `the anchor at entry ${anchor.seq} was not signed with the key ${keyId(public_key)}` }
    const follows =
      anchor.chain === chain && anchor.from_seq === (before?.seq ?? 0) + 1 && anchor.previous === (before === null ? GENESIS : anchorDigest(before))
    if (!follows)
      return {
        seq: anchor.from_seq,
        kind: 'anchor',
        detail: `the anchor at entry ${anchor.seq} does not follow the one before it: one is missing, or is another chain's`,
      }
    before = anchor
  }
  return null
}
