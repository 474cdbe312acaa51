import { rootOfProof } from '@/lib/audit/merkle'
import { auditActor, auditTime, auditTitle } from '@/lib/intents/audit-words'
import type { AuditEntry, AuditProof } from '@/schemas/audit'
import type { ComponentOf } from '@/schemas/intent'

/** One entry with its path to the signed root of its span. Whether the signature is good needs the public key: `audit verify --key`. */
export function auditProof({ entry, anchor, steps }: AuditProof): ComponentOf<'audit.proof'> {
  const is_proved = rootOfProof(entry.hash, steps) === anchor.root
  return {
    ...partsOf(entry),
    proof: { from_seq: anchor.from_seq, to_seq: anchor.seq, root: anchor.root, steps, is_proved },
    sentence: is_proved
      ? `It stood in the chain when entries ${anchor.from_seq} to ${anchor.seq} were signed: its hash and these ${steps.length} give the signed root. Whether the signature is good is checked with the public key.`
      : 'Its path does not give the signed root: this entry is not the one that was signed.',
  }
}

/** An entry that no anchor covers yet. */
export const unproved = (entry: AuditEntry): ComponentOf<'audit.proof'> => ({
  ...partsOf(entry),
  proof: null,
  sentence: 'not known yet: no signed anchor covers it. One is made every 1,000 entries or ten minutes.',
})

const partsOf = (entry: AuditEntry) => ({
  kind: 'audit.proof' as const,
  seq: entry.seq,
  title: auditTitle(entry),
  actor: auditActor(entry),
  at: auditTime(entry),
  hash: entry.hash,
})
