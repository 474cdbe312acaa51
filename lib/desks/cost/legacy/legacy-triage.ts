import { round6 } from '@/lib/kernel/stats'

/**
 * What the earlier system looked at, in dollars of its window. Its names said "delta" and its values were totals: a credit that never changed was as
 * large as one that ended. Coverage is a ratio, usage a share of change. A source that it was not given is null.
 */
export type LegacyEvidence = {
  delta_daily_cost: number
  coverage_change_ratio: { reservations: number | null; savings_plans: number | null }
  credits: number
  refunds: number
  waste_savings_per_month: number | null
  marketplace: number
  data_transfer: number
  largest_namespace_delta: number
  deploys: number
  usage_change_ratio: number | null
  cost_change_ratio: number | null
}

export type LegacyTriage = {
  category:
    | 'commitment_coverage_drift'
    | 'credits_refunds_fees'
    | 'resource_waste'
    | 'marketplace'
    | 'data_transfer'
    | 'k8s_cost_shift'
    | 'deploy_related'
    | 'expected_growth'
    | 'unknown'
  severity: 'low' | 'medium' | 'high' | 'critical'
  confidence: number
}

// The numbers of the earlier system, kept as they were: it is the answer that people compare with.
const COVERAGE_DRIFT_RATIO = 0.05
const SHARE_OF_DELTA = 0.2
const GROWTH_WITHIN_RATIO = 0.15
const SEVERITIES = [
  [5000, 'critical'],
  [1000, 'high'],
  [200, 'medium'],
] as const

/** The earlier system's answer: its rules in its order, of which the first that matches wins. For comparison only; nothing is decided by it. */
export function legacyTriage(e: LegacyEvidence): LegacyTriage {
  const least = round6(SHARE_OF_DELTA * Math.max(e.delta_daily_cost, 1))
  const drifts = [e.coverage_change_ratio.reservations, e.coverage_change_ratio.savings_plans].map((change) => Math.abs(change ?? 0))
  const answer = (category: LegacyTriage['category'], confidence: number): LegacyTriage => ({ category, confidence, severity: severityOf(e.delta_daily_cost) })
  if (drifts.some((drift) => drift >= COVERAGE_DRIFT_RATIO)) return answer('commitment_coverage_drift', 0.8)
  if (Math.abs(e.credits) >= least || Math.abs(e.refunds) >= least) return answer('credits_refunds_fees', 0.75)
  if (e.waste_savings_per_month !== null && e.waste_savings_per_month >= least) return answer('resource_waste', 0.85)
  if (e.marketplace >= least) return answer('marketplace', 0.8)
  if (e.data_transfer >= least) return answer('data_transfer', 0.85)
  if (e.largest_namespace_delta >= least) return answer('k8s_cost_shift', 0.7)
  if (e.deploys > 0) return answer('deploy_related', 0.7)
  if (isGrowth(e)) return answer('expected_growth', 0.8)
  return answer('unknown', 0.4)
}

const isGrowth = ({ usage_change_ratio: usage, cost_change_ratio: cost }: LegacyEvidence): boolean =>
  usage !== null && cost !== null && round6(Math.abs(usage - cost)) <= GROWTH_WITHIN_RATIO

const severityOf = (delta: number): LegacyTriage['severity'] => SEVERITIES.find(([from]) => delta >= from)?.[1] ?? 'low'
