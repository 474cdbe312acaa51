import { z } from 'zod'
import { AuthMethod, Role, Surface } from '@/schemas/actor'
import { ApprovalId, CaseId, Digest } from '@/schemas/ids'
import { Level, SlotSpec } from '@/schemas/policy'
import { Instant } from '@/schemas/time'

/** One signature, or one refusal. `plan_hash` is what it binds; `intent_digest` is what was on the screen, for the receipt. */
export const Signature = z.strictObject({
  slot: z.int().nonnegative(),
  verdict: z.enum(['approve', 'deny', 'veto', 'request_changes']),
  by: z.string(),
  name: z.string(),
  role: Role,
  surface: Surface,
  /** How the person had signed in. Absent on the command line, and on signatures from before it was kept. */
  auth_method: AuthMethod.optional(),
  at: Instant,
  reason: z.string().max(2000),
  plan_hash: Digest,
  intent_digest: Digest.nullable(),
  /** The typed words, where policy asked for them. */
  acknowledged: z.string().max(500).nullable(),
  /** Whose say this was, when somebody had delegated theirs. */
  on_behalf_of: z.strictObject({ by: z.string(), name: z.string() }).optional(),
  /** Whether the plan may be taken back without a person on its first day. Only on an approval of a request that offered it. */
  automatic_rollback: z.boolean().optional(),
  /** Parts of the card that were opened before deciding, as the surface saw it. */
  read: z.array(z.string().max(80)).max(40).optional(),
})
export type Signature = z.infer<typeof Signature>

export const ApprovalState = z.enum([
  'pending',
  'veto_open',
  'approved',
  'denied',
  'vetoed',
  'expired',
  'withdrawn',
  'void',
  'window_ended',
  'changes_requested',
])
export type ApprovalState = z.infer<typeof ApprovalState>

/** One person's say on one request, given to another person. It cannot be given on, and never reaches whoever proposed the plan. */
export const Delegation = z.strictObject({
  from: z.string(),
  from_name: z.string(),
  roles: z.array(Role).min(1),
  to: z.string(),
  to_name: z.string(),
  at: Instant,
})
export type Delegation = z.infer<typeof Delegation>

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
  /** What the typed phrase confirms to have read, made from this plan's own facts. Absent where no phrase is asked for. */
  statement: z.string().max(2000).optional(),
  /** When a decision is due. At half of the way people are reminded; at the moment itself the request escalates. Absent on a veto window. */
  sla_at: Instant.optional(),
  reminded_at: Instant.optional(),
  escalated_at: Instant.optional(),
  /** Roles that may sign any open slot once the request has escalated. */
  escalates_to: z.array(Role).optional(),
  delegations: z.array(Delegation).optional(),
  /**
   * Whether signing may also permit that the plan is taken back without a person, if health degrades on its first day. Absent on requests from before it was
   * asked.
   */
  offers_automatic_rollback: z.boolean().optional(),
})
export type Approval = z.infer<typeof Approval>
