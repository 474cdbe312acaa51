import { digest } from '@/lib/kernel/canonical'
import { redactDeep } from '@/lib/kernel/redact'
import { wellFormedDeep } from '@/lib/kernel/well-formed'
import type { Evidence, EvidenceSource } from '@/schemas/evidence/evidence'

type Made = { source: EvidenceSource; body: Record<string, unknown> & { kind: string }; completeness?: number; gaps?: string[] }

/**
 * Wraps one parsed answer. Equal answers to equal questions get equal ids whenever they were asked: `retrieved_at` is not part of the identity. What looks like
 * a credential is taken out before anything is hashed or kept, and a text that no database keeps gets U+FFFD where it is broken.
 */
export function makeEvidence(made: Made): Evidence {
  const { source, body, completeness = 1, gaps = [] } = redactDeep(wellFormedDeep(made))
  const { connector, query, data_version } = source
  const full = digest({ kind: body.kind, connector, query, data_version, completeness, gaps, body })
  return { evidence_id: `ev_${full.slice(0, 24)}`, kind: body.kind, digest: full, source, completeness, gaps, body }
}
