import { moveCase } from '@/lib/cases/move'
import { whyStillInPlace } from '@/lib/cases/start-over'
import { saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { MAY_LOOK_AGAIN } from '@/lib/intents/case-statuses'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { Call, Done } from './command'
import { currentOf, lockedCase, requireStatus } from './locked-case'

/** Where a case goes from to be looked at again: before its evidence is asked for, or before its plan is made. */
export type From = 'stale_plan' | 'triaged'

/**
 * Has the worker go over a case again. An open request stays until the plan is made: an identical one keeps it with its signatures, and any
 * other one makes it void. Nobody signs in between.
 */
export async function lookAgain(
  tx: Tx,
  call: Call,
  from: From,
  words: { note: string; message: string },
  patchOf: (c: Case) => Partial<Case> = () => ({}),
): Promise<Done> {
  const { actor, now } = call
  const c = await lockedCase(tx, call)
  requireStatus(c, MAY_LOOK_AGAIN, 'a plan is made again until it is carried out')
  if (c.status === 'error' && whyStillInPlace(c) !== null)
    throw new Fault('conflict', 'what the run changed is in place: roll it back first', { code: 'IN_PLACE', current: currentOf(c) })
  const saved = await saveCase(tx, moveCase(c, from, now, words.note, { trouble: null, ...patchOf(c) }), c.revision)
  await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
  const body = { before: c.status, plan_hash: c.plan?.plan_hash ?? null, approval_id: c.approval?.closed_at === null ? c.approval.approval_id : null }
  return { subject: c.case_id, new_version: saved.revision, message: words.message, body }
}
