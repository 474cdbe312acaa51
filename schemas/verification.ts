import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { EvidenceId } from '@/schemas/ids'
import { Currency, Decimal } from '@/schemas/money'
import { PolicyReason } from '@/schemas/policy'
import { Day, Instant } from '@/schemas/time'

export const HealthStatus = z.enum(['ok', 'degraded', 'unknown'])
export type HealthStatus = z.infer<typeof HealthStatus>

/** One signal before and after; values are null when they could not be read, which is `unknown`, never ok. */
export const HealthSignal = z.strictObject({
  signal: z.string(),
  unit: z.string(),
  status: HealthStatus,
  before: z.number().nullable(),
  after: z.number().nullable(),
  threshold: z.string(),
  detail: z.string(),
  /** Not known for the one reason that time mends. */
  is_too_early: z.literal(true).optional(),
})
export type HealthSignal = z.infer<typeof HealthSignal>

/**
 * Places of the bill in which a saving can be measured, the finest first: lines of the plan's own resources, the slice of its incident, its account and
 * service.
 */
export const SavingsRung = z.enum(['resources', 'slice', 'series'])
export type SavingsRung = z.infer<typeof SavingsRung>

/** Why a saving was not measured in a finer place. */
export const RungRefusal = z.strictObject({
  rung: SavingsRung,
  reason: z.enum(['not_billed', 'partly_billed', 'short_history', 'other_plan', 'moves_out', 'contradicted', 'replaced', 'names_ended', 'fell_further']),
  /** The plans that acted there too. */
  case_ids: z.array(z.string()),
})
export type RungRefusal = z.infer<typeof RungRefusal>

/** In which place of the bill a saving was measured, and against what. */
export const MeasuredOn = z.strictObject({
  rung: SavingsRung,
  scope: Scope,
  /** Of the finest place only. */
  resource_ids: z.array(z.string()),
  /** Those of them that are not the plan's own: they began beside these since the change. */
  began_beside: z.array(z.string()).optional(),
  /** What they were left unused since the change counts as cost, up to what they paid for there before. */
  commitment_ids: z.array(z.string()),
  /** Resources of other plans that freed the same commitments: each plan has its share of what was left unused. */
  freed_with: z.array(z.string()).optional(),
  refused: z.array(RungRefusal),
  /** Cases whose plans acted in the same place: one figure stands for all of them. */
  joint_with: z.array(z.string()),
  /**
   * Untouched slices that moved alike before, of which this did so most (`others` more did), and what the middle of them cost since the change over what it was
   * expected to; `least` and `most` are those of the cheapest and the dearest. Null where none was used.
   */
  control: z
    .strictObject({
      scope: Scope,
      correlation: z.number(),
      ratio: z.number(),
      others: z.int().positive().optional(),
      least: z.number().optional(),
      most: z.number().optional(),
    })
    .nullable(),
  /** Untouched slices that moved alike before, and since the change too far apart to be held against. */
  came_apart: z.strictObject({ slices: z.int().positive(), least: z.number(), most: z.number() }).optional(),
})
export type MeasuredOn = z.infer<typeof MeasuredOn>

/** Realised savings per day over `days` settled days against the counterfactual, with a 90 % placebo-calibrated interval. */
export const RealizedSavings = z.strictObject({
  currency: Currency,
  days: z.int().nonnegative(),
  point: Decimal,
  low: Decimal,
  high: Decimal,
  predicted: Decimal,
  placebos: z.int().nonnegative(),
  method: z.string(),
  /** First day on which the interval is expected to leave zero out; null when it already does or never will. */
  distinguishable_from: Day.nullable(),
  /** Absent on checks from before there was a choice: those were measured on the slice of the incident. */
  measured_on: MeasuredOn.optional(),
})
export type RealizedSavings = z.infer<typeof RealizedSavings>

export const Outcome = z.enum(['close', 'monitor', 'rollback', 'escalate'])
export type Outcome = z.infer<typeof Outcome>

export const OutcomeReason = z.enum([
  'verified',
  'partial',
  'not_measurable',
  'accumulating',
  'health_degraded',
  'health_unknown',
  'effect_missing',
  'cost_rose',
  'came_undone',
  'rollback_failed',
  'variance_accepted',
])
export type OutcomeReason = z.infer<typeof OutcomeReason>

/** One look at a carried-out plan. Health dominates savings. */
export const VerificationCheck = z.strictObject({
  check: z.string(), // T+5min, T+30min, T+2h, T+1d, T+7d, n=7, n=14, n=28
  at: Instant,
  health: z.strictObject({ status: HealthStatus, signals: z.array(HealthSignal) }),
  effect: z.strictObject({ status: z.enum(['in_place', 'missing', 'unknown']), detail: z.string() }),
  savings: RealizedSavings.nullable(),
  outcome: Outcome,
  reason: OutcomeReason,
  next_check_at: Instant.nullable(),
  /** Actual and counterfactual per day with bands, for the chart. `is_used` marks the settled days that count. */
  trajectory: z.array(
    z.strictObject({
      day: Day,
      actual: Decimal.nullable(),
      expected: Decimal,
      low80: Decimal,
      high80: Decimal,
      low95: Decimal,
      high95: Decimal,
      is_settled: z.boolean(),
      is_used: z.boolean(),
    }),
  ),
  /** What policy said at that moment against taking the plan back without a person. Only on a check that would have done so. */
  rollback_alone_forbidden: z.array(PolicyReason).min(1).optional(),
  /** First day on which a saving that was claimed is no longer made; only on a check that found it so. */
  undone_since: Day.optional(),
  /** Who took what was measured as the result although it differs from what was predicted, and why. Only on the check that says so. */
  accepted_by: z.strictObject({ by: z.string(), name: z.string(), because: z.string().max(2000) }).optional(),
  evidence_ids: z.array(EvidenceId),
})
export type VerificationCheck = z.infer<typeof VerificationCheck>
