import { z } from 'zod'
import { Environment, ReversibilityClass, RiskTier } from '@/schemas/action'
import { Role } from '@/schemas/actor'
import { Digest } from '@/schemas/ids'
import { Instant } from '@/schemas/time'

/**
 * How much human agreement an action needs, least first: automatic, delayed with a veto window, one other person, two of distinct roles, two with on-call and
 * break-glass.
 */
export const Level = z.enum(['L0', 'delayed', 'L1', 'L2', 'L3'])
export type Level = z.infer<typeof Level>

/** What each term of the risk score added, in points; the most that any action of the plan has for it. `other` sums what no name here covers. */
export const RiskPoints = z.strictObject({
  template: z.int(),
  environment: z.int(),
  reversibility: z.int(),
  targets: z.int(),
  accounts: z.int(),
  dependents: z.int(),
  request_path: z.int(),
  data: z.int(),
  confidence: z.int(),
  change_window: z.int(),
  weekend: z.int(),
  history: z.int(),
  amount: z.int(),
  commitment: z.int(),
  mitigations: z.int(),
  other: z.int(),
})
export type RiskPoints = z.infer<typeof RiskPoints>

/** Everything policy may look at, computed before it is asked. Money in integer cents, ages in seconds. */
export const PolicyFacts = z.strictObject({
  desk: z.enum(['cost', 'health', 'change', 'design']),
  tenant_id: z.string(),
  environment: Environment,
  tier: RiskTier,
  risk_score: z.int().min(0).max(100),
  reversibility: ReversibilityClass,
  targets: z.int().nonnegative(),
  accounts: z.int().nonnegative(),
  cents_per_month: z.int(),
  cents_committed: z.int().nonnegative(),
  confidence_pct: z.int().min(0).max(100),
  evidence_age_sec: z.int().nonnegative(),
  is_provisional: z.boolean(),
  has_guard_tag: z.boolean(),
  is_dry_run_ok: z.boolean(),
  is_snapshot_complete: z.boolean(),
  is_rollback_present: z.boolean(),
  are_prechecks_passed: z.boolean(),
  is_in_account_list: z.boolean(),
  is_kill_switch_on: z.boolean(),
  is_frozen: z.boolean(),
  is_in_change_window: z.boolean(),
  is_auto_opted_in: z.boolean(),
  youngest_target_age_hours: z.int().nonnegative(),
  mutations_left_today: z.int(),
  /** What leaves fewer changes than the day's budget would: a share of an account's resources of a kind. Policies do not read it; it is how they tell it. */
  belt: z.strictObject({ because: z.string(), would_satisfy: z.string() }).optional(),
  max_targets: z.int().positive(),
  has_other_open_plan: z.boolean(),
  are_params_valid: z.boolean(),
  are_targets_in_evidence: z.boolean(),
  /** Completeness of the least complete evidence of the plan; 0 when it rests on none. */
  evidence_coverage_pct: z.int().min(0).max(100),
  /** Whether a target was changed by another case in the last 7 days. */
  is_cooling_down: z.boolean(),
  /** Whether a template of the plan was rolled back here in the last 14 days and nobody has reinstated it. */
  is_template_suspended: z.boolean(),
  is_template_denied: z.boolean(),
  /** The least agreement that the tenant asks for in this environment, as its position in `Level`. */
  tenant_least_rank: z.int().min(0).max(4),
  points: RiskPoints,
})
export type PolicyFacts = z.infer<typeof PolicyFacts>

export const PolicyReason = z.strictObject({ policy_id: z.string(), text: z.string(), control: z.string() })
export type PolicyReason = z.infer<typeof PolicyReason>

/** One policy clause that was not met, with the value seen and what would satisfy it. */
export const Unmet = z.strictObject({ policy_id: z.string(), clause: z.string(), value: z.string(), would_satisfy: z.string() })
export type Unmet = z.infer<typeof Unmet>

/** A person whose signature is needed. `any_of` are roles; slots of one approval are filled by different people, and by distinct roles where two are needed. */
export const SlotSpec = z.strictObject({ slot: z.int().nonnegative(), any_of: z.array(Role).min(1) })
export type SlotSpec = z.infer<typeof SlotSpec>

/** What one engine said about one plan. An evaluation error or an empty answer is `deny`. */
const PolicyAnswer = z.strictObject({
  decision: z.enum(['automatic', 'delayed', 'require_approval', 'deny']),
  level: Level.nullable(),
  slots: z.array(SlotSpec),
  /** Seconds the request stays open, or the veto window lasts. */
  window_sec: z.int().nonnegative(),
  reasons: z.array(PolicyReason),
  unmet: z.array(Unmet),
  policy_digest: Digest,
  input_digest: Digest,
  errors: z.array(z.string()),
})

/** What policy said about one plan. */
export const PolicyDecision = PolicyAnswer.extend({
  /**
   * Of a denial: the agreement that policy would ask for once everything in `unmet` is satisfied. Absent when no agreement would do, and on everything else.
   */
  then_level: Level.optional(),
  /** What forbids that the plan is taken back without a person. Absent where nothing does. */
  rollback_alone_forbidden: z.array(PolicyReason).min(1).optional(),
  /** What the site's own engine said, where one is set and was asked: the decision is the stricter of the two. */
  outside: PolicyAnswer.optional(),
})
export type PolicyDecision = z.infer<typeof PolicyDecision>

/** One file of a tenant's own policies. */
export const PolicyFile = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}[.]cedar$/, 'is lower-case letters, digits and hyphens and ends in .cedar'),
  text: z.string().min(1).max(20_000),
})
export type PolicyFile = z.infer<typeof PolicyFile>

const Answer = z.union([Level, z.literal('deny')])

/** How two bundles decide the same stored inputs. `unreadable` inputs were stored in a form that policy no longer takes; they are counted, not guessed. */
export const PolicyDiff = z.strictObject({
  before: Digest,
  after: Digest,
  since: Instant,
  until: Instant,
  inputs: z.int().nonnegative(),
  unreadable: z.int().nonnegative(),
  /** Decisions that come out differently, by what they were and become; the most first. */
  flips: z.array(z.strictObject({ from: Answer, to: Answer, plans: z.int().positive(), cents_per_month: z.int() })),
  /** Plans that would no longer, or would again, be taken back without a person. Absent where none would, and on comparisons from before it was asked. */
  rollbacks: z.strictObject({ by_person: z.int().nonnegative(), alone: z.int().nonnegative() }).optional(),
  /** Up to 50 of them by name. */
  plans: z.array(z.strictObject({ query: z.string(), at: Instant, from: Answer, to: Answer, cents_per_month: z.int(), because: z.string() })),
})
export type PolicyDiff = z.infer<typeof PolicyDiff>

/** One set of a tenant's own policies, proposed once and perhaps active since. */
export const ProposedBundle = z.strictObject({
  bundle_digest: Digest,
  shipped_digest: Digest,
  files: z.array(PolicyFile),
  note: z.string(),
  proposed_by: z.string(),
  proposed_by_name: z.string(),
  proposed_at: Instant,
  diff: PolicyDiff,
})
export type ProposedBundle = z.infer<typeof ProposedBundle>

export const PolicyActivation = z.strictObject({
  bundle_digest: Digest,
  activated_by: z.string(),
  activated_by_name: z.string(),
  activated_at: Instant,
  reason: z.string(),
})
export type PolicyActivation = z.infer<typeof PolicyActivation>
