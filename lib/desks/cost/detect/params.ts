import type { Decimal } from '@/schemas/money'

/** Knobs of the detector. Days, natural logarithms, robust standard deviations and money per day; where a number was tuned, it was on generated series that are not used for reporting. */
export type DetectParams = {
  history_days: number
  level_days: number
  residual_days: number
  edge_lookback_days: number
  min_history_days: number
  max_slope_per_day: number
  /** Smallest scale in log units: constant series have a deviation of 0 and would alarm at every cent. */
  scale_floor: number
  spike_z: number
  /** So many times the dearest day of the history is told whatever the line's noise. */
  unheard_of_ratio: number
  cusum_allowance: number
  cusum_limit: number
  z_cap: number
  /** A rise below this many dollars or this share of what was expected is not worth a person's time. */
  min_impact: number
  min_impact_ratio: number
  drop_z: number
  drop_ratio: number
  /** Unflagged days after which an incident is over. */
  quiet_days: number
  /** Open days after which the new level counts as normal. */
  rebase_days: number
  /** Below this expectation per day a share means nothing: only the test for new spend applies. */
  eligible_cost: number
  new_spend_cost: number
  new_spend_at_once: number
}

const BASE: DetectParams = {
  history_days: 56,
  level_days: 21,
  residual_days: 42,
  edge_lookback_days: 200,
  min_history_days: 14,
  max_slope_per_day: 0.005,
  scale_floor: 0.05,
  spike_z: 5,
  unheard_of_ratio: 3,
  cusum_allowance: 0.75,
  cusum_limit: 8,
  z_cap: 4,
  min_impact: 10,
  min_impact_ratio: 0.15,
  drop_z: -6,
  drop_ratio: -0.3,
  quiet_days: 2,
  rebase_days: 21,
  eligible_cost: 5,
  new_spend_cost: 25,
  new_spend_at_once: 250,
}

/** Parameters for a tenant that spends `daily_cost` on a median day: dollar floors rise with the size of the bill (0.1 % to be material, 0.5 % to be new spend worth a case). */
export function detectParams(daily_cost: Decimal): DetectParams {
  const daily = Number(daily_cost)
  return { ...BASE, min_impact: Math.max(BASE.min_impact, daily * 0.001), new_spend_cost: Math.max(BASE.new_spend_cost, daily * 0.005) }
}
