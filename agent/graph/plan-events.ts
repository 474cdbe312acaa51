import type { CarriedOver } from '@/lib/approval/carry-over'
import { systemActor } from '@/lib/identity/system-actor'
import type { Plan } from '@/schemas/action'
import type { AuditEvent } from '@/schemas/audit'
import type { Case } from '@/schemas/case'
import type { PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'

/** A plan as it was made: what policy decided of it, what became of the request that was open, and the ticket of a case that no action is safe for. */
type Made = { plan: Plan; policy: PolicyDecision | null; carried: CarriedOver; ticket: Case['ticket'] }

/** What the trail says of a plan that was made. */
export function planEvents(before: Case, { plan, policy, carried, ticket }: Made, tenant_now: Instant): [AuditEvent, ...AuditEvent[]] {
  const by = { subject: before.case_id, actor: systemActor(before.tenant_id) }
  const event = (kind: AuditEvent['kind'], body: Record<string, unknown>): AuditEvent => ({ kind, ...by, body: { ...body, tenant_now } })
  const { plan_hash } = plan
  const more: AuditEvent[] = []
  if (policy !== null) {
    const { decision, level, policy_digest, input_digest, errors } = policy
    more.push(event('policy.decided', { plan_hash, decision, level, policy_digest, input_digest, errors }))
  }
  if (carried !== null) more.push(requestEvent(carried, event))
  if (ticket !== null && before.ticket === null) more.push(event('ticket.opened', { key: ticket.key }))
  return [event('plan.made', { plan_hash, actions: plan.actions.map((a) => a.template) }), ...more]
}

function requestEvent(
  { outcome, approval }: NonNullable<CarriedOver>,
  event: (kind: AuditEvent['kind'], body: Record<string, unknown>) => AuditEvent,
): AuditEvent {
  const { approval_id, plan_hash, signatures, deadline, closed_because } = approval
  return outcome === 'kept'
    ? event('approval.carried_over', { approval_id, plan_hash, signatures: signatures.length, deadline })
    : event('approval.voided', { approval_id, plan_hash, because: closed_because })
}
