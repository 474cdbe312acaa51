import '@/agent/desks/cost/plan/plan-editor'
import { nowOf } from '@/agent/graph/clock'
import { previewPlanEdit } from '@/lib/commands/asking-policy/preview-plan-edit'
import { editPreview } from '@/lib/desks/cost/intents/plan-editor'
import { Fault } from '@/lib/kernel/errors'
import { policyEngine } from '@/lib/policy/bundle-store'
import type { Actor } from '@/schemas/actor'
import type { PlanEditPreview, PlanEditRequest } from '@/schemas/plan-edit-view'

/** What an edit would make of a case's plan, beside what it is. Keeps nothing. Throws what the command would throw for the same values. */
export async function planEditPreview(actor: Actor, case_id: string, edit: PlanEditRequest): Promise<PlanEditPreview> {
  const [now, policy] = await Promise.all([nowOf(actor.tenant_id), policyEngine(actor.tenant_id)])
  const { case: c, preview } = await previewPlanEdit({ actor, case_id, edit, now, policy })
  if (c.plan === null) throw new Fault('conflict', 'there is no plan to edit on this case', { case_id })
  return editPreview({ plan: c.plan, policy: c.policy }, preview, edit.action_id)
}
