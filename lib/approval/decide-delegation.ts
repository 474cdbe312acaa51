import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { TenantPerson } from '@/schemas/tenant'
import type { Instant } from '@/schemas/time'
import { requireOpen, requireOther, requirePerson, requireReason, requireSlot, requireUnsigned } from './decide-refusals'

/**
 * One person lends their say on this request to another. Only what one could sign oneself can be lent, with one's own roles; what was lent to
 * somebody stays with them; and nobody lends anything on, or to, their own proposal.
 */
export function delegateApproval(approval: Approval, to: TenantPerson, said: { plan_hash: string; reason: string }, actor: Actor, now: Instant): Approval {
  requirePerson(actor, approval)
  requireOpen(approval, 'pending', said.plan_hash, now)
  requireOther(approval, actor)
  requireUnsigned(approval, actor)
  const { on_behalf_of } = requireSlot(approval, actor)
  if (on_behalf_of !== undefined)
    throw new Fault('forbidden', `you may sign this for ${on_behalf_of.name}, but not pass that on: ask ${on_behalf_of.name}`, {
      code: 'ROLE',
      roles: actor.roles,
    })
  if (to.person_id === approval.proposed_by)
    throw new Fault('forbidden', `${to.name} sent this plan for approval and cannot sign it for anybody: choose somebody else`, {
      code: 'SELF_APPROVAL',
      proposed_by: approval.proposed_by,
    })
  if (to.person_id === actor.id)
    throw new Fault('validation_failed', 'params.to: you can sign this yourself: choose somebody else', { code: 'PARAMS', field: 'params.to' })
  if (to.roles.every((role) => role === 'viewer'))
    throw new Fault('forbidden', `${to.name} only looks and decides nothing: choose somebody who works here`, { code: 'ROLE', roles: to.roles })
  requireReason(said.reason)
  const others = (approval.delegations ?? []).filter((d) => d.from !== actor.id)
  const lent = { from: actor.id, from_name: actor.name, roles: actor.roles, to: to.person_id, to_name: to.name, at: now }
  return { ...approval, delegations: [...others, lent], state_version: approval.state_version + 1 }
}
