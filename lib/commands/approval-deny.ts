import { z } from 'zod'
import { denyApproval } from '@/lib/approval/decide'
import { defineCommand, WORKING } from './command'
import { decideOn } from './locked-approval'
import { shownPlan } from './locked-case'

/** One person refuses one exact plan. It is not carried out, and the reason stays with it. */
export const approvalDeny = defineCommand({
  params: z.strictObject({}),
  roles: WORKING,
  audit_kind: 'approval.denied',
  ready: (call) => {
    const { actor, request, now } = call
    const verdict = { plan_hash: shownPlan(call), intent_digest: request.intent_digest, reason: request.reason, acknowledged: null }
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval) => denyApproval(approval, verdict, actor, now),
        () => ({ status: 'denied', note: `Denied by ${actor.name}`, message: 'Denied. The plan is not carried out.' }),
      )
  },
})
