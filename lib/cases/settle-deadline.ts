import { expireApproval } from '@/lib/approval/decide'
import { escalate, nextMoment, nextStep, remind, reminderText, type TimedStep } from '@/lib/approval/decide-timing'
import { anyOf } from '@/lib/approval/decide-words'
import { updateApproval } from '@/lib/approval/store'
import { changeIf } from '@/lib/db/change'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { AuditKind } from '@/schemas/audit'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Instant } from '@/schemas/time'
import { moveCase } from './move'
import { getCase, lockCase, saveCase } from './store'
import { wakeCase } from './wake-case'

/**
 * Lets a moment that has passed take effect, and resolves to the case as it is then. Does nothing when no moment has come.
 *
 * A case that was put away comes back. Half-way people are reminded; when the agreed time is over, the next roles may sign, too. A request that nobody answered
 * expires. A veto window that nobody used ends, and the plan runs because policy had allowed that, not because time passed.
 *
 * `known` is the case as the caller has just read it.
 */
export async function settleDeadline(tenant_id: string, case_id: string, system: Actor, now: Instant, known?: Case): Promise<Case> {
  const seen = await wakeCase(known ?? (await getCase(tenant_id, case_id)), system, now)
  // Nearly always nothing is due: no lock is taken to find that out.
  if (stepDue(seen, now) === null) return seen
  const { result } = await changeIf(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    const due = stepDue(c, now)
    if (due === null) return { result: c, unchanged: true }
    const { step, approval } = due
    const { next, kind, body } = take(step, c, approval, now)
    if (next.approval !== null) await updateApproval(tx, tenant_id, next.approval, approval.state_version)
    const { approval_id, plan_hash, deadline } = approval
    return {
      result: await saveCase(tx, next, c.revision, nextMoment(next.approval)),
      events: [{ kind, subject: case_id, actor: system, body: { approval_id, plan_hash, deadline, ...body, tenant_now: now } }],
    }
  })
  return result
}

type Taken = { next: Case; kind: AuditKind; body: Record<string, unknown> }

function take(step: TimedStep, c: Case, approval: Approval, now: Instant): Taken {
  if (step === 'remind') {
    const waits_for = approval.slots.filter((slot) => !approval.signatures.some((s) => s.slot === slot.slot)).flatMap((slot) => slot.any_of)
    const next = moveCase(c, c.status, now, reminderText(approval), { approval: remind(approval, now) })
    return { next, kind: 'approval.reminded', body: { waits_for: [...new Set(waits_for)] } }
  }
  if (step === 'escalate') {
    const to = approval.escalates_to ?? []
    const note = to.length === 0 ? 'The agreed time is over' : `The agreed time is over: ${anyOf(to)} may sign, too`
    return { next: moveCase(c, c.status, now, note, { approval: escalate(approval, now) }), kind: 'approval.escalated', body: { to } }
  }
  const closed = expireApproval(approval, now)
  const ran = closed.state === 'window_ended'
  const next = moveCase(c, ran ? 'approved' : 'expired', now, ran ? 'The veto window ended without a veto' : 'Nobody decided in time', { approval: closed })
  return { next, kind: ran ? 'veto.window_ended' : 'approval.expired', body: {} }
}

// Only here a request waits for people. While its plan is looked at again no time passes for it, and a case that went elsewhere is not brought back by it.
const WAITS_FOR_PEOPLE: readonly CaseStatus[] = ['awaiting_approval', 'awaiting_veto']

/** What is due on the open request. A request whose time is over only ends: nobody is reminded of it any more. */
function stepDue({ status, approval }: Case, now: Instant): { step: TimedStep; approval: Approval } | null {
  if (!WAITS_FOR_PEOPLE.includes(status)) return null
  const next = approval === null ? null : nextStep(approval)
  if (approval === null || next === null || now < next.at) return null
  return { step: now >= approval.deadline ? 'end' : next.step, approval }
}
