import { z } from 'zod'
import { castVeto } from '@/lib/approval/decide'
import { VETO_ROLES } from '@/lib/approval/decide-refusals'
import { defineCommand } from './command'
import { decideOn } from './locked-approval'
import { shownPlan } from './locked-case'

/** Stops a plan that policy would run when its window ends. */
export const vetoCast = defineCommand({
  params: z.strictObject({}),
  roles: VETO_ROLES,
  audit_kind: 'approval.vetoed',
  ready: (call) => {
    const { actor, request, now } = call
    const verdict = { plan_hash: shownPlan(call), intent_digest: request.intent_digest, reason: request.reason, acknowledged: null }
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval) => castVeto(approval, verdict, actor, now),
        () => ({ status: 'denied', note: `Vetoed by ${actor.name}`, message: 'Vetoed. The plan is not carried out.' }),
      )
  },
})
