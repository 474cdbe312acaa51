import { type EditPreview, type PlanEdit, planEditorOf } from '@/lib/cases/plan-editor'
import { getCase } from '@/lib/cases/store'
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
    return x.policy.decide(policyFacts(c, plan, tenant, x.now, { ...around, evidence }))
  }
  return { case: c, preview: planEditorOf(c.desk)({ case: c, evidence: around?.evidence ?? [], edit: x.edit, by: x.actor.id, now: x.now, decide }) }
}
