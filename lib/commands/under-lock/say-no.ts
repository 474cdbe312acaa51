import type { Approval } from '@/schemas/approval'
import type { Call, Carry } from '../command'
import { decideOn, type Next } from './decide-on'
import { shownPlan } from './locked-case'

type Decide = (approval: Approval, verdict: Verdict, actor: Call['actor'], now: Call['now']) => Approval
type Verdict = { plan_hash: string; intent_digest: string | null; reason: string; acknowledged: null }

/** One person says no to one exact plan, with a reason and nothing to acknowledge: `decide` says whether they may, `next` where the case goes. */
export const sayNo =
  (decide: Decide, next: (call: Call) => Next) =>
  (call: Call): Carry => {
    const { actor, request, now } = call
    const verdict = { plan_hash: shownPlan(call), intent_digest: request.intent_digest, reason: request.reason, acknowledged: null }
    return (tx) =>
      decideOn(
        tx,
        call,
        (approval) => decide(approval, verdict, actor, now),
        () => next(call),
      )
  }
