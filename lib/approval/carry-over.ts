import { digest } from '@/lib/kernel/canonical'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { Case, CaseStatus } from '@/schemas/case'
import type { PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { voidApproval } from './decide'
import { giveBackTime, type Pause } from './give-back-time'
import { isInForce } from './in-force'

/**
 * What becomes of a case's request when its plan was made again. `kept` goes on as it was; `voided` has lost its force; null where nothing is left to decide
 * about.
 */
export type CarriedOver = { outcome: 'kept'; approval: Approval; status: CaseStatus } | { outcome: 'voided'; approval: Approval } | null

// Where a case stands with a request in this state. What is not named here is over and says nothing about the plan.
const STANDS: Partial<Record<Approval['state'], CaseStatus>> = {
  pending: 'awaiting_approval',
  veto_open: 'awaiting_veto',
  denied: 'denied',
  vetoed: 'denied',
  changes_requested: 'plan_ready',
}

// The same where only the figures of a plan are newer: what nobody agreed to is not asked anew because another day was billed.
const OUTLASTS: Partial<Record<Approval['state'], CaseStatus>> = { denied: 'denied', vetoed: 'denied', expired: 'expired' }

/**
 * A signature is for exact bytes. A plan that comes out with the same hash, and for which policy asks the same agreement, keeps its request with every
 * signature, and a refusal as well; a veto window is given back the time of the pause. Any other plan voids
 * what is open, and an agreement on whose word the plan was not carried out ends with it. A refusal also outlasts newer figures of a plan that does the same. Pure.
 */
export function carryOver(
  c: Pick<Case, 'approval' | 'policy' | 'plan'>,
  plan: Plan,
  policy: PolicyDecision | null,
  now: Instant,
  pause: Pause | null = null,
): CarriedOver {
  const { approval } = c
  if (approval === null) return null
  const is_same = approval.plan_hash === plan.plan_hash
  const status = is_same ? STANDS[approval.state] : c.plan !== null && deedsOf(c.plan) === deedsOf(plan) ? OUTLASTS[approval.state] : undefined
  if (status !== undefined && agreementOf(c.policy) === agreementOf(policy))
    return { outcome: 'kept', approval: pause === null ? approval : giveBackTime(approval, pause, now), status }
  if (!isInForce(approval)) return null
  return { outcome: 'voided', approval: voidApproval(approval, whyVoid(approval, plan), now) }
}

function whyVoid({ plan_hash, closed_at }: Approval, plan: Plan): string {
  if (plan_hash !== plan.plan_hash) return 'the plan came out differently when it was made again'
  return closed_at === null ? 'policy asks for another agreement by now' : 'the plan was given up and made again, and is sent anew'
}

/** What a plan would do and to what, without the facts that it was computed from. */
const deedsOf = ({ actions }: Plan): string =>
  digest(
    actions.map(({ template, template_version, account_id, region_id, params, targets }) => {
      return { template, template_version, account_id, region_id, params, targets: targets.map(({ arn }) => arn).sort() }
    }),
  )

/** What people are asked for, without the facts that it was computed from. */
const agreementOf = (policy: PolicyDecision | null): string =>
  policy === null || policy.decision === 'deny'
    ? 'none'
    : digest({
        decision: policy.decision,
        level: policy.level,
        slots: policy.slots,
        policy_digest: policy.policy_digest,
        ...(policy.rollback_alone_forbidden === undefined ? {} : { takes_back: 'a person' }),
      })
