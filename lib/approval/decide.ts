import { addBusinessSeconds, type Calendar, EVERY_HOUR } from '@/lib/kernel/business-time'
import { digest } from '@/lib/kernel/canonical'
import { Fault, invariant } from '@/lib/kernel/errors'
import { formatCount } from '@/lib/kernel/format'
import { addMs } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Actor } from '@/schemas/actor'
import type { Approval, Signature } from '@/schemas/approval'
import type { PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { interruptsNothing, saidOfRollback } from './automatic-rollback'
import {
  requireAcknowledgement,
  requireDenyRole,
  requireOpen,
  requireOther,
  requirePause,
  requirePerson,
  requireReason,
  requireSlot,
  requireUnsigned,
  requireVetoRole,
} from './decide-refusals'
import { acknowledgementOf, statementOf } from './decide-statement'
import { ESCALATES_TO, slaOf } from './decide-timing'
import { IN_FORCE } from './in-force'
import { requireFreshProof } from './require-fresh-proof'

/** What a person says when deciding: the plan they were shown, and why. */
export type Verdict = {
  plan_hash: string
  intent_digest: string | null
  reason: string
  acknowledged: string | null
  read?: readonly string[]
  /** Of an approval, where the request offers it; not saying is agreeing to what is offered. */
  automatic_rollback?: boolean | undefined
}

/**
 * Asks for the signatures, or opens the veto window, that policy wants for this plan. Equal input gives an equal request with an equal id.
 * Throws `forbidden` when policy denies the plan. Policy's `automatic` needs no request, so asking for one is our own mistake.
 */
export function requestApproval(plan: Plan, decision: PolicyDecision, proposer: Actor, now: Instant, calendar: Calendar = EVERY_HOUR): Approval {
  if (decision.decision === 'deny' || decision.level === null)
    throw new Fault('forbidden', `policy denies this plan: ${decision.reasons.map((r) => r.text).join('; ')}`, { code: 'POLICY', unmet: decision.unmet })
  invariant(decision.decision !== 'automatic', 'an automatic plan asks nobody')
  const is_veto = decision.decision === 'delayed'
  const statement = statementOf(plan, decision.level)
  return {
    approval_id: `ap_${digest({ case_id: plan.case_id, plan_hash: plan.plan_hash, by: proposer.id, now }).slice(0, 24)}`,
    case_id: plan.case_id,
    plan_hash: plan.plan_hash,
    level: decision.level,
    state: is_veto ? 'veto_open' : 'pending',
    state_version: 0,
    slots: decision.slots,
    signatures: [],
    proposed_by: proposer.id,
    proposed_by_name: proposer.name,
    proposed_at: now,
    deadline: is_veto ? addBusinessSeconds(now, decision.window_sec, calendar) : addMs(now, decision.window_sec * 1000),
    closed_at: null,
    closed_because: null,
    acknowledgement: acknowledgementOf(plan, decision.level),
    offers_automatic_rollback: interruptsNothing(plan.actions) && decision.rollback_alone_forbidden === undefined,
    ...(statement === null ? {} : { statement }),
    ...(is_veto ? {} : { sla_at: slaOf(now, decision.window_sec), escalates_to: [...ESCALATES_TO[decision.level]] }),
  }
}

/** Adds one person's approval; the last open slot makes it `approved`. */
export function signApproval(approval: Approval, verdict: Verdict, actor: Actor, now: Instant): Approval {
  requirePerson(actor, approval)
  requireFreshProof(actor, approval.level)
  requireOpen(approval, 'pending', verdict.plan_hash, now)
  requireOther(approval, actor)
  requireUnsigned(approval, actor)
  const { on_behalf_of, ...filled } = requireSlot(approval, actor)
  requirePause(approval, now)
  requireAcknowledgement(approval, verdict.acknowledged)
  requireReason(verdict.reason)
  const signature = {
    ...signatureOf(actor, verdict, { verdict: 'approve', ...filled }, now),
    ...(on_behalf_of === undefined ? {} : { on_behalf_of }),
    ...saidOfRollback(approval, verdict.automatic_rollback),
  }
  const signatures = [...approval.signatures, signature]
  const is_complete = approval.slots.every((s) => signatures.some((signed) => signed.slot === s.slot))
  return is_complete
    ? closeApproval({ ...approval, signatures }, 'approved', now, null)
    : { ...approval, signatures, state_version: approval.state_version + 1 }
}

/** One person's word that ends a request which waits for signatures, in the role of one who could sign it. */
const refusing =
  (verdict: 'deny' | 'request_changes', state: 'denied' | 'changes_requested') =>
  (approval: Approval, said: Verdict, actor: Actor, now: Instant): Approval => {
    requirePerson(actor, approval)
    requireOpen(approval, 'pending', said.plan_hash, now)
    requireUnsigned(approval, actor)
    const filled = requireDenyRole(approval, actor)
    requireReason(said.reason)
    const signatures = [...approval.signatures, signatureOf(actor, said, { verdict, ...filled }, now)]
    return closeApproval({ ...approval, signatures }, state, now, said.reason)
  }

/** One person's refusal closes the request; also the proposer's, if they have the role, because refusing is never the dangerous direction. */
export const denyApproval = refusing('deny', 'denied')

/** One person sends the plan back: the request ends with what should be different, and the plan, edited or not, needs a new one. */
export const requestChanges = refusing('request_changes', 'changes_requested')

/** Stops a plan that would run when its window ends. The proposer may, too: stopping is never the dangerous direction. */
export function castVeto(approval: Approval, verdict: Verdict, actor: Actor, now: Instant): Approval {
  requirePerson(actor, approval)
  requireOpen(approval, 'veto_open', verdict.plan_hash, now)
  const role = requireVetoRole(actor)
  requireReason(verdict.reason)
  const signatures = [...approval.signatures, signatureOf(actor, verdict, { verdict: 'veto', slot: 0, role }, now)]
  return closeApproval({ ...approval, signatures }, 'vetoed', now, verdict.reason)
}

/** The proposer takes the request back; an administrator may do it for them. */
export function withdrawApproval(approval: Approval, reason: string, actor: Actor, now: Instant): Approval {
  requirePerson(actor, approval)
  requireOpen(approval, approval.state === 'veto_open' ? 'veto_open' : 'pending', approval.plan_hash, now)
  if (actor.id !== approval.proposed_by && !actor.roles.includes('admin'))
    throw new Fault('forbidden', `only ${approval.proposed_by_name} or an administrator may withdraw this: deny it instead`, {
      code: 'ROLE',
      needed: ['admin'],
      roles: actor.roles,
    })
  return closeApproval(approval, 'withdrawn', now, reason.trim() === '' ? `withdrawn by ${actor.name}` : reason)
}

/**
 * What the passing of time does at the deadline: a request that is not complete expires, a veto window that nobody used ends. Never `approved`.
 * Throws `conflict` before the deadline or when the request is closed.
 */
export function expireApproval(approval: Approval, now: Instant): Approval {
  if (approval.closed_at !== null) throw new Fault('conflict', 'the request is closed already', { code: 'ALREADY_DECIDED', state: approval.state })
  if (now < approval.deadline) throw new Fault('conflict', 'the deadline has not been reached', { code: 'STALE_STATE', deadline: approval.deadline })
  return approval.state === 'veto_open'
    ? closeApproval(approval, 'window_ended', now, 'nobody vetoed, and policy had permitted the plan')
    : closeApproval(approval, 'expired', now, lacking(approval))
}

/** Who has signed is not told that nobody did. */
const lacking = ({ signatures, slots }: Approval): string =>
  signatures.length === 0 ? 'nobody decided in time' : `${signatures.length} of ${formatCount(slots.length, 'signature')} was given in time`

/** Takes the force from a request or an approval because what it was for has changed. Throws `conflict` when it has ended otherwise. */
export function voidApproval(approval: Approval, because: string, now: Instant): Approval {
  if (!IN_FORCE.includes(approval.state))
    throw new Fault('conflict', `a request that is ${approval.state} cannot become void`, { code: 'ALREADY_DECIDED', state: approval.state })
  return closeApproval(approval, 'void', now, because)
}

export const closeApproval = (approval: Approval, state: Approval['state'], now: Instant, closed_because: string | null): Approval => ({
  ...approval,
  state,
  state_version: approval.state_version + 1,
  closed_at: now,
  closed_because,
})

/** What one person said, as a signature: `given` is what it counts as, in which slot and role. */
export function signatureOf(actor: Actor, said: Verdict, given: Pick<Signature, 'verdict' | 'slot' | 'role'>, now: Instant): Signature {
  const { id, name, surface } = actor
  const { verdict, slot, role } = given
  const { reason, plan_hash, intent_digest, acknowledged, read } = said
  const receipt = read === undefined || read.length === 0 ? {} : { read: [...read] }
  const proof = actor.auth === undefined ? {} : { auth_method: actor.auth.method }
  return {
    ...receipt,
    ...proof,
    slot,
    verdict,
    by: id,
    name,
    role,
    surface,
    at: now,
    reason: reason.trim(),
    plan_hash,
    intent_digest,
    acknowledged: acknowledged?.trim() ?? null,
  }
}
