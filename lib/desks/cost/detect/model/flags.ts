import { clamp, round6 } from '@/lib/kernel/stats'
import type { DetectParams } from '../params'

// More than rounding to six decimals can move.
const ROUNDED = 1e-3

export type Flag = 'spike' | 'sustained' | 'new_spend' | 'drop'

/** Everything the tests for one day read. Costs are dollars; the rest are log units and robust deviations. */
export type DayScore = { actual: number; expected: number; z: number; cusum: number }

/** CUSUM after one more day: it gathers what single days are too weak to show. */
export const nextCusum = (cusum: number, z: number, p: DetectParams): number => Math.max(0, cusum + clamp(z, -p.z_cap, p.z_cap) - p.cusum_allowance)

/** Which test a day passes, if any. `before` is the actual cost of the day before, for new spend that has to last two days. */
export function flagOf(day: DayScore, before: number | undefined, is_settled: boolean, p: DetectParams): Flag | null {
  const change = day.actual - day.expected
  // On most days nothing is near: rounding moves no number by as much as this.
  if (day.expected >= p.eligible_cost && change < p.min_impact - ROUNDED && change > ROUNDED - 2 * p.min_impact) return null
  const impact = round6(change)
  if (day.expected < p.eligible_cost) return isNewSpend(day, before, p) ? 'new_spend' : null
  const is_material = impact >= p.min_impact && impact >= round6(p.min_impact_ratio * day.expected)
  if (is_material && round6(day.z) >= p.spike_z) return 'spike'
  if (is_material && round6(day.cusum) >= p.cusum_limit) return 'sustained'
  // A day that is still filling up is always too low: it can prove a rise, never a fall.
  if (is_settled && round6(day.z) <= p.drop_z && impact <= round6(p.drop_ratio * day.expected) && impact <= -2 * p.min_impact) return 'drop'
  return null
}

/**
 * Whether day `t` is so many times as dear as the dearest day of the history. However restless a line was, it never was like that: a line whose level changed
 * has a spread that hides anything.
 */
export function isUnheardOf(actual: ArrayLike<number>, t: number, expected: number, p: DetectParams): boolean {
  const cost = actual[t] ?? 0
  if (expected < p.eligible_cost || cost - expected < p.min_impact - ROUNDED) return false
  const rise = round6(cost - expected)
  if (rise < p.min_impact || rise < round6(p.min_impact_ratio * expected)) return false
  for (let i = Math.max(0, t - p.history_days); i < t; i++) if (cost < p.unheard_of_ratio * (actual[i] ?? 0)) return false
  return true
}

function isNewSpend(day: DayScore, before: number | undefined, p: DetectParams): boolean {
  const rise = day.actual - Math.max(0, day.expected)
  return rise >= p.new_spend_at_once || (rise >= p.new_spend_cost && before !== undefined && before - Math.max(0, day.expected) >= p.new_spend_cost)
}
