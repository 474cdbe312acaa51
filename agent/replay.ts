import { getCase } from '@/lib/cases/store'
import { replayAnomaly } from '@/lib/desks/cost/detect/anomaly/replay-anomaly'
import { proposePlan } from '@/lib/desks/cost/plan/propose'
import { type PlanInputs, replayPlan } from '@/lib/desks/cost/plan/replay-plan'
import { decideCase } from '@/lib/desks/cost/rules/decide-case'
import { RULESET_VERSION } from '@/lib/desks/cost/rules/ruleset'
import { getEvidence } from '@/lib/evidence/store'
import { canonicalJson, digest } from '@/lib/kernel/canonical'
import { cut } from '@/lib/kernel/format'
import { engineByDigest } from '@/lib/policy/bundle-store'
import { stricter } from '@/lib/policy/stricter'
import type { Case } from '@/schemas/case'
import { DailySeries, TenantCost } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import { PolicyFacts } from '@/schemas/policy'

/**
 * One part of a decision, recomputed: `differs` names the first path at which the bytes part. `older rules`: the case was decided under another rule set
 * than today's, so that other bytes are what a newer rule set is for and say nothing about the case.
 */
export type ReplayPart = {
  part: 'evidence' | 'detection' | 'attribution' | 'triage' | 'plan and risk' | 'route'
  outcome: 'identical' | 'differs' | 'older rules' | 'not reached'
  detail: string
}
export type Replay = { case_id: string; ruleset_version: { stored: string; current: string }; is_identical: boolean; parts: ReplayPart[] }

/** Recomputes a case's detection, attribution, triage, plan, risk and route from its stored evidence alone, and compares byte for byte. Throws `not_found`. */
export async function replayCase(tenant_id: string, case_id: string): Promise<Replay> {
  const c = await getCase(tenant_id, case_id)
  const evidence = await getEvidence(tenant_id, c.evidence_ids)
  const decided = [detectionPart(c, evidence), ...decisionParts(c, evidence), ...(await planParts(c, evidence))]
  const parts = [evidencePart(evidence), ...decided.map((part) => underItsRules(part, c.ruleset_version))]
  const is_identical = parts.every((p) => p.outcome === 'identical' || p.outcome === 'not reached')
  return { case_id, ruleset_version: { stored: c.ruleset_version, current: RULESET_VERSION }, is_identical, parts }
}

/** What comes out differently under another rule set than the one that decided is told as that. Only the same rules have to give the same bytes. */
const underItsRules = (part: ReplayPart, decided_by: string): ReplayPart =>
  part.outcome !== 'differs' || decided_by === RULESET_VERSION
    ? part
    : { ...part, outcome: 'older rules', detail: `decided by ${decided_by}; ${RULESET_VERSION} says otherwise (${part.detail})` }

/** Evidence that does not have the digest it is named by has been changed since. */
function evidencePart(evidence: readonly Evidence[]): ReplayPart {
  const changed = evidence.find(
    ({ kind, source, completeness, gaps, body, digest: stored }) =>
      digest({ kind, connector: source.connector, query: source.query, data_version: source.data_version, completeness, gaps, body }) !== stored,
  )
  return changed === undefined
    ? { part: 'evidence', outcome: 'identical', detail: `${evidence.length} pieces have the digests they are named by` }
    : { part: 'evidence', outcome: 'differs', detail: `${changed.evidence_id} is not what was stored` }
}

function detectionPart(c: Case, evidence: readonly Evidence[]): ReplayPart {
  const stored = c.cost?.anomaly
  const series = evidence.find((e) => e.evidence_id === stored?.evidence_ids[0])
  const tenant = evidence.findLast((e) => e.kind === 'cost.tenant_cost')
  if (stored === undefined || series === undefined || tenant === undefined)
    return { part: 'detection', outcome: 'not reached', detail: 'the series is not stored' }
  return compare('detection', stored, replayAnomaly(DailySeries.parse(series.body), TenantCost.parse(tenant.body).median_daily_cost, stored))
}

function decisionParts(c: Case, evidence: readonly Evidence[]): ReplayPart[] {
  if (c.cost?.triage == null) return [notReached('attribution'), notReached('triage')]
  const again = decideCase(c, evidence).cost
  return [compare('attribution', c.cost.attribution, again?.attribution), compare('triage', c.cost.triage, again?.triage)]
}

async function planParts(c: Case, evidence: readonly Evidence[]): Promise<ReplayPart[]> {
  const { plan, policy } = c
  const inputs = evidence.findLast((e) => e.kind === 'plan.inputs' && e.source.query === `plan_inputs(${plan?.plan_hash})`)
  if (plan === null || inputs === undefined) return [notReached('plan and risk'), notReached('route')]
  const { history, is_in_change_window } = inputs.body as PlanInputs // safe: written by planCase, and its digest was checked above
  const planned_on = evidence.filter((e) => plan.evidence_ids.includes(e.evidence_id))
  const proposal = proposePlan({ case: c, evidence: planned_on, data_version: plan.data_version, policy_digest: plan.policy_digest, made_at: plan.made_at })
  return [
    compare('plan and risk', plan, replayPlan(proposal, plan, { history, is_in_change_window })),
    policy === null ? notReached('route') : await routePart(c.tenant_id, policy, evidence),
  ]
}

async function routePart(tenant_id: string, policy: NonNullable<Case['policy']>, evidence: readonly Evidence[]): Promise<ReplayPart> {
  // A tenant's earlier policies are kept, so a decision made under them can be made again.
  const engine = await engineByDigest(tenant_id, policy.policy_digest)
  if (engine === undefined)
    return {
      part: 'route',
      outcome: 'differs',
      detail: `this version ships other policies than ${policy.policy_digest.slice(0, 8)}, which decided then`,
    }
  for (const e of evidence.filter((found) => found.kind === 'policy.facts')) {
    const { kind: _kind, ...facts } = e.body as Record<string, unknown>
    const decision = engine.decide(PolicyFacts.parse(facts))
    // What a site's own engine said then is kept with the decision: it is not asked again, it may say something else today.
    if (decision.input_digest === policy.input_digest) return compare('route', policy, stricter(decision, policy.outside))
  }
  return { part: 'route', outcome: 'not reached', detail: 'the facts that policy was asked about are not stored' }
}

const notReached = (part: ReplayPart['part']): ReplayPart => ({ part, outcome: 'not reached', detail: 'the case has not come that far' })

function compare(part: ReplayPart['part'], stored: unknown, again: unknown): ReplayPart {
  if (again === null || again === undefined) return { part, outcome: 'differs', detail: 'the recomputation gives nothing' }
  const [a, b] = [canonicalJson(stored), canonicalJson(again)]
  return a === b
    ? { part, outcome: 'identical', detail: `${a.length} bytes, ${digest(stored).slice(0, 8)}` }
    : { part, outcome: 'differs', detail: firstDifference(stored, again, '') }
}

/** Path and values of the first leaf that differs. */
function firstDifference(a: unknown, b: unknown, path: string): string {
  if (a !== null && b !== null && typeof a === 'object' && typeof b === 'object') {
    for (const key of [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()) {
      const [x, y] = [(a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]]
      if (JSON.stringify(x) !== JSON.stringify(y)) return firstDifference(x, y, path === '' ? key : `${path}.${key}`)
    }
  }
  return `${path}: stored ${cut(JSON.stringify(a) ?? 'undefined', 120)}, recomputed ${cut(JSON.stringify(b) ?? 'undefined', 120)}`
}
