import { round6 } from '@/lib/kernel/stats'
import type { Triage } from '@/schemas/cost'
import type { Decimal } from '@/schemas/money'
import { budgetBreach } from './budget-breach'
import type { TriageEvidence } from './category-rule'
import { confidenceOf } from './confidence'
import { corroborate } from './corroborate'
import { doublingDays } from './doubling-days'
import { choosePrimary } from './primary'
import { judgeCategories } from './ruleset'
import { securityFlag } from './security-flag'
import { settledDollars } from './settled-dollars'
import { severityOf } from './severity'

// What a full triage asks for. Metrics and allocations only refine it.
const ASKED = ['cost.leaf_changes', 'cost.charge_events', 'cost.commitment_use', 'cost.resource_costs', 'cost.change_events'] as const
// Sources of use and allocation: where one of them answered in part, confidence is capped.
const PARTIAL = ['cloud.instances', 'k8s.allocation'] as const

// An allocation that prices the cluster's machines so far from the bill has missed some, or counts others.
const MOST_SCALE = 0.25

const isOutOfScale = ({ 'k8s.allocation': found }: TriageEvidence): boolean => Math.abs((found?.body.bill_ratio ?? 1) - 1) > MOST_SCALE

/** Decides what kind of change a case is about, how bad it is and how sure that is, with every rule's answer. */
export function triage(evidence: TriageEvidence, tenant_daily_cost: Decimal): Triage {
  const verdicts = judgeCategories(evidence)
  const { winner, runner_up, ...chosen } = choosePrimary(verdicts)
  const asked = ASKED.map((kind) => evidence[kind])
  const present = asked.filter((e) => e !== null)
  const is_partial = PARTIAL.some((kind) => (evidence[kind]?.completeness ?? 1) < 1) || (winner?.category === 'k8s_cost_shift' && isOutOfScale(evidence))
  const lead = (winner?.share ?? 0) > 0 ? 1 - (runner_up?.share ?? 0) / (winner?.share ?? 1) : 0
  const terms = {
    explained_share: winner?.share ?? 0,
    evidence_present: present.length / asked.length,
    data_settled: settledDollars(evidence) ?? 0,
    lead_over_runner_up: round6(lead),
  }
  const budget = budgetBreach(evidence.anomaly, evidence['cost.budget_status'], {
    leaves: evidence['cost.leaf_changes']?.body.leaves ?? null,
    lines: evidence['cost.budget_lines']?.body ?? null,
  })
  const corroboration = corroborate(evidence, winner)
  return {
    ...chosen,
    ...severityOf({
      delta_daily_cost: evidence.anomaly.delta_daily_cost,
      tenant_daily_cost,
      security: securityFlag(evidence, chosen.subcategory),
      cuts: evidence['cost.triage_settings']?.body.severity_cuts_per_day ?? null,
      doubling_days: doublingDays(evidence.anomaly, evidence['cost.daily_series']?.body ?? null),
      budget: budget.breach,
      budgets_not_known: budget.unknown,
    }),
    ...confidenceOf({ terms, is_unknown: winner === null, is_partial, effects: corroboration.map((c) => c.effect) }),
    verdicts,
    missing_evidence: [...new Set(verdicts.flatMap((v) => v.missing))].sort(),
    ...(corroboration.length === 0 ? {} : { corroboration }),
  }
}
