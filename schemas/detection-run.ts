import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Currency, Decimal } from '@/schemas/money'
import { Day } from '@/schemas/time'

/** Why something that was noticed opened no case. */
export const HeldRule = z.enum([
  'alert_budget',
  'already_explained',
  'partly_explained',
  'unsettled_days_only',
  'over',
  'known_level',
  'monthly_fee',
  'moved_within_service',
  'doubtful_days',
  'below_floor',
  'restated_days',
  'duplicated_day',
  'person_expects_it',
  'below_threshold_set',
])
export type HeldRule = z.infer<typeof HeldRule>

/** One line of the ledger of silence. Dollars a day above (or, negative, below) what was expected. */
export const HeldChange = z.strictObject({
  scope: Scope,
  family: z.enum(['usage', 'credit', 'refund', 'fee', 'marketplace', 'commitment_unused']),
  first_day: Day,
  change_per_day: Decimal,
  rule: HeldRule,
  incident_key: z.string().nullable(),
  rule_id: z.string().optional(),
})
export type HeldChange = z.infer<typeof HeldChange>

/** A defect of the bill itself, and the days it touches. Amounts are dollars a day before it and on it. */
export const BillDefect = z.strictObject({
  rule: z.enum(['service_renamed', 'days_missing', 'day_repeated', 'day_partial', 'day_absent']),
  scope: Scope,
  first_day: Day,
  last_day: Day,
  before: z.number(),
  during: z.number(),
  other_name: z.string().nullable(),
})
export type BillDefect = z.infer<typeof BillDefect>

/** What one look at a bill found beside its cases: everything it kept quiet, by rule and dollars, and what was wrong with the bill. */
export const DetectionRun = z.strictObject({
  kind: z.literal('cost.detection_run'),
  currency: Currency,
  last_day: Day,
  cases: z.int().nonnegative(),
  held: z.array(HeldChange),
  /** Lines beyond the largest that are kept. */
  held_beyond: z.int().nonnegative(),
  defects: z.array(BillDefect),
})
export type DetectionRun = z.infer<typeof DetectionRun>
