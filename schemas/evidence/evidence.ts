import { z } from 'zod'
import { Digest, EvidenceId } from '@/schemas/ids'
import { Instant } from '@/schemas/time'

/** Where a piece of evidence came from and how to ask again. */
export const EvidenceSource = z.strictObject({
  connector: z.string().min(1),
  /** The question that was asked, printable: a named query and its arguments. */
  query: z.string().min(1),
  /** Version of the data that answered; null for live systems. */
  data_version: z.string().nullable(),
  retrieved_at: Instant,
})
export type EvidenceSource = z.infer<typeof EvidenceSource>

/**
 * One immutable answer. The id is derived from the digest of {kind, connector, query, data_version, body}, so the same answer is the
 * same evidence. `completeness` is 0..1; below 1 the gaps say what is missing. A source that could not be asked has no evidence at all.
 */
export const Evidence = z.strictObject({
  evidence_id: EvidenceId,
  kind: z.string().regex(/^[a-z][a-z0-9]*\.[a-z_]+$/),
  digest: Digest,
  source: EvidenceSource,
  completeness: z.number().min(0).max(1),
  gaps: z.array(z.string()),
  body: z.unknown(),
})
export type Evidence = z.infer<typeof Evidence>
