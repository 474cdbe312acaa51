import type { TriageEvidence } from '@/lib/desks/cost/rules/category-rule'
import type { Triage } from '@/schemas/cost'
import { type LegacyEvidence, type LegacyTriage, legacyTriage } from './legacy-triage'

/** Why today's answer differs: what the earlier system could not see in the same evidence. */
export type LegacyDifference =
  | 'same'
  /** It took the total of a charge for a change of it. */
  | 'constant_charge_called_cause'
  | 'constant_transfer_called_cause'
  /** Its first matching rule hid a larger share of a later one. */
  | 'smaller_share_hid_larger'
  /** Today's rules read evidence that it never asked for. */
  | 'evidence_it_never_asked_for'
  /** It named a cause without knowing what was before. */
  | 'cause_not_proven'

export type LegacyComparison = {
  legacy: LegacyTriage
  today: { category: Triage['category']; severity: Triage['severity']; confidence: number }
  difference: LegacyDifference
}

const TRANSFER = /datatransfer/i
// Below a dollar a day a charge did not change.
const LEAST_CHANGE = 1

/** The same case through the eyes of the earlier system: totals of the after window where it said delta, and nothing that it had no source for. */
function legacyEvidenceOf(evidence: TriageEvidence): LegacyEvidence {
  const leaves = evidence['cost.leaf_changes']?.body.leaves ?? []
  const events = evidence['cost.charge_events']?.body.events ?? []
  const total = (event: string) => events.filter((charge) => charge.event === event).reduce((sum, charge) => sum + Number(charge.after_cost), 0)
  const use = evidence['cost.commitment_use']?.body
  const coverage =
    use === undefined || use.coverage_ratio_before === null || use.coverage_ratio_after === null ? null : use.coverage_ratio_after - use.coverage_ratio_before
  return {
    delta_daily_cost: Number(evidence.anomaly.delta_daily_cost),
    coverage_change_ratio: { reservations: null, savings_plans: coverage },
    credits: total('credit'),
    refunds: total('refund'),
    waste_savings_per_month: null,
    marketplace: total('marketplace'),
    data_transfer: leaves.filter((leaf) => TRANSFER.test(leaf.scope.usage_type ?? '')).reduce((sum, leaf) => sum + Number(leaf.after_cost), 0),
    largest_namespace_delta: 0,
    deploys: evidence['cost.change_events']?.body.events.filter((change) => change.type === 'deploy').length ?? 0,
    usage_change_ratio: null,
    cost_change_ratio: evidence.anomaly.delta_pct === null ? null : evidence.anomaly.delta_pct / 100,
  }
}

/** Both answers to one case, and why they differ. */
export function compareWithLegacy(evidence: TriageEvidence, today: Triage): LegacyComparison {
  const legacy = legacyTriage(legacyEvidenceOf(evidence))
  const { category, severity, confidence } = today
  return { legacy, today: { category, severity, confidence }, difference: differenceOf(evidence, legacy, today) }
}

function differenceOf(evidence: TriageEvidence, legacy: LegacyTriage, today: Triage): LegacyDifference {
  if (legacy.category === today.category) return 'same'
  if (legacy.category === 'unknown') return 'evidence_it_never_asked_for'
  if (legacy.category === 'credits_refunds_fees' && !hasChargeChange(evidence)) return 'constant_charge_called_cause'
  if (legacy.category === 'data_transfer' && !hasTransferChange(evidence)) return 'constant_transfer_called_cause'
  return today.category === 'unknown' ? 'cause_not_proven' : 'smaller_share_hid_larger'
}

const hasChargeChange = (evidence: TriageEvidence): boolean =>
  (evidence['cost.charge_events']?.body.events ?? []).some(
    (charge) => (charge.event === 'credit' || charge.event === 'refund') && Math.abs(Number(charge.after_cost) - Number(charge.before_cost)) >= LEAST_CHANGE,
  )

const hasTransferChange = (evidence: TriageEvidence): boolean =>
  (evidence['cost.leaf_changes']?.body.leaves ?? []).some(
    (leaf) => TRANSFER.test(leaf.scope.usage_type ?? '') && Math.abs(Number(leaf.after_cost) - Number(leaf.before_cost)) >= LEAST_CHANGE,
  )
