import { getApproval } from '@/lib/approval/store'
import { getPerson } from '@/lib/identity/person-store'
import type { Approval } from '@/schemas/approval'
import type { Call } from '../command'

/**
 * A request as it may be signed with somebody else's say right now: a role that its lender has lost since counts for nothing. What is lent after this look
 * does not count either.
 */
export async function lentSays({ actor, request }: Call): Promise<(approval: Approval) => Approval> {
  const { delegations = [] } = await getApproval(actor.tenant_id, request.subject)
  const lenders = [...new Set(delegations.filter((d) => d.to === actor.id).map((d) => d.from))]
  const has = new Map(await Promise.all(lenders.map(async (from) => [from, (await getPerson(actor.tenant_id, from)).roles] as const)))
  return (approval) =>
    approval.delegations === undefined
      ? approval
      : { ...approval, delegations: approval.delegations.map((d) => ({ ...d, roles: d.roles.filter((role) => has.get(d.from)?.includes(role)) })) }
}
