import { voidApproval } from '@/lib/approval/decide'
import { updateApproval } from '@/lib/approval/store'
import { moveCase } from '@/lib/cases/move'
import type { PlanEdit } from '@/lib/cases/plan-editor'
import { saveCase } from '@/lib/cases/store'
import { putEvidence } from '@/lib/evidence/store'
import { EDITABLE } from '@/lib/intents/case-statuses'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { formatMoney } from '@/lib/kernel/format'
import type { PlanAction } from '@/schemas/action'
import { previewPlanEdit } from '../asking-policy/preview-plan-edit'
import type { Call, Carry } from '../command'
import { currentOf, lockedCase, requireStatus, shownPlan } from './locked-case'

/** What one kind of edit says: who may no longer, in the trail, to the person (given what the plan is then worth a month) and in its event. */
type Words = { refused: string; voided: string; note: string; message(worth: string): string; body: Record<string, unknown> }

/**
 * Keeps an edit of the plan that was shown as evidence. Signatures for the former plan are void; the worker checks and tries the new one. `wordsOf` is
 * given the action that is edited, as it was.
 */
export async function keepPlanEdit(call: Call, edit: PlanEdit, wordsOf: (action: PlanAction | undefined) => Words): Promise<Carry> {
  const { actor, request, now, policy } = call
  const plan_hash = shownPlan(call)
  const { case: seen, preview } = await previewPlanEdit({ actor, case_id: request.subject, edit, now, policy })
  if (seen.plan?.plan_hash !== plan_hash)
    throw new Fault('digest_mismatch', 'the plan has changed since you looked at it: look at the new one', {
      code: 'DIGEST_MISMATCH',
      current: currentOf(seen),
    })
  const words = wordsOf(seen.plan.actions.find((a) => a.action_id === edit.action_id))
  return async (tx) => {
    const c = await lockedCase(tx, call)
    requireStatus(c, EDITABLE, words.refused)
    await putEvidence(tx, actor.tenant_id, [preview.edits])
    const open = c.approval?.closed_at === null ? c.approval : null
    if (open !== null) await updateApproval(tx, actor.tenant_id, voidApproval(open, words.voided, now), open.state_version)
    const moved = moveCase(c, 'triaged', now, words.note, { approval: null, evidence_ids: [...c.evidence_ids, preview.edits.evidence_id] })
    const saved = await saveCase(tx, moved, c.revision, null)
    await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
    const { expected, currency } = preview.plan.expected_savings
    const body = {
      ...words.body,
      plan_hash,
      preview_plan_hash: preview.plan.plan_hash,
      evidence_id: preview.edits.evidence_id,
      voided_approval_id: open?.approval_id ?? null,
    }
    return { subject: c.case_id, new_version: saved.revision, message: words.message(`${formatMoney(expected, currency)} a month`), body }
  }
}
