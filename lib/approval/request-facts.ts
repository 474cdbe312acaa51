import type { RequestFacts } from '@/lib/policy/people-engine'
import type { Role } from '@/schemas/actor'
import type { Approval, Delegation } from '@/schemas/approval'
import { Level } from '@/schemas/policy'
import { escalatedTo } from './decide-refusals'
import { RUN_NOW_ROLES } from './decide-run-now'

/** What policy is asked about one request: computed here, judged there. A veto window that is closed early takes the roles of a signature. */
export function requestFacts(approval: Approval, tenant_id: string): RequestFacts {
  const { slots, signatures, delegations = [], state } = approval
  const wider = escalatedTo(approval)
  const used = signatures.map((s) => s.role)
  const open = state === 'veto_open' ? [{ slot: 0, any_of: [...RUN_NOW_ROLES] }] : slots.filter((s) => !signatures.some((signed) => signed.slot === s.slot))
  const open_roles = unique(open.flatMap((s) => [...s.any_of, ...wider])).filter((role) => !used.includes(role))
  const slot_roles = unique(slots.flatMap((s) => [...s.any_of, ...wider]))
  const spoken = new Set(signatures.flatMap((s) => [s.by, s.on_behalf_of?.by ?? s.by]))
  const lentTo = (list: readonly Delegation[], roles: readonly Role[]) =>
    unique(list.filter((d) => d.roles.some((role) => roles.includes(role))).map((d) => d.to))
  return {
    tenant_id,
    level_rank: Level.options.indexOf(approval.level),
    proposed_by: approval.proposed_by,
    open_roles,
    slot_roles,
    may_sign_for: lentTo(
      delegations.filter((d) => !spoken.has(d.from)),
      open_roles,
    ),
    may_refuse_for: lentTo(delegations, slot_roles),
  }
}

const unique = <T>(list: readonly T[]): T[] => [...new Set(list)]
