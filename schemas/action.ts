import { z } from 'zod'
import { Reason } from '@/schemas/decision'
import { ActionId, CaseId, Digest, EvidenceId } from '@/schemas/ids'
import { Currency, Decimal } from '@/schemas/money'
import { Instant } from '@/schemas/time'

export const RiskTier = z.enum(['low', 'low_medium', 'medium', 'high', 'critical'])
export type RiskTier = z.infer<typeof RiskTier>

/** R0 notify only; R1 undone in minutes; R2 undone with downtime or until a time; R3 cannot be undone; F a financial commitment. */
export const ReversibilityClass = z.enum(['R0', 'R1', 'R2', 'R3', 'F'])
export type ReversibilityClass = z.infer<typeof ReversibilityClass>

export const Environment = z.enum(['prod', 'stage', 'dev', 'test', 'unknown'])
export type Environment = z.infer<typeof Environment>

/** Risk 0..100 as the sum of its terms (clamped), the tier it falls into, and every term, so that nobody has to guess. */
export const Risk = z.strictObject({
  score: z.number().min(0).max(100),
  tier: RiskTier,
  terms: z.array(z.strictObject({ name: z.string(), points: z.number(), because: z.string() })),
})
export type Risk = z.infer<typeof Risk>

/** One condition that was checked while planning and is checked again right before acting. `unknown` blocks like `failed`. */
export const Precheck = z.strictObject({ id: z.string(), outcome: z.enum(['passed', 'failed', 'unknown']), detail: z.string() })
export type Precheck = z.infer<typeof Precheck>

export const DryRun = z.strictObject({
  kind: z.enum(['provider', 'simulated', 'preview']),
  outcome: z.enum(['would_succeed', 'would_fail', 'not_run']),
  detail: z.string(),
  at: Instant.nullable(),
  /** Digest of the state of the targets that the dry run saw; compared again right before acting. */
  target_state_digest: Digest.nullable(),
  /** What it saw, to name what changed since; the digest alone decides whether anything did. Absent where it is too much, and on plans from before it was kept. */
  seen: z.array(z.strictObject({ target: z.string(), field: z.string(), value: z.string() })).optional(),
})
export type DryRun = z.infer<typeof DryRun>

/** Money per month of 30.4 days. gross_list: at list price; expected: what should leave the bill; bound: the most it can be. */
export const ExpectedSavings = z.strictObject({ currency: Currency, gross_list: Decimal, expected: Decimal, bound: Decimal, formula: z.string() })
export type ExpectedSavings = z.infer<typeof ExpectedSavings>

/** A typed template instance, bound to concrete resources with bounded parameters. Nothing else is ever executed. */
export const PlanAction = z.strictObject({
  action_id: ActionId,
  template: z.string(),
  template_version: z.int().positive(),
  title: z.string(),
  account_id: z.string(),
  region_id: z.string(),
  environment: Environment,
  params: z.record(z.string(), z.unknown()),
  /** Allowed range of each editable parameter and the rule that bounds it. */
  bounds: z.array(
    z.strictObject({ param: z.string(), min: z.number().nullable(), max: z.number().nullable(), options: z.array(z.string()).nullable(), rule: z.string() }),
  ),
  targets: z.array(z.strictObject({ arn: z.string().startsWith('arn:'), label: z.string(), change: z.string() })).min(1),
  reversibility: ReversibilityClass,
  risk: Risk,
  prechecks: z.array(Precheck),
  dry_run: DryRun,
  rollback: z.strictObject({ recipe: z.array(z.string()).min(1), reversible_for: z.string() }),
  savings: ExpectedSavings,
  blast_radius: z.strictObject({ resources: z.int(), accounts: z.int(), dependents: z.int().nullable(), on_request_path: z.boolean().nullable() }),
  permissions: z.array(z.string()),
  health_signals: z.array(z.string()),
  reasons: z.array(Reason),
  /** It goes along with the other actions of its plan: whatever becomes of it decides nothing about them, and no limit counts it. */
  accompanies: z.literal(true).optional(),
})
export type PlanAction = z.infer<typeof PlanAction>

/** What the planner looked at and did not propose, and why. */
export const RejectedCandidate = z.strictObject({
  template: z.string(),
  target: z.string(),
  because: z.string(),
  would_allow: z.string().nullable(),
  /** It is proposed by another plan, because one plan may only change so much. */
  left_for: z.literal('another_plan').optional(),
})
export type RejectedCandidate = z.infer<typeof RejectedCandidate>

/**
 * An ordered set of actions. `plan_hash` covers everything a person is asked to approve (see `lib/desks/cost/plan/hash`), so that an
 * approval is for these bytes and no others. A plan with no action says why in `no_action`.
 */
export const Plan = z.strictObject({
  plan_id: z.string().startsWith('plan_'),
  case_id: CaseId,
  plan_hash: Digest,
  actions: z.array(PlanAction),
  rejected: z.array(RejectedCandidate),
  no_action: z.array(Reason),
  expected_savings: ExpectedSavings,
  risk: Risk,
  evidence_root: Digest,
  evidence_ids: z.array(EvidenceId),
  data_version: z.string(),
  policy_digest: Digest,
  made_at: Instant,
})
export type Plan = z.infer<typeof Plan>

/** What a template hands back after touching the world. */
export const Receipt = z.strictObject({
  idempotency_key: z.string(),
  mode: z.enum(['dry_run', 'live']),
  outcome: z.enum(['success', 'noop', 'failed', 'uncertain']),
  changed: z.array(z.string()),
  calls: z.array(z.strictObject({ api: z.string(), request_id: z.string().nullable(), status: z.string() })),
  detail: z.string(),
  finished_at: Instant,
})
export type Receipt = z.infer<typeof Receipt>
