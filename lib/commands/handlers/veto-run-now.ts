import { z } from 'zod'
import { runNow } from '@/lib/approval/decide-run-now'
import { Fault } from '@/lib/kernel/errors'
import { defineCommand } from '../command'
import { requireNoAuthor } from '../refusals/require-no-author'
import { decideOn } from '../under-lock/decide-on'
import { currentOf, shownPlan } from '../under-lock/locked-case'

/** Lets a plan run before its veto window ends, on the word of one person who did not send it. */
export const vetoRunNow = defineCommand({
  params: z.strictObject({ automatic_rollback: z.boolean().optional() }),
  audit_kind: 'veto.waived',
  async ready(call) {
    const { actor, request, now, policy, params } = call
    const { automatic_rollback } = params
    const verdict = { plan_hash: shownPlan(call), intent_digest: request.intent_digest, reason: request.reason, acknowledged: null, automatic_rollback }
    await requireNoAuthor(call)
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval, c) => {
          if (c.plan !== null && c.plan.policy_digest !== policy.digest)
            throw new Fault('digest_mismatch', 'the policies have changed since this plan was made: send the new plan', {
              code: 'DIGEST_MISMATCH',
              current: currentOf(c),
            })
          return runNow(approval, verdict, actor, now)
        },
        () => ({
          status: 'approved',
          note: `Let run by ${actor.name} before the veto window ended`,
          message: 'The veto window is closed. The plan is carried out now.',
        }),
      )
  },
})
