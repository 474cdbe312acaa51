import { z } from 'zod'
import { Reason, Severity } from '@/schemas/decision'
import { Scope } from '@/schemas/evidence/cost'
import { EvidenceId } from '@/schemas/ids'
import { Currency, Decimal } from '@/schemas/money'
import { Day, DayRange, Instant } from '@/schemas/time'

/** Unexpected spend in one scope. Amounts are per day of EffectiveCost; logs and scores are doubles rounded to 6 decimals. */
export const Anomaly = z.strictObject({
  anomaly_id: z.string().startsWith('an_'),
  scope: Scope,
  currency: Currency,
  shape: z.enum(['spike', 'step', 'drift', 'new_spend', 'drop']),
  /** First and last flagged day. */
  first_day: Day,
  last_day: Day,
  detected_at: Instant,
  expected_daily_cost: Decimal,
  actual_daily_cost: Decimal,
  delta_daily_cost: Decimal,
  /** Null when nothing was expected. */
  delta_pct: z.number().nullable(),
  z_score: z.number(),
  cusum: z.number(),
  scale: z.number(),
  components: z.strictObject({ level: z.number(), weekday: z.number(), month_edge: z.number(), trend: z.number() }),
  /** `commitment_ended` and `same_weekday` are looks of their own beside the daily model; they date a rise that it did not name. */
  tests_passed: z.array(z.enum(['spike', 'sustained', 'new_spend', 'drop', 'commitment_ended', 'same_weekday'])).min(1),
  /** True while a flagged day may still be restated. */
  is_provisional: z.boolean(),
  data_version: z.string(),
  /** The expected band per day, for the chart and for `why`. */
  band: z.array(z.strictObject({ day: Day, expected: Decimal, low80: Decimal, high80: Decimal, low95: Decimal, high95: Decimal })),
  evidence_ids: z.array(EvidenceId).min(1),
})
export type Anomaly = z.infer<typeof Anomaly>

/** One slice of the change: `factor` is null when the spend is new. Shares are of the unexplained dollars. */
export const Slice = z.strictObject({ scope: Scope, factor: z.number().nullable(), gain: Decimal, share: z.number(), net_change: Decimal })
export type Slice = z.infer<typeof Slice>

export const LEDGER_TERMS = [
  'volume',
  'list_price',
  'discount',
  'commitment',
  'reservation_rate',
  'savings_plan_rate',
  'spot_share',
  'spot_price',
  'new',
  'gone',
  'unsplit',
  'credit',
  'refund',
  'fee',
  'tax',
  'marketplace',
  'commitment_unused',
] as const

/** Where the change sits and what kind of change it is. The ledger terms plus residual sum to total_change exactly. */
export const Attribution = z.strictObject({
  slices: z.array(Slice),
  remainder: Decimal,
  ledger: z.array(z.strictObject({ term: z.enum(LEDGER_TERMS), amount: Decimal })),
  residual: Decimal,
  total_change: Decimal,
  evidence_ids: z.array(EvidenceId).min(1),
})
export type Attribution = z.infer<typeof Attribution>

export const CostCategory = z.enum([
  'commitment_coverage_drift',
  'credits_refunds_fees',
  'pricing_change',
  'marketplace',
  'data_transfer',
  'new_resource',
  'k8s_cost_shift',
  'resource_waste',
  'deploy_related',
  'config_drift',
  'expected_growth',
  'unknown',
])
export type CostCategory = z.infer<typeof CostCategory>

/** What one category rule said: dollars of the rise it explains, and how far it is from flipping. */
export const CategoryVerdict = z.strictObject({
  rule: z.string(),
  version: z.int().positive(),
  category: CostCategory,
  outcome: z.enum(['finding', 'clear', 'unknown']),
  explained: Decimal,
  /** explained / delta, 0..1; null when unknown. */
  share: z.number().nullable(),
  subcategory: z.string().nullable(),
  reasons: z.array(Reason),
  missing: z.array(z.string()),
})
export type CategoryVerdict = z.infer<typeof CategoryVerdict>

/**
 * What the provider's own cost service says beside a decision. It names no category: `effect` is all it does, signed points of the confidence. `silent` means
 * that the answer lies between its two thresholds or is about something else, `unknown` that the provider was not asked or has no days for it.
 */
export const Corroboration = z.strictObject({
  check: z.enum(['provider_coverage', 'provider_utilization', 'provider_drivers', 'provider_anomalies']),
  says: z.enum(['agrees', 'contradicts', 'silent', 'unknown']),
  effect: z.number(),
  /** What was read and where it flips, in the unit of the check: points of a ratio, a share of all drivers, days from the onset. Null where there is none. */
  value: z.number().nullable(),
  agrees_at: z.number().nullable(),
  contradicts_at: z.number().nullable(),
  reasons: z.array(Reason),
  missing: z.array(z.string()),
})
export type Corroboration = z.infer<typeof Corroboration>

export const Triage = z.strictObject({
  category: CostCategory,
  subcategory: z.string().nullable(),
  trigger: CostCategory.nullable(),
  contributing: CostCategory.nullable(),
  severity: Severity,
  /** Named inputs of the severity formula, in the order they were applied. */
  severity_terms: z.array(z.strictObject({ name: z.string(), value: z.union([z.number(), z.string()]), result: z.string() })),
  /** 0.05..0.99 */
  confidence: z.number().min(0.05).max(0.99),
  confidence_terms: z.array(z.strictObject({ name: z.string(), weight: z.number(), value: z.number() })),
  verdicts: z.array(CategoryVerdict),
  /** What would change the category: the smallest change of one input. */
  margin: z.strictObject({ runner_up: CostCategory.nullable(), share_gap: z.number().nullable() }),
  missing_evidence: z.array(z.string()),
  /** Absent where the provider's cost service said nothing of this case. */
  corroboration: z.array(Corroboration).min(1).optional(),
})
export type Triage = z.infer<typeof Triage>

/** Windows that attribution and triage compare: same weekdays in the 28 days before the onset, and the days since. */
export const Windows = z.strictObject({ before: DayRange, after: DayRange })
export type Windows = z.infer<typeof Windows>
