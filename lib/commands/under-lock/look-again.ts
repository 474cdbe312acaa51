import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { type LookAgain, lookAgainRule, mayLookFrom } from '@/lib/intents/look-again-rule'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { Call, Done } from '../command'
import { currentOf, lockedCase } from './locked-case'

/** Where a case goes from to be looked at again: before its evidence is asked for, or before its plan is made. */
export type From = 'stale_plan' | 'triaged'

/**
 * Has the worker go over a case again. An open request stays until the plan is made: an identical one keeps it with its signatures, and any
 * other one makes it void. In between nobody lets it go and no time passes for it, but it can be stopped.
 */
export async function lookAgain(
  tx: Tx,
  call: Call,
  command: LookAgain,
  to: { from: From; note: string; message: string; patch: Partial<Case> },
): Promise<Done> {
  const { actor, now } = call
  const c = await lockedCase(tx, call)
  requireLook(command, c, now)
  const saved = await saveCase(tx, moveCase(c, to.from, now, to.note, { trouble: null, ...to.patch }), c.revision)
  await enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id: c.case_id })
  const body = { before: c.status, plan_hash: c.plan?.plan_hash ?? null, approval_id: c.approval?.closed_at === null ? c.approval.approval_id : null }
  return { subject: c.case_id, new_version: saved.revision, message: to.message, body }
}

/** Throws `rate_limited` too soon after the last time, and `conflict` when the case is not looked at again for another reason. */
function requireLook(command: LookAgain, c: Case, now: string): void {
  const rule = lookAgainRule(command, c, now)
  if (rule === null) return
  const said = `${rule.text} ${rule.unblock}`
  if (rule.rule === 'rate') throw new Fault('rate_limited', said, { code: 'RATE', not_before: mayLookFrom(command, c) })
  throw new Fault('conflict', said, { code: rule.rule === 'in_place' ? 'IN_PLACE' : 'STALE_STATE', current: currentOf(c) })
}
