import { z } from 'zod'
import { withdrawApproval } from '@/lib/approval/decide'
import { defineCommand } from '../command'
import { decideOn } from '../under-lock/decide-on'

/** The proposer takes the request back; the plan can be sent again. */
export const approvalWithdraw = defineCommand({
  params: z.strictObject({}),
  audit_kind: 'approval.withdrawn',
  ready: (call) => {
    const { actor, request, now } = call
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval) => withdrawApproval(approval, request.reason, actor, now),
        () => ({ status: 'plan_ready', note: `Withdrawn by ${actor.name}`, message: 'Withdrawn. The plan can be sent for approval again.' }),
      )
  },
})
