import { delegateApproval } from '@/lib/approval/decide-delegation'
import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { anyOf } from '@/lib/approval/decide-words'
import { listPeople } from '@/lib/identity/person-store'
import { Fault } from '@/lib/kernel/errors'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { ApproveView } from '@/schemas/approve-view'
import type { TenantPerson } from '@/schemas/tenant'
import { deniedBy } from './denied-by'

const REASON = 'x'.repeat(MIN_REASON_CHARS)

/** Whom this person could lend their say on a request to, and what stands in the way. Undefined once nothing waits for anybody. */
export async function handOn(approval: Approval, actor: Actor, now: string): Promise<ApproveView['hand_on']> {
  if (approval.state !== 'pending' || now >= approval.deadline) return undefined
  const others = (await listPeople(actor.tenant_id)).filter((p) => p.person_id !== actor.id)
  const able = others.filter((p) => refusal(approval, p, actor, now) === null)
  const [other] = others
  const further = approval.escalates_to ?? []
  const is_escalated = approval.escalated_at !== undefined
  return {
    plan_hash: approval.plan_hash,
    people: able.map(({ person_id, name }) => ({ id: person_id, name })),
    delegate_denied: able.length > 0 ? null : other === undefined ? 'There is nobody else to delegate to' : refusal(approval, other, actor, now),
    escalate_to: anyOf(further),
    escalate_denied:
      deniedBy('approval.escalate', actor) ??
      (is_escalated ? 'It has already been escalated' : further.length === 0 ? 'There is nobody left to escalate to' : null),
  }
}

// The loan is made on paper: whatever refuses it then is what stands in the way.
function refusal(approval: Approval, to: TenantPerson, actor: Actor, now: string): string | null {
  try {
    delegateApproval(approval, to, { plan_hash: approval.plan_hash, reason: REASON }, actor, now)
    return null
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}`
  }
}
