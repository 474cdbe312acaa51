import { expireApproval } from '@/lib/approval/decide'
import { updateApproval } from '@/lib/approval/store'
import { changeIf } from '@/lib/db/change'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import { moveCase } from './move'
import { getCase, lockCase, saveCase } from './store'

/**
 * Lets a deadline that has passed take effect. A request that nobody answered expires; a veto window that nobody used ends, and the plan
 * runs because policy had allowed that, not because time passed. Does nothing when there is no deadline or it lies ahead. Resolves to the case
 * as it is then.
 */
export async function settleDeadline(tenant_id: string, case_id: string, system: Actor, now: Instant): Promise<Case> {
  const seen = await getCase(tenant_id, case_id)
  // Nearly always nothing is over: no lock is taken to find that out.
  if (overdue(seen, now) === null) return seen
  const { result } = await changeIf(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    const approval = overdue(c, now)
    if (approval === null) return { result: c, unchanged: true }
    const closed = expireApproval(approval, now)
    await updateApproval(tx, tenant_id, closed, approval.state_version)
    const ran = closed.state === 'window_ended'
    const next = moveCase(c, ran ? 'approved' : 'expired', now, ran ? 'The veto window ended without a veto' : 'Nobody decided in time', { approval: closed })
    return {
      result: await saveCase(tx, next, c.revision),
      events: [
        {
          kind: ran ? 'veto.window_ended' : 'approval.expired',
          subject: case_id,
          actor: system,
          body: { approval_id: approval.approval_id, plan_hash: approval.plan_hash, deadline: approval.deadline, tenant_now: now },
        },
      ],
    }
  })
  return result
}

/** The open request whose time is over. */
function overdue({ approval }: Case, now: Instant): Approval | null {
  const is_open = approval?.state === 'pending' || approval?.state === 'veto_open'
  return approval !== null && is_open && now >= approval.deadline ? approval : null
}
