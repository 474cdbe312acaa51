import { add, big, compareDecimal } from '@/lib/kernel/money'
import { round6 } from '@/lib/kernel/stats'
import type { TriageEvidence } from './category-rule'

/**
 * Share of the dollars since the onset that lies on settled days, 0..1. Where the days of the anomaly are not at hand, or nothing was charged on them, the
 * share of settled days stands in, and days that may be restated count as none. Null where the bill could not be asked.
 */
export function settledDollars(evidence: TriageEvidence): number | null {
  const leaves = evidence['cost.leaf_changes']
  if (leaves === null) return null
  const { start, end } = leaves.body.after
  const points = evidence['cost.daily_series']?.body.points.filter(({ day }) => day >= start && day < end) ?? []
  const dollars = (of: typeof points) => add('0', ...of.map((p) => big(p.effective_cost).abs().toFixed()))
  const all = dollars(points)
  if (compareDecimal(all, '0') === 0) return evidence.anomaly.is_provisional ? 0 : leaves.completeness
  return round6(
    big(dollars(points.filter((p) => p.is_settled)))
      .div(big(all))
      .toNumber(),
  )
}
