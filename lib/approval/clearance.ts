import type { Case } from '@/schemas/case'
import { escalatedTo } from './decide-refusals'

/** Whether the plan of a case may be carried out, and on whose word; or why not. The executor asks this again right before acting. */
export type Clearance = { is_cleared: boolean; because: string }

/**
 * Cleared is a plan that policy runs by itself, one whose veto window ended unused, or one that every slot signed for exactly this hash.
 * Everything else is not, by default.
 */
export function clearanceOf({ plan, policy, approval }: Pick<Case, 'plan' | 'policy' | 'approval'>): Clearance {
  const no = (because: string): Clearance => ({ is_cleared: false, because })
  if (plan === null || policy === null) return no('there is no plan that policy has decided on')
  if (policy.decision === 'deny' || policy.errors.length > 0) return no('policy denies the plan')
  if (policy.decision === 'automatic') return { is_cleared: true, because: 'policy permits it without asking anyone' }
  if (approval === null) return no('nobody was asked')
  if (approval.plan_hash !== plan.plan_hash) return no('the approval is for another plan')
  if (policy.decision === 'delayed' && approval.state === 'approved') {
    const signed = approval.signatures.find((s) => s.verdict === 'approve' && s.plan_hash === plan.plan_hash && s.by !== approval.proposed_by)
    return signed === undefined ? no('a signature is missing') : { is_cleared: true, because: `${signed.name} let it run as ${signed.role}` }
  }
  if (policy.decision === 'delayed')
    return approval.state === 'window_ended' ? { is_cleared: true, because: 'nobody vetoed' } : no(`the veto window is ${approval.state}`)
  if (approval.state !== 'approved') return no(`the request is ${approval.state}`)
  const signed = approval.signatures.filter((s) => s.verdict === 'approve' && s.plan_hash === plan.plan_hash)
  const is_complete =
    policy.slots.length > 0 &&
    policy.slots.every((slot) => signed.some((s) => s.slot === slot.slot && [...slot.any_of, ...escalatedTo(approval)].includes(s.role)))
  // Whoever signs with somebody else's say brings one person's word, not two.
  const people = new Set(signed.map((s) => s.by))
  const words = new Set(signed.map((s) => s.on_behalf_of?.by ?? s.by))
  const is_own = people.has(approval.proposed_by) || words.has(approval.proposed_by)
  if (!is_complete || people.size < policy.slots.length || words.size < policy.slots.length || is_own) return no('a signature is missing')
  return { is_cleared: true, because: signed.map((s) => `${s.name} approved as ${s.role}`).join(', ') }
}
