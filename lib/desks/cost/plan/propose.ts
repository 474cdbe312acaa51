import { bucketCandidates } from '@/lib/desks/cost/plan/candidates/bucket-candidates'
import { budgetCandidates } from '@/lib/desks/cost/plan/candidates/budget-candidates'
import { CONSIDERED, CONSIDERED_FOR_INSTANCES, KNOWN_BY, TEMPLATES_BY_CATEGORY } from '@/lib/desks/cost/plan/candidates/candidate-table'
import { containerCandidates } from '@/lib/desks/cost/plan/candidates/container-candidates'
import { databaseCandidates } from '@/lib/desks/cost/plan/candidates/database-candidates'
import { feedbackCandidates, withoutLoneAnswer } from '@/lib/desks/cost/plan/candidates/feedback-candidates'
import { instanceCandidates } from '@/lib/desks/cost/plan/candidates/instance-candidates'
import { ownerCandidates } from '@/lib/desks/cost/plan/candidates/owner-candidates'
import { scheduledDatabaseCandidates } from '@/lib/desks/cost/plan/candidates/scheduled-database-candidates'
import { smallerGroups, smallerInstances } from '@/lib/desks/cost/plan/candidates/size-candidates'
import { volumeCandidates } from '@/lib/desks/cost/plan/candidates/volume-candidates'
import { wasteCandidates } from '@/lib/desks/cost/plan/candidates/waste-candidates'
import { applyEdits } from '@/lib/desks/cost/plan/edit/apply-edits'
import { formatPct } from '@/lib/kernel/format'
import type { RejectedCandidate } from '@/schemas/action'
import type { Case, CostFile } from '@/schemas/case'
import type { CostCategory } from '@/schemas/cost'
import type { Reason } from '@/schemas/decision'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'
import { type Candidate, LEAST_CONFIDENCE, type Proposal } from './proposal'
import { resolveConflicts } from './resolve-conflicts'
import { targetLimits } from './target-limits'

export type PlanQuestion = { case: Case; evidence: readonly Evidence[]; data_version: string; policy_digest: string; made_at: Instant }

// Where a cluster is on the bill of an account and the case names no region.
const HOME_REGION = 'us-east-1'

type Found = { candidates: Candidate[]; rejected: RejectedCandidate[] }

/**
 * What could be done about a case, from its evidence alone. Pure: the same question gives the same proposal. Whatever is not proposed is
 * in `rejected` with what would allow it, and a case without a candidate says in `no_action` why a person has to decide.
 */
export function proposePlan(q: PlanQuestion): Proposal {
  const { cost } = q.case
  const proposal = (found: Found, no_action: Reason[]): Proposal => ({
    case_id: q.case.case_id,
    currency: q.case.currency,
    confidence: cost?.triage?.confidence ?? 0,
    candidates: found.candidates,
    rejected: mergeRejected(found.rejected),
    no_action,
    evidence_ids: [...new Set(q.evidence.map((e) => e.evidence_id))].sort(),
    data_version: q.data_version,
    policy_digest: q.policy_digest,
    made_at: q.made_at,
  })
  const nothing: Found = { candidates: [], rejected: [] }
  if (cost === null || cost.triage === null) return proposal(nothing, [reason('case_not_triaged', {}, q)])
  if (cost.anomaly.shape === 'drop')
    return proposal(nothing, [reason('cost_fell', { delta_per_day: cost.anomaly.delta_daily_cost, currency: q.case.currency }, q)])

  const { category, confidence } = cost.triage
  const groups = [...TEMPLATES_BY_CATEGORY[category].map((template) => findCandidates(template, q, cost, category)), sweptBy(category, q)]
  const beside = groups.flatMap((g) => g.candidates)[0]
  const feedback = feedbackCandidates({ evidence: q.evidence, anomaly: cost.anomaly, category, beside, now: q.made_at })
  const found = withoutLoneAnswer(applyEdits(resolveConflicts([...groups, { ...feedback, rejected: [] }], targetLimits(q.evidence)), q.evidence))
  const considered = [...consideredFor(category, q), ...feedback.rejected]
  if (confidence < LEAST_CONFIDENCE) {
    const weak = found.candidates.map((c) => ({ template: c.template, target: c.params.targets.map((t) => t.label).join(', '), ...weakness(confidence) }))
    return proposal({ candidates: [], rejected: [...weak, ...found.rejected, ...considered] }, [
      reason('confidence_too_low', { confidence_pct: Math.round(confidence * 100), needed_pct: LEAST_CONFIDENCE * 100 }, q),
    ])
  }
  const all = { candidates: found.candidates, rejected: [...found.rejected, ...considered] }
  return found.candidates.length > 0 ? proposal(all, []) : proposal(all, [noSafeAction(category, found.rejected.length, q)])
}

function findCandidates(template: string, q: PlanQuestion, cost: CostFile, category: CostCategory): Found {
  const base = { evidence: q.evidence, currency: q.case.currency, now: q.made_at }
  const since = category === 'new_resource' ? cost.anomaly.first_day : null
  if (template === 'stop_idle_ec2') return instanceCandidates(template, { ...base, since })
  if (template === 'schedule_nonprod') return joined(instanceCandidates(template, { ...base, since }), scheduledDatabaseCandidates(base))
  if (template === 'ebs_gp2_to_gp3') return volumeCandidates(base)
  if (template === 'rightsize_ec2') return { candidates: smallerInstances(base), rejected: [] }
  if (template === 'scale_nodegroup') return { candidates: smallerGroups(base), rejected: [] }
  if (template === 'stop_rds' || template === 'rightsize_rds') return { candidates: databaseCandidates(template, base), rejected: [] }
  if (template === 'k8s_rightsize_requests') return containerCandidates({ ...base, region_id: cost.anomaly.scope.region_id ?? HOME_REGION })
  if (template === 's3_lifecycle_transition') return bucketCandidates(base)
  if (template === 'adjust_budget_alarm') return budgetCandidates({ ...base, anomaly: cost.anomaly })
  return ownerCandidates({ ...base, owner: q.case.owner })
}

const joined = (a: Found, b: Found): Found => ({ candidates: [...a.candidates, ...b.candidates], rejected: [...a.rejected, ...b.rejected] })

/** What a sweep found belongs to the cases that are about waste, after what the bill itself shows. */
const sweptBy = (category: CostCategory, q: PlanQuestion): Found =>
  category === 'resource_waste' ? wasteCandidates({ evidence: q.evidence, currency: q.case.currency }) : { candidates: [], rejected: [] }

function consideredFor(category: CostCategory, q: PlanQuestion): RejectedCandidate[] {
  const has_instances = q.evidence.some((e) => e.kind === 'cloud.instances')
  const target = q.case.cost?.anomaly.scope.sub_account_id ?? 'this case'
  return (CONSIDERED[category] ?? [])
    .filter((c) => has_instances || !CONSIDERED_FOR_INSTANCES.includes(c.template))
    .filter((c) => !q.evidence.some((e) => e.kind === KNOWN_BY[c.template]))
    .map((c) => ({ ...c, target }))
}

const weakness = (confidence: number) => ({
  because: `the cause is known with a confidence of ${formatPct(Math.round(confidence * 100))}, and ${formatPct(LEAST_CONFIDENCE * 100)} is needed to change anything`,
  would_allow: 'the evidence that triage lists as missing',
})

/** Why a person has to look. Candidates that were all rejected are another story than a category for which there is no template. */
function noSafeAction(category: CostCategory, rejected: number, q: PlanQuestion): Reason {
  const delta = q.case.cost?.anomaly.delta_daily_cost ?? '0'
  const facts = { category, delta_per_day: delta, currency: q.case.currency }
  return rejected > 0 ? reason('all_candidates_rejected', { ...facts, rejected }, q) : reason(`ticket_for_${category}`, facts, q)
}

const reason = (code: string, facts: Reason['facts'], q: PlanQuestion): Reason => ({ code, facts, evidence_ids: q.case.cost?.anomaly.evidence_ids ?? [] })

/** Targets that were rejected for the same reason are told together. */
function mergeRejected(list: readonly RejectedCandidate[]): RejectedCandidate[] {
  const merged = new Map<string, RejectedCandidate>()
  for (const r of list) {
    const key = `${r.template}\n${r.because}`
    const known = merged.get(key)
    merged.set(key, known === undefined ? r : { ...known, target: `${known.target}, ${r.target}` })
  }
  return [...merged.values()]
}
