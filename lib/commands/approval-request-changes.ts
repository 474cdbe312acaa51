import { z } from 'zod'
import { requestChanges } from '@/lib/approval/decide'
import { defineCommand, WORKING } from './command'
import { decideOn } from './locked-approval'
import { shownPlan } from './locked-case'

/** One person sends one exact plan back with what should be different. The plan can be edited, and is sent again by a request of its own. */
export const approvalRequestChanges = defineCommand({
  params: z.strictObject({}),
  roles: WORKING,
  audit_kind: 'approval.changes_requested',
  ready: (call) => {
    const { actor, request, now } = call
    const verdict = { plan_hash: shownPlan(call), intent_digest: request.intent_digest, reason: request.reason, acknowledged: null }
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval) => requestChanges(approval, verdict, actor, now),
        () => ({
          status: 'plan_ready',
          note: `${actor.name} asked for changes: ${request.reason.trim()}`,
          message: 'Sent back. The plan can be edited and sent again.',
        }),
      )
  },
})
