import { z } from 'zod'
import { voidApproval } from '@/lib/approval/decide'
import { updateApproval } from '@/lib/approval/store'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { putEvidence } from '@/lib/evidence/store'
import { EDITABLE } from '@/lib/intents/case-statuses'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { formatMoney } from '@/lib/kernel/format'
import { defineCommand, WORKING } from './command'
import { currentOf, lockedCase, reasonOf, requireStatus, shownPlan } from './locked-case'
import { previewPlanEdit } from './preview-plan-edit'

/** Leaves one action out of a plan. The rest is another plan that has to be sent; the last action is not left out, the case is closed instead. */
export const planDropAction = defineCommand({
  params: z.strictObject({ action_id: z.string().min(1).max(80) }),
  roles: WORKING,
  audit_kind: 'plan.action_dropped',
  async ready(call) {
    const { actor, request, now, policy, params } = call
    const because = reasonOf(call)
    const plan_hash = shownPlan(call)
    const edit = { action_id: params.action_id, params: {}, drop_because: because }
    const { case: seen, preview } = await previewPlanEdit({ actor, case_id: request.subject, edit, now, policy })
    const dropped = seen.plan?.actions.find((a) => a.action_id === params.action_id)
    if (seen.plan?.plan_hash !== plan_hash)
      throw new Fault('digest_mismatch', 'the plan has changed since you looked at it: look at the new one', {
        code: 'DIGEST_MISMATCH',
        current: currentOf(seen),
      })
    return async (tx) => {
      const c = await lockedCase(tx, call)
      requireStatus(c, EDITABLE, 'an action can be left out until the plan is carried out')
      await putEvidence(tx, actor.tenant_id, [preview.edits])
      if (c.approval !== null && c.approval.closed_at === null)
        await updateApproval(tx, actor.tenant_id, voidApproval(c.approval, `${actor.name} left an action out`, now), c.approval.state_version)
      const title = dropped?.title ?? params.action_id
      const moved = moveCase(c, 'triaged', now, `${actor.name} left out: ${title}`, {
        approval: null,
        evidence_ids: [...c.evidence_ids, preview.edits.evidence_id],
      })
      const saved = await saveCase(tx, moved, c.revision, null)
      await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
      const { expected, currency } = preview.plan.expected_savings
      const message = `Left out: ${title}. What remains is worth ${formatMoney(expected, currency)} a month; it is checked and tried again, and has to be sent for approval.`
      const body = {
        action_id: params.action_id,
        template: dropped?.template ?? null,
        plan_hash,
        preview_plan_hash: preview.plan.plan_hash,
        evidence_id: preview.edits.evidence_id,
        voided_approval_id: c.approval?.approval_id ?? null,
      }
      return { subject: c.case_id, new_version: saved.revision, message, body }
    }
  },
})
