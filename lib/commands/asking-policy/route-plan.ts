import { requestApproval } from '@/lib/approval/decide'
import { anyOf } from '@/lib/approval/decide-words'
import type { Calendar } from '@/lib/kernel/business-time'
import { formatInstant } from '@/lib/kernel/format'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { CaseStatus } from '@/schemas/case'
import type { PolicyDecision } from '@/schemas/policy'
import type { Call } from '../command'
import { TOO_OLD } from './too-old'

/** Where the case stands next, what its timeline and the person are told, and the request where people are asked. */
type Routed = { status: CaseStatus; note: string; message: string; approval: Approval | null }

/** What becomes of a plan that is sent: it is made again, denied, carried out at once, announced, or put before the people whom policy names. */
export function routePlan(plan: Plan, decision: PolicyDecision, { actor, now, policy }: Call, calendar: Calendar): Routed {
  const again = (why: string): Routed => ({ status: 'stale_plan', note: why, message: `${why}, so it is being made again. Send the new one.`, approval: null })
  if (plan.policy_digest !== policy.digest) return again('The policies have changed since this plan was made')
  if (decision.decision === 'deny') {
    const is_only_old = decision.errors.length === 0 && decision.reasons.every((r) => TOO_OLD.includes(r.policy_id))
    if (is_only_old) return again('This plan is more than a day old')
    const why = decision.reasons.map((r) => r.text).join('; ')
    return { status: 'policy_denied', note: `Policy denies the plan: ${why}`, message: `Policy denies this plan: ${why}.`, approval: null }
  }
  if (decision.decision === 'automatic')
    return {
      status: 'approved',
      note: 'Policy permits the plan without asking anyone',
      message: 'Policy permits this plan without asking anyone. It is carried out now.',
      approval: null,
    }
  const approval = requestApproval(plan, decision, actor, now, calendar)
  const until = formatInstant(approval.deadline)
  if (decision.decision === 'delayed')
    return {
      status: 'awaiting_veto',
      note: `Sent by ${actor.name}: runs at ${until} unless it is vetoed`,
      message: `Announced. It runs at ${until} unless somebody vetoes it.`,
      approval,
    }
  const people = approval.slots.map((slot) => `one person with the role ${anyOf(slot.any_of)}`).join(' and ')
  return { status: 'awaiting_approval', note: `Sent for approval by ${actor.name}`, message: `Sent for approval. It needs ${people} by ${until}.`, approval }
}
