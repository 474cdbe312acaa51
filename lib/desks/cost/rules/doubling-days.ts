import { toNumber } from '@/lib/kernel/money'
import { median, round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { Anomaly } from '@/schemas/cost'
import type { DailySeries } from '@/schemas/evidence/cost'

// With fewer days one of them decides the slope.
const LEAST_DAYS = 5

/**
 * Days in which a drift doubles the cost, from the middle slope between any two of its settled days, of cost over what was expected; null for anything that is
 * no drift, does not grow, or has too few days to tell.
 */
export function doublingDays(anomaly: Anomaly, series: DailySeries | null): number | null {
  if (anomaly.shape !== 'drift' || series === null) return null
  const expected = new Map(anomaly.band.map((b) => [b.day, toNumber(b.expected)]))
  const days = series.points
    .filter((p) => p.is_settled && p.day >= anomaly.first_day && p.day <= anomaly.last_day)
    .map((p) => ({ day: p.day, cost: toNumber(p.effective_cost), usual: expected.get(p.day) ?? toNumber(anomaly.expected_daily_cost) }))
    .filter(({ cost, usual }) => cost > 0 && usual > 0)
  if (days.length < LEAST_DAYS) return null
  const slopes = days.flatMap((a, i) => days.slice(i + 1).map((b) => (Math.log(b.cost / b.usual) - Math.log(a.cost / a.usual)) / daysBetween(a.day, b.day)))
  const slope = round6(median(slopes))
  return slope <= 0 ? null : round6(Math.LN2 / slope)
}
