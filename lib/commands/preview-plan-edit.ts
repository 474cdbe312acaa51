import { getCase } from '@/lib/cases/store'
import { planTargets } from '@/lib/desks/cost/plan/plan-targets'
import { type EditPreview, type PlanEdit, previewEdit } from '@/lib/desks/cost/plan/preview-edit'
import { makeEvidence } from '@/lib/evidence/make'
import { getTenant } from '@/lib/identity/tenant-store'
import { invariant } from '@/lib/kernel/errors'
import type { PolicyEngine } from '@/lib/policy/engine'
import type { Plan } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'
import { policyFacts } from './policy-facts'
import { readSurroundings } from './surroundings-store'

/** What an edit would make of a case's plan, scored by the server: for the editor while somebody types, and for the command that keeps it. Writes nothing. */
export async function previewPlanEdit(x: {
  actor: Actor
  case_id: string
  edit: PlanEdit
  now: Instant
  policy: PolicyEngine
}): Promise<{ case: Case; preview: EditPreview }> {
  const c = await getCase(x.actor.tenant_id, x.case_id)
  const tenant = await getTenant(x.actor.tenant_id)
  const around = c.plan === null ? null : await readSurroundings(c, c.plan, x.now)
  const decide = (plan: Plan, evidence: readonly Evidence[]) => {
    invariant(around, 'a plan that is edited has surroundings')
    const targets = makeEvidence({
      source: { connector: 'countersign', query: `plan_targets(${plan.plan_hash})`, data_version: null, retrieved_at: x.now },
      body: planTargets(plan, evidence),
    })
    return x.policy.decide(policyFacts(c, plan, tenant, x.now, { ...around, evidence: [...evidence, targets] }))
  }
  return { case: c, preview: previewEdit({ case: c, evidence: around?.evidence ?? [], edit: x.edit, by: x.actor.id, now: x.now, decide }) }
}
