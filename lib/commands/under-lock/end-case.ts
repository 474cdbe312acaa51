import { voidApproval } from '@/lib/approval/decide'
import { isInForce } from '@/lib/approval/in-force'
import { updateApproval } from '@/lib/approval/store'
import { moveCase } from '@/lib/cases/move'
import { NOT_BEGUN } from '@/lib/cases/not-begun'
import { saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Call } from '../command'
import { requireStatus } from './locked-case'

/** While something is being carried out, undone or measured, the case ends by itself. */
const MAY_END: readonly CaseStatus[] = [...NOT_BEGUN, 'escalated', 'error']

/** What a rule closed once and a person closes now is the person's to open again. */
const keptClosed = (c: Case): Partial<Case> => (c.early_end === undefined ? {} : { early_end: 'refused' })

/** Closes a case on a person's word. A request that is still open, or whose plan never began, becomes void with it. */
export async function endCase(tx: Tx, c: Case, { actor, now }: Call, note: string): Promise<Case> {
  requireStatus(c, MAY_END, 'wait until it has ended, or roll it back first')
  const ends = isInForce(c.approval) && (c.approval.closed_at === null || c.run === null) ? c.approval : null
  const approval = ends === null ? c.approval : voidApproval(ends, 'the case was closed', now)
  if (approval !== null && ends !== null) await updateApproval(tx, c.tenant_id, approval, ends.state_version)
  const saved = await saveCase(tx, moveCase(c, 'accepted', now, note, { approval, trouble: null, ...keptClosed(c) }), c.revision)
  await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
  return saved
}
