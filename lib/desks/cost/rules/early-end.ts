import { formatMoney, formatPct } from '@/lib/kernel/format'
import { big, compareDecimal } from '@/lib/kernel/money'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import { sourced } from './decide-case'

// As sure as a rule gets without a person, and small beside a usual day of the whole bill.
const LEAST_CONFIDENCE = 0.85
const MOST_OF_A_DAY_RATIO = '0.05'
// What is severe for another reason (a budget that breaks, a drift that doubles) is for people.
const QUIET = ['low', 'medium']
// Growth that is this much larger than what was closed has left what the measure of the business explained, or has to be compared with it again.
const OUTGROWN_RATIO = '1.1'

/** Why a case that was just decided needs nobody: usage grew as the business did, surely and by little. Null for every other case. */
export function earlyEnd(c: Case, evidence: readonly Evidence[]): string | null {
  const triage = c.cost?.triage
  const anomaly = c.cost?.anomaly
  if (triage == null || anomaly === undefined || triage.category !== 'expected_growth' || triage.contributing !== null || anomaly.is_provisional) return null
  if (triage.confidence < LEAST_CONFIDENCE || !QUIET.includes(triage.severity) || c.early_end === 'refused') return null
  // Whether a budget breaks cannot be told by itself where it is not known what the budget counts.
  if (triage.severity_terms.some(({ name }) => name === 'not_known_whether_a_budget_counts_it')) return null
  const tenant = sourced(evidence, 'cost.tenant_cost')?.body.median_daily_cost ?? '0'
  if (compareDecimal(tenant, '0') <= 0 || !big(anomaly.delta_daily_cost).lt(big(tenant).times(MOST_OF_A_DAY_RATIO))) return null
  const share = big(anomaly.delta_daily_cost).div(big(tenant)).times(100).toNumber()
  return `Closed by itself: usage grew with the business, by ${formatMoney(anomaly.delta_daily_cost, anomaly.currency)} / day, ${formatPct(share)} of a usual day`
}

/** Whether growth that closed by itself has to be looked at again: the same incident, now clearly larger than what was closed. */
export function hasOutgrown(c: Case, delta_daily_cost: string): boolean {
  return c.early_end === 'ended' && c.status === 'accepted' && big(delta_daily_cost).gt(big(c.at_stake_per_day).times(OUTGROWN_RATIO))
}
