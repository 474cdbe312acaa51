import { z } from 'zod'
import { Digest } from '@/schemas/ids'
import { FactId, text } from '@/schemas/intent-text'
import { Instant } from '@/schemas/time'

/** Entries of the audit chain, newest first, and whether each still recomputes to its hash. */
export const AuditTimeline = z.strictObject({
  kind: z.literal('audit.timeline'),
  title: text,
  events: z
    .array(
      z.strictObject({
        seq: z.int().positive(),
        at: Instant,
        title: text,
        detail: text,
        actor: text,
        surface: text,
        hash: Digest,
        /** False when the entry does not match its hash. */
        is_sound: z.boolean(),
      }),
    )
    .max(200),
  chain: z.strictObject({ is_intact: z.boolean(), sentence: text }),
})

/** That one entry stood in the chain when a span of it was signed. */
export const AuditProofPart = z.strictObject({
  kind: z.literal('audit.proof'),
  seq: z.int().positive(),
  title: text,
  actor: text,
  at: Instant,
  hash: Digest,
  /** Null while no anchor covers the entry. */
  proof: z
    .strictObject({
      from_seq: z.int().positive(),
      to_seq: z.int().positive(),
      root: Digest,
      steps: z.array(z.strictObject({ side: z.enum(['left', 'right']), hash: Digest })).max(64),
      is_proved: z.boolean(),
    })
    .nullable(),
  sentence: text,
})

/** What each carried-out plan was to save and what it did, with one total in which no dollar counts twice. */
export const SavingsLedger = z.strictObject({
  kind: z.literal('savings.ledger'),
  title: text,
  subtitle: text,
  rows: z
    .array(z.strictObject({ title: text, href: text, status: text, predicted: FactId, realised: FactId, band: text, method: text, is_counted: z.boolean() }))
    .max(50),
  total: FactId,
  note: text,
})

/** The product itself: its sources, its queue, its model and the contracts it speaks. */
export const SystemHealth = z.strictObject({
  kind: z.literal('system.health'),
  title: text,
  sources: z
    .array(z.strictObject({ name: text, state: z.enum(['ok', 'late', 'failed', 'unknown']), says: text, as_of: Instant.nullable(), remedy: text.nullable() }))
    .max(40),
  queue: z.strictObject({ state: z.enum(['ok', 'late', 'unknown']), says: text, waiting: FactId, oldest: FactId }),
  model: z.strictObject({ state: z.enum(['off', 'on', 'failed']), says: text }),
  versions: z.array(z.strictObject({ name: text, version: text })).max(12),
})
