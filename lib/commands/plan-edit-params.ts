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

const OPEN = ['pending', 'veto_open']

/** Somebody changes parameters of a plan within their range. Signatures for the former plan are void; the worker checks and tries the new one. */
export const planEditParams = defineCommand({
  params: z.strictObject({ action_id: z.string(), params: z.record(z.string(), z.unknown()) }),
  roles: WORKING,
  audit_kind: 'plan.params_edited',
  async ready(call) {
    const { actor, request, now, policy, params } = call
    const reason = reasonOf(call)
    const plan_hash = shownPlan(call)
    const { case: seen, preview } = await previewPlanEdit({ actor, case_id: request.subject, edit: params, now, policy })
    if (seen.plan?.plan_hash !== plan_hash)
      throw new Fault('digest_mismatch', 'the plan has changed since you looked at it: look at the new one', {
        code: 'DIGEST_MISMATCH',
        current: currentOf(seen),
      })
    return async (tx) => {
      const c = await lockedCase(tx, call)
      requireStatus(c, EDITABLE, 'a plan can be edited until it is carried out')
      await putEvidence(tx, actor.tenant_id, [preview.edits])
      if (c.approval !== null && OPEN.includes(c.approval.state))
        await updateApproval(tx, actor.tenant_id, voidApproval(c.approval, `${actor.name} changed the plan`, now), c.approval.state_version)
      const { expected, currency } = preview.plan.expected_savings
      const message = `Changed: ${formatMoney(expected, currency)} a month. The plan is checked and tried again, and has to be sent for approval.`
      const moved = moveCase(c, 'triaged', now, `${actor.name} changed ${Object.keys(params.params).join(', ')}`, {
        approval: null,
        evidence_ids: [...c.evidence_ids, preview.edits.evidence_id],
      })
      const saved = await saveCase(tx, moved, c.revision, null)
      await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
      const body = {
        ...params,
        reason,
        plan_hash,
        preview_plan_hash: preview.plan.plan_hash,
        evidence_id: preview.edits.evidence_id,
        voided_approval_id: c.approval?.approval_id ?? null,
      }
      return { subject: c.case_id, new_version: saved.revision, message, body }
    }
  },
})
