import { nextMoment } from '@/lib/approval/decide-timing'
import { caseOfApproval, lockApproval, updateApproval } from '@/lib/approval/store'
import { isLookedAtAgain, STOPS_MEANWHILE, standingRequest } from '@/lib/cases/looked-at-again'
import { moveCase } from '@/lib/cases/move'
import { lockCase, saveCase } from '@/lib/cases/store'
import type { Tx } from '@/lib/db/change'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import type { Approval } from '@/schemas/approval'
import type { Case, CaseStatus } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import type { Call, Done } from '../command'
import { requirePermittedOn } from '../refusals/require-permitted'
import { currentOf } from './locked-case'

/** Where the case goes, what its timeline says of it, and what the person is told. */
export type Next = { status: CaseStatus; note: string; message: string }

/**
 * One decision on the request that the command names, under lock: case first, then request, as everyone does. Whoever comes second reads what
 * the first decided. The state version is not compared: a signature binds to the plan's digest, and another signature in between changes nothing.
 */
export async function decideOn(
  tx: Tx,
  { actor, request, now }: Call,
  decide: (approval: Approval, c: Case) => Approval,
  say: (decided: Approval) => Next,
): Promise<Done> {
  const case_id = await caseOfApproval(tx, actor.tenant_id, request.subject)
  // Sent together and locked in this order.
  const [c, approval] = await Promise.all([lockCase(tx, actor.tenant_id, case_id), lockApproval(tx, actor.tenant_id, request.subject)])
  const decided = decide(standingRequest(c, approval, now), c)
  requireCurrent(c, approval, request.command)
  await requirePermittedOn(actor, request.command, approval)
  const { status, note, message } = say(decided)
  const is_open = decided.closed_at === null
  await Promise.all([
    updateApproval(tx, actor.tenant_id, decided, approval.state_version),
    // What is stopped while its plan is looked at again stays where it is: the look goes on, and finds the decision.
    saveCase(tx, moveCase(c, isLookedAtAgain(c) ? c.status : status, now, note, { approval: decided }), c.revision, nextMoment(decided)),
    is_open ? null : enqueue(tx, 'case.drive', { tenant_id: actor.tenant_id, case_id }),
  ])
  const { approval_id, plan_hash, level, state, state_version } = decided
  const signed = decided.signatures.length > approval.signatures.length ? decided.signatures.at(-1) : undefined
  const on_behalf_of = signed?.on_behalf_of?.by ?? null
  const body = {
    on_behalf_of,
    case_id,
    approval_id,
    plan_hash,
    level,
    state,
    role: signed?.role ?? null,
    slot: signed?.slot ?? null,
    intent_digest: request.intent_digest,
    automatic_rollback: signed?.automatic_rollback ?? null,
  }
  return { subject: case_id, new_version: state_version, message, body }
}

/** The request must still be the case's own, for the case's current plan. While that is looked at again it can be stopped, and not be let go. */
function requireCurrent(c: Case, approval: Approval, command: CommandName): void {
  if (isLookedAtAgain(c) && !STOPS_MEANWHILE.includes(command))
    throw new Fault('conflict', 'the plan is being looked at again: decide when that has ended, in a moment', { code: 'STALE_STATE', current: currentOf(c) })
  if (c.approval?.approval_id !== approval.approval_id || c.plan?.plan_hash !== approval.plan_hash)
    throw new Fault('digest_mismatch', 'the plan has changed since it was sent for approval: look at the new one', {
      code: 'DIGEST_MISMATCH',
      current: currentOf(c),
    })
}
