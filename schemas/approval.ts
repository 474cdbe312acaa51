import { z } from 'zod'
import { Role, Surface } from '@/schemas/actor'
import { ApprovalId, CaseId, Digest } from '@/schemas/ids'
import { Level, SlotSpec } from '@/schemas/policy'
import { Instant } from '@/schemas/time'

/** One signature, or one refusal. `plan_hash` is what it binds; `intent_digest` is what was on the screen, for the receipt. */
export const Signature = z.strictObject({
  slot: z.int().nonnegative(),
  verdict: z.enum(['approve', 'deny', 'veto']),
  by: z.string(),
  name: z.string(),
  role: Role,
  surface: Surface,
  at: Instant,
  reason: z.string().max(2000),
  plan_hash: Digest,
  intent_digest: Digest.nullable(),
  /** The typed words, where policy asked for them. */
  acknowledged: z.string().max(500).nullable(),
})
export type Signature = z.infer<typeof Signature>

export const ApprovalState = z.enum(['pending', 'veto_open', 'approved', 'denied', 'vetoed', 'expired', 'withdrawn', 'void', 'window_ended'])
export type ApprovalState = z.infer<typeof ApprovalState>

/**
 * A request for signatures on one exact plan. No timer ever moves it to `approved`: a veto window that nobody used
 * becomes `window_ended`, and the plan runs because policy had permitted that.
 */
export const Approval = z.strictObject({
  approval_id: ApprovalId,
  case_id: CaseId,
  plan_hash: Digest,
  level: Level,
  state: ApprovalState,
  state_version: z.int().nonnegative(),
  slots: z.array(SlotSpec),
  signatures: z.array(Signature),
  proposed_by: z.string(),
  proposed_by_name: z.string(),
  proposed_at: Instant,
  /** Expiry of the request, or the end of the veto window. */
  deadline: Instant,
  closed_at: Instant.nullable(),
  /** Why it is void, withdrawn or expired. */
  closed_because: z.string().nullable(),
  /** Typed phrase a high risk asks for; null when a click with a reason is enough. */
  acknowledgement: z.string().nullable(),
})
export type Approval = z.infer<typeof Approval>
