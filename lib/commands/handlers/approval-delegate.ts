import { z } from 'zod'
import { delegateApproval } from '@/lib/approval/decide-delegation'
import { getPerson } from '@/lib/identity/person-store'
import { defineCommand } from '../command'
import { requireNoAuthor } from '../refusals/require-no-author'
import { decideOn } from '../under-lock/decide-on'
import { shownPlan } from '../under-lock/locked-case'

/** Lends one's own say on one request to another person. Whoever may not sign for a day, because the policies are their change, cannot lend it either. */
export const approvalDelegate = defineCommand({
  params: z.strictObject({ to: z.string().min(1).max(80) }),
  audit_kind: 'approval.delegated',
  async ready(call) {
    const { actor, request, now, params } = call
    const plan_hash = shownPlan(call)
    await requireNoAuthor(call)
    const to = await getPerson(actor.tenant_id, params.to)
    return async (tx) => {
      const done = await decideOn(
        tx,
        call,
        (approval) => delegateApproval(approval, to, { plan_hash, reason: request.reason }, actor, now),
        () => ({ status: 'awaiting_approval', note: `${actor.name} asked ${to.name} to decide`, message: `${to.name} may sign this for you now.` }),
      )
      return { ...done, body: { ...done.body, from: actor.id, to: to.person_id } }
    }
  },
})
