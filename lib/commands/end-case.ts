import { voidApproval } from '@/lib/approval/decide'
import { updateApproval } from '@/lib/approval/store'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Call } from './command'
import { requireStatus } from './locked-case'

/** While something is being carried out, undone or measured, the case ends by itself. */
const MAY_END: readonly CaseStatus[] = [
  'detected',
  'triaged',
  'plan_ready',
  'no_action',
  'policy_denied',
  'awaiting_approval',
  'awaiting_veto',
  'denied',
  'expired',
  'stale_plan',
  'escalated',
  'error',
]

/** Closes a case on a person's word. A request that is still open becomes void with it. */
export async function endCase(tx: Tx, c: Case, { actor, now }: Call, note: string): Promise<Case> {
  requireStatus(c, MAY_END, 'wait until it has ended, or roll it back first')
  const is_open = c.approval !== null && c.approval.closed_at === null
  const approval = c.approval !== null && is_open ? voidApproval(c.approval, 'the case was closed', now) : c.approval
  if (approval !== null && c.approval !== null && is_open) await updateApproval(tx, c.tenant_id, approval, c.approval.state_version)
  const saved = await saveCase(tx, moveCase(c, 'accepted', now, note, { approval, trouble: null }), c.revision)
  await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
  return saved
}
