import { z } from 'zod'
import { requireOpen, requirePerson, requireReason } from '@/lib/approval/decide-refusals'
import { escalate } from '@/lib/approval/decide-timing'
import { anyOf } from '@/lib/approval/decide-words'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { decideOn } from '../under-lock/decide-on'
import { shownPlan } from '../under-lock/locked-case'

/** Lets the next roles sign before the agreed time is over, because somebody says that it cannot wait. */
export const approvalEscalate = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'approval.escalation_asked',
  ready: (call) => {
    const { actor, request, now } = call
    const plan_hash = shownPlan(call)
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval) => {
          requirePerson(actor, approval)
          requireOpen(approval, 'pending', plan_hash, now)
          requireReason(request.reason)
          if ((approval.escalates_to ?? []).length === 0 || approval.escalated_at !== undefined)
            throw new Fault('conflict', 'there is nobody further to escalate this to: ask the people it waits for', {
              code: 'STALE_STATE',
              approval_id: approval.approval_id,
            })
          return escalate(approval, now)
        },
        (approval) => ({
          status: 'awaiting_approval',
          note: `Escalated by ${actor.name}`,
          message: `Escalated. A person with the role ${anyOf(approval.escalates_to ?? [])} may sign it, too.`,
        }),
      )
  },
})
