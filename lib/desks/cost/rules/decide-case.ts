import { attribute } from '@/lib/desks/cost/attribute/attribute'
import { windowsFor } from '@/lib/desks/cost/attribute/windows-for'
import { Fault, invariant } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { Anomaly, Attribution } from '@/schemas/cost'
import { CostEvidence } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { WasteFindings } from '@/schemas/evidence/waste'
import type { Dated, Sourced, TriageEvidence } from './category-rule'
import { triage } from './triage'

type Kind = CostEvidence['kind']
type Body<K extends Kind> = Extract<CostEvidence, { kind: K }>

/** The newest stored answer of one kind; null when the source could not be asked. */
export function sourced<K extends Kind>(evidence: readonly Evidence[], kind: K): Sourced<Body<K>> | null {
  const found = evidence.filter((e) => e.kind === kind).at(-1)
  if (found === undefined) return null
  return { evidence_id: found.evidence_id, completeness: found.completeness, body: CostEvidence.parse(found.body) as Body<K> }
}

function wasteFindings(evidence: readonly Evidence[]): Sourced<WasteFindings> | null {
  const found = evidence.findLast((e) => e.kind === 'cost.waste_findings')
  return found === undefined ? null : { evidence_id: found.evidence_id, completeness: found.completeness, body: WasteFindings.parse(found.body) }
}

function budgetStatus(evidence: readonly Evidence[]): Dated<Body<'cost.budget_status'>> | null {
  const [found, asked] = [sourced(evidence, 'cost.budget_status'), evidence.findLast((e) => e.kind === 'cost.budget_status')]
  return found === null || asked === undefined ? null : { ...found, as_of: dayOf(asked.source.retrieved_at) }
}

/** What the category rules look at, out of everything that is stored for a case. */
export const triageEvidence = (anomaly: Anomaly, attribution: Attribution, evidence: readonly Evidence[]): TriageEvidence => ({
  anomaly,
  attribution,
  'cost.leaf_changes': sourced(evidence, 'cost.leaf_changes'),
  'cost.charge_events': sourced(evidence, 'cost.charge_events'),
  'cost.commitment_use': sourced(evidence, 'cost.commitment_use'),
  'cost.resource_costs': sourced(evidence, 'cost.resource_costs'),
  'cost.change_events': sourced(evidence, 'cost.change_events'),
  'cloud.instances': sourced(evidence, 'cloud.instances'),
  'k8s.allocation': sourced(evidence, 'k8s.allocation'),
  'business.driver': sourced(evidence, 'business.driver'),
  'cost.provider_commitments': sourced(evidence, 'cost.provider_commitments'),
  'cost.provider_drivers': sourced(evidence, 'cost.provider_drivers'),
  'cost.provider_anomalies': sourced(evidence, 'cost.provider_anomalies'),
  'cost.daily_series': sourced(
    evidence.filter((e) => e.evidence_id === anomaly.evidence_ids[0]),
    'cost.daily_series',
  ),
  'cost.first_billed': sourced(evidence, 'cost.first_billed'),
  'cost.waste_findings': wasteFindings(evidence),
  'cost.budget_status': budgetStatus(evidence),
  'cost.budget_lines': sourced(evidence, 'cost.budget_lines'),
  'cost.resource_changes': sourced(evidence, 'cost.resource_changes'),
  'cost.triage_settings': sourced(evidence, 'cost.triage_settings'),
})

/** Attribution and triage of one case from its stored evidence: pure, so that a replay gives the same bytes. */
export function decideCase(c: Case, evidence: readonly Evidence[]): Case {
  const anomaly = c.cost?.anomaly
  invariant(anomaly, `case ${c.case_id} has no anomaly`)
  const leaves = sourced(evidence, 'cost.leaf_changes')
  const tenant = sourced(evidence, 'cost.tenant_cost')
  if (leaves === null || tenant === null) throw new Fault('provider_down', 'the bill could not be asked about this anomaly', { case_id: c.case_id })
  const charges = sourced(evidence, 'cost.charge_events')
  const commitments = sourced(evidence, 'cost.commitment_use')
  const attribution = attribute({
    leaf_changes: leaves.body,
    charge_events: charges?.body ?? null,
    commitment_use: commitments?.body ?? null,
    evidence_ids: [leaves, charges, commitments].flatMap((e) => e?.evidence_id ?? []),
  })
  const decided = triage(triageEvidence(anomaly, attribution, evidence), tenant.body.median_daily_cost)
  return { ...c, severity: decided.severity, cost: { anomaly, windows: windowsFor(anomaly), attribution, triage: decided } }
}
