import { z } from 'zod'
import { Reason } from '@/schemas/decision'
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
  'beside_dearer_charge',
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
const BillDefect = z.strictObject({
  rule: z.enum(['service_renamed', 'owner_moved', 'account_moved', 'days_missing', 'day_repeated', 'day_partial', 'day_absent']),
  scope: Scope,
  first_day: Day,
  last_day: Day,
  before: z.number(),
  during: z.number(),
  other_name: z.string().nullable(),
  /** Owners who gave up everything in the account, and who took it over; absent where none did. */
  owners: z.array(z.strictObject({ from: z.string(), to: z.string() })).optional(),
  /**
   * Places of the account that one owner took over from another who kept others; with `share_ratio`, that share of one. Of a workload that moved, its places,
   * from account to account.
   */
  parts: z
    .array(
      z.strictObject({
        from: z.string(),
        to: z.string(),
        service_name: z.string(),
        region_id: z.string(),
        usage_type: z.string(),
        share_ratio: z.number().gt(0).lt(1).optional(),
        owner: z.string().optional(),
        to_owner: z.string().optional(),
      }),
    )
    .max(200)
    .optional(),
})

/** What made cost fall, as far as the bill and our own runs tell. `stopped`: everything there went at once and nobody is known to have changed anything. */
export const FallKind = z.enum([
  'expected_saving',
  'deleted',
  'stopped',
  'less_usage',
  'price_fell',
  'discount_grew',
  'commitment_covers_more',
  'credits_began',
  'fees_fell',
  'marketplace_ended',
  'unknown',
])
export type FallKind = z.infer<typeof FallKind>

/**
 * Cost that fell below what was expected: told, and never acted on. `change_per_day` is negative; `share` is of the fall, 0..1, null where nothing could be
 * asked.
 */
export const Fall = z.strictObject({
  scope: Scope,
  first_day: Day,
  change_per_day: Decimal,
  kind: FallKind,
  explained_per_day: Decimal,
  share: z.number().min(0).max(1).nullable(),
  reasons: z.array(Reason),
  missing: z.array(z.string()),
})
export type Fall = z.infer<typeof Fall>

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
  /** The largest; looks from before they were told have none. */
  falls: z.array(Fall).default([]),
})
export type DetectionRun = z.infer<typeof DetectionRun>
