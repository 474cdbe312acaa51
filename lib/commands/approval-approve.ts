import { z } from 'zod'
import { signApproval } from '@/lib/approval/decide'
import { anyOf } from '@/lib/approval/decide-words'
import type { Approval } from '@/schemas/approval'
import { defineCommand, WORKING } from './command'
import { decideOn } from './locked-approval'
import { shownPlan } from './locked-case'

/** One person countersigns one exact plan. The slots of the request say whose signature counts. */
export const approvalApprove = defineCommand({
  params: z.strictObject({}),
  roles: WORKING,
  audit_kind: 'approval.granted',
  ready: (call) => {
    const { actor, request, now } = call
    const verdict = { plan_hash: shownPlan(call), intent_digest: request.intent_digest, reason: request.reason, acknowledged: request.acknowledged }
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval) => signApproval(approval, verdict, actor, now),
        (signed) =>
          signed.state === 'approved'
            ? {
                status: 'approved',
                note: `Approved by ${signed.signatures.map((s) => s.name).join(' and ')}`,
                message: 'Approved. The plan is carried out now.',
              }
            : { status: 'awaiting_approval', note: `Signed by ${actor.name}`, message: `Signed. It also needs ${missing(signed)}.` },
      )
  },
})

const missing = (approval: Approval): string =>
  approval.slots
    .filter((slot) => !approval.signatures.some((s) => s.slot === slot.slot))
    .map((slot) => `one person with the role ${anyOf(slot.any_of)}`)
    .join(' and ')
