import { round6 } from '@/lib/kernel/stats'
import type { Triage } from '@/schemas/cost'
import type { Decimal } from '@/schemas/money'
import type { TriageEvidence } from './category-rule'
import { confidenceOf } from './confidence'
import { corroborate } from './corroborate'
import { choosePrimary } from './primary'
import { judgeCategories } from './ruleset'
import { severityOf } from './severity'

// What a full triage asks for. Metrics and allocations only refine it.
const ASKED = ['cost.leaf_changes', 'cost.charge_events', 'cost.commitment_use', 'cost.resource_costs', 'cost.change_events'] as const
const COMPLETE = 0.98
const POWERFUL = /:(?:p|g|trn|inf)\d|[.]metal|(?:24|32|48)xlarge/
const COMPUTE = /Elastic Compute Cloud|SageMaker|Bedrock|Elastic Container|Lightsail/

/** Decides what kind of change a case is about, how bad it is and how sure that is, with every rule's answer. */
export function triage(evidence: TriageEvidence, tenant_daily_cost: Decimal, doubling_days: number | null = null): Triage {
  const verdicts = judgeCategories(evidence)
  const { winner, runner_up, ...chosen } = choosePrimary(verdicts)
  const asked = ASKED.map((kind) => evidence[kind])
  const present = asked.filter((e) => e !== null)
  const sources = [...present, ...[evidence['cloud.instances']].filter((e) => e !== null)]
  const is_partial = evidence['cloud.instances'] !== null && evidence['cloud.instances'].completeness < 1
  const lead = (winner?.share ?? 0) > 0 ? 1 - (runner_up?.share ?? 0) / (winner?.share ?? 1) : 0
  const settled = evidence.anomaly.is_provisional ? 0 : present.length === 0 ? 0 : present.filter((e) => e.completeness >= COMPLETE).length / present.length
  const terms = {
    explained_share: winner?.share ?? 0,
    evidence_present: present.length / asked.length,
    data_settled: round6(settled),
    lead_over_runner_up: round6(lead),
  }
  const corroboration = corroborate(evidence, winner)
  return {
    ...chosen,
    ...severityOf({
      delta_daily_cost: evidence.anomaly.delta_daily_cost,
      tenant_daily_cost,
      has_security_flag: hasSecurityFlag(evidence, chosen.subcategory),
      doubling_days,
    }),
    ...confidenceOf({ terms, is_unknown: winner === null, is_partial: is_partial && sources.length > 0, effects: corroboration.map((c) => c.effect) }),
    verdicts,
    missing_evidence: [...new Set(verdicts.flatMap((v) => v.missing))].sort(),
    ...(corroboration.length === 0 ? {} : { corroboration }),
  }
}

/** Powerful compute in a region where the account never was. */
function hasSecurityFlag(evidence: TriageEvidence, subcategory: string | null): boolean {
  const leaves = evidence['cost.leaf_changes']?.body.leaves ?? []
  return subcategory === 'new_region' && leaves.some((leaf) => COMPUTE.test(leaf.scope.service_name ?? '') && POWERFUL.test(leaf.scope.usage_type ?? ''))
}
