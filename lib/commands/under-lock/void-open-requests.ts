import { voidApproval } from '@/lib/approval/decide'
import { openRequests, updateApproval } from '@/lib/approval/store'
import { moveCase } from '@/lib/cases/move'
import { lockCase, saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'
import type { Instant } from '@/schemas/time'

/**
 * Takes the force from every open request of a tenant and has the plans made again. Locks as everyone does: case first, then request. Resolves to their ids.
 */
export async function voidOpenRequests(tx: Tx, tenant_id: string, because: string, now: Instant): Promise<string[]> {
  const voided: string[] = []
  for (const { approval_id, case_id } of await openRequests(tx, tenant_id)) {
    const c = await lockCase(tx, tenant_id, case_id)
    // It may have been decided while this waited for the lock.
    if (c.approval === null || c.approval.approval_id !== approval_id || c.approval.closed_at !== null) continue
    const approval = voidApproval(c.approval, because, now)
    await updateApproval(tx, tenant_id, approval, c.approval.state_version)
    await saveCase(tx, moveCase(c, 'stale_plan', now, `Void: ${because}`, { approval }), c.revision)
    await enqueue(tx, 'case.drive', { tenant_id, case_id })
    voided.push(approval_id)
  }
  return voided
}
