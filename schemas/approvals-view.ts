import { z } from 'zod'
import { RiskTier } from '@/schemas/action'
import { Digest } from '@/schemas/ids'
import { Fact, StripSlot } from '@/schemas/intent'
import { Counter, PageNotice } from '@/schemas/page'
import { Instant } from '@/schemas/time'

export const ApprovalRow = z.strictObject({
  approval_id: z.string(),
  case_id: z.string(),
  title: z.string(),
  where: z.string(),
  saving: Fact,
  risk_tier: RiskTier,
  level: z.string(),
  state: z.enum(['pending', 'veto_open', 'approved', 'denied', 'vetoed', 'expired', 'withdrawn', 'void', 'window_ended', 'changes_requested']),
  proposed_by: z.string(),
  deadline: Instant,
  strip: z.array(StripSlot),
  /** Null when the viewer may sign; else which role can, or why this person cannot. */
  cannot_sign: z.string().nullable(),
  /** When and why it was decided or ended; null while it waits. */
  closed: z.string().nullable(),
})
export type ApprovalRow = z.infer<typeof ApprovalRow>

export const ApprovalsView = z.strictObject({
  now: Instant,
  notices: z.array(PageNotice),
  counters: z.array(Counter).max(3),
  waiting: z.array(ApprovalRow),
  closed: z.array(ApprovalRow),
  /** Where the next page of each list begins; null at its end. */
  next: z.strictObject({ waiting: z.string().nullable(), decided: z.string().nullable() }).optional(),
  /** Where each list that is shown begins; null at its start. */
  after: z.strictObject({ waiting: z.string().nullable(), decided: z.string().nullable() }).optional(),
  /** Requests that this person may approve together: low risk, one action, a small sum. Each is still a command of its own. */
  batches: z
    .array(
      z.strictObject({
        title: z.string(),
        rows: z
          .array(z.strictObject({ approval_id: z.string(), plan_hash: Digest, state_version: z.int().nonnegative(), title: z.string(), saving: z.string() }))
          .min(2),
      }),
    )
    .optional(),
})
export type ApprovalsView = z.infer<typeof ApprovalsView>

/** One page of requests, as a program reads it. */
export const ApprovalsPage = z.strictObject({ now: Instant, state: z.enum(['waiting', 'decided']), rows: z.array(ApprovalRow), next: z.string().nullable() })
export type ApprovalsPage = z.infer<typeof ApprovalsPage>
