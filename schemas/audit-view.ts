import { z } from 'zod'
import { Digest } from '@/schemas/ids'
import { PageNotice } from '@/schemas/page'
import { Instant } from '@/schemas/time'

export const AuditRow = z.strictObject({
  seq: z.int().positive(),
  at: z.string(),
  kind: z.string(),
  /** One sentence: "Approved by Tomas Okafor as platform." */
  title: z.string(),
  detail: z.string(),
  /** What it happened to, where that is a case: "EC2 in lumen-dev, eu-west-1". Null where the page shows one case, which it names above. */
  about: z.string().nullable(),
  subject: z.string(),
  href: z.string().nullable(),
  actor: z.string(),
  surface: z.string(),
  prev: Digest,
  hash: Digest,
  /** False when the recomputed hash differs or the link to `prev` is broken. */
  is_linked: z.boolean(),
})
export type AuditRow = z.infer<typeof AuditRow>

export const AuditView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  verify: z.strictObject({
    is_intact: z.boolean(),
    checked: z.int().nonnegative(),
    head_seq: z.int().nonnegative(),
    head_hash: Digest.nullable(),
    broken_at: z.int().nullable(),
    sentence: z.string(),
  }),
  /** Newest first. */
  rows: z.array(AuditRow),
  /** `noun`: events of one kind of thing, such as `approval`. `actor_id`: what one person or service did. */
  filter: z.strictObject({ case_id: z.string().nullable(), noun: z.string().nullable(), actor_id: z.string().nullable() }),
  nouns: z.array(z.strictObject({ noun: z.string(), title: z.string() })),
  actors: z.array(z.strictObject({ actor_id: z.string(), name: z.string() })),
  /** Whether the case that is shown is recomputed from its evidence to the same bytes; null when no case is chosen. */
  replay: z.strictObject({ case_id: z.string(), outcome: z.enum(['reproduces', 'differs', 'not known']), sentence: z.string() }).nullable(),
  cases: z.array(z.strictObject({ case_id: z.string(), title: z.string() })),
  /** `before` of the next page; null at the start of the chain. */
  next_before: z.int().nullable(),
  total: z.int().nonnegative(),
})
export type AuditView = z.infer<typeof AuditView>

/** Query of /audit: rows older than `before`, of one case, kind of thing and actor or of all. */
export type AuditParams = AuditView['filter'] & { before: number | null }
