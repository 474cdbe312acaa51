import type { Scope } from '@/schemas/evidence/cost'
import type { Day, Instant } from '@/schemas/time'

/** What happened to a generated bill. The desk never reads labels; they are for judging what it says. */
export type SeededCause =
  | 'usage_change'
  | 'deploy_correlated'
  | 'data_transfer'
  | 'marketplace'
  | 'credit_refund_fee'
  | 'ri_sp_coverage_drift'
  | 'waste'
  | 'price_change'
  /** Grows with the business: must not be told. */
  | 'usage_growth'
  /** A day delivered twice: must be called a defect of the bill, never a change of cost. */
  | 'data_quality'
  /** A service goes on under another name at the same cost: must be called a defect of the bill. */
  | 'service_rename'
  /** An account goes to another team at the same cost: must not be told. */
  | 'account_move'
  /** Inside a cluster one namespace takes over from another while the machines cost the same: the bill shows nothing. */
  | 'kubecost_shift'
  /** A reservation of one size in one zone ends while its machines go on. */
  | 'reservation_end'
  /** The same of a reservation that covers any size of a family, now one and now another. */
  | 'floating_reservation_end'
  /** An account goes to another payer at the same cost, whose bill does not know its tags at first: must not be told. */
  | 'payer_move'

export type SeededLabel = {
  label_id: string
  cause: SeededCause
  /** `weekend` is a step on Saturdays and Sundays only. */
  shape: 'spike' | 'step' | 'ramp' | 'weekend'
  scopes: Scope[]
  /** First and last day. A step lasts to the end of the bill or until it is undone. */
  start: Day
  end: Day
  /** Mean dollars a day that it adds over its days. */
  impact_per_day: number
  expected_severity: 'low' | 'medium' | 'high' | 'critical'
  allowed_actions: readonly string[]
  forbidden_actions: readonly string[]
}

export type SeededDeploy = { event_id: string; at: Instant; account: string; service: string; is_distractor: boolean }

/** What labels do to the bill, by line. `factor` multiplies the quantity and `rate_pct` the price on each day that it names. */
export type Effect = { line_ids: ReadonlySet<string>; from: number; to: number; factor(t: number): number; rate_pct: bigint }
