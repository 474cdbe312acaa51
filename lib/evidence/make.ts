import { digest } from '@/lib/kernel/canonical'
import type { Evidence, EvidenceSource } from '@/schemas/evidence/evidence'

type Made = { source: EvidenceSource; body: Record<string, unknown> & { kind: string }; completeness?: number; gaps?: string[] }

/** Wraps one parsed answer. Equal answers to equal questions get equal ids whenever they were asked: `retrieved_at` is not part of the identity. */
export function makeEvidence({ source, body, completeness = 1, gaps = [] }: Made): Evidence {
  const { connector, query, data_version } = source
  const full = digest({ kind: body.kind, connector, query, data_version, completeness, gaps, body })
  return { evidence_id: `ev_${full.slice(0, 24)}`, kind: body.kind, digest: full, source, completeness, gaps, body }
}
