import { escalatedTo } from '@/lib/approval/decide-refusals'
import type { Actor } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Instant } from '@/schemas/time'

/** Why this person cannot sign this request, in one sentence; null when they can. A hint for lists: the command decides again. */
export function cannotSign(approval: Approval, actor: Actor, now: Instant): string | null {
  if (approval.state === 'veto_open') return 'Runs at the end of the window unless somebody vetoes it'
  if (approval.state !== 'pending') return `It is ${approval.state.replaceAll('_', ' ')}`
  if (now >= approval.deadline) return 'The request has expired; the plan has to be sent again'
  if (approval.proposed_by === actor.id) return 'You sent it for approval; someone else has to sign'
  if (approval.signatures.some((s) => s.by === actor.id)) return 'You have signed; someone else signs next'
  const open = approval.slots.filter((slot) => !approval.signatures.some((s) => s.slot === slot.slot))
  const roles = [...new Set([...open.flatMap((slot) => slot.any_of), ...escalatedTo(approval)])]
  const lent = (approval.delegations ?? []).filter((d) => d.to === actor.id).flatMap((d) => d.roles)
  return roles.some((role) => actor.roles.includes(role) || lent.includes(role)) ? null : `Waits for ${roles.join(' or ')}`
}
