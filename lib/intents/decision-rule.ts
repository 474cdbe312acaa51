import { castVeto, denyApproval, requestChanges, signApproval, withdrawApproval } from '@/lib/approval/decide'
import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { runNow } from '@/lib/approval/decide-run-now'
import { anyOf } from '@/lib/approval/decide-words'
import { isLookedAtAgain, STOPS_MEANWHILE, standingRequest } from '@/lib/cases/looked-at-again'
import { type Blocked, block, sentence } from '@/lib/intents/state-rules'
import { whatWouldPermit } from '@/lib/intents/what-would-permit'
import { Fault } from '@/lib/kernel/errors'
import { formatInstant } from '@/lib/kernel/format'
import type { Actor, Role } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import type { Instant } from '@/schemas/time'

// Refusal code of lib/approval/decide → what would lift it.
const UNBLOCK: Record<string, (approval: Approval) => string> = {
  SURFACE: () => 'Open the approval on the web.',
  EXPIRED: () => 'Send the plan for approval again.',
  DIGEST_MISMATCH: () => 'Review the new plan and send it for approval.',
  SELF_APPROVAL: (a) => `Ask another person with the role ${anyOf(openRoles(a))}.`,
  ALREADY_SIGNED: (a) => `It waits for ${anyOf(openRoles(a))}.`,
  ROLE: (a) => `Ask somebody with the role ${anyOf(openRoles(a)) || 'that is needed'}.`,
  TOO_SOON: () => 'Open the request again then.',
  ROLE_NOT_DISTINCT: (a) => `Ask somebody with the role ${anyOf(openRoles(a))}.`,
}

type Decision = 'approval.approve' | 'approval.deny' | 'approval.request_changes' | 'approval.withdraw' | 'veto.cast' | 'veto.run_now'
const DECIDE = {
  'approval.approve': signApproval,
  'approval.deny': denyApproval,
  'approval.request_changes': requestChanges,
  'veto.cast': castVeto,
  'veto.run_now': runNow,
} as const

/** Whether a command is a decision on a request, of which its slots say who may give it. */
export const isDecision = (command: CommandName): command is Decision => command === 'approval.withdraw' || Object.hasOwn(DECIDE, command)

/** Why this person cannot give this decision on the request of a case now; null when nothing stands in the way. */
export function decisionRule(command: Decision, c: Case, viewer: Actor, now: Instant): Blocked | null {
  const { approval } = c
  if (approval === null) return noRequestRule(c)
  const over = overRule(approval, c, now)
  if (over !== null) return over
  if (approval.closed_at === null && isLookedAtAgain(c) && !STOPS_MEANWHILE.includes(command))
    return block('looked_at_again', 'The plan is being looked at again.', 'It can be decided when that has ended, in a moment; until then it can be stopped.')
  return refusalRule(command, standingRequest(c, approval, now), approval, viewer, now)
}

const noRequestRule = (c: Case): Blocked =>
  c.policy?.decision === 'deny'
    ? block('policy_denied', deniedText(c), whatWouldPermit(c).join(' ') || 'Change the plan or the policy.')
    : block('not_at_gate', 'Nothing waits for a decision here.', 'It can be decided once the plan has been sent for approval.')

/** A request whose time is over, or whose plan is no longer the one that was sent. */
function overRule({ state, deadline, plan_hash, closed_because }: Approval, { plan, status }: Case, now: Instant): Blocked | null {
  if (state === 'expired') return block('expired', `The request expired ${formatInstant(deadline, now)}.`, 'Send the plan for approval again.')
  // A refusal outlasts newer figures of its plan.
  if (state !== 'void' && (plan === null || plan.plan_hash === plan_hash || status === 'denied')) return null
  const changed = `The plan changed: ${plan_hash.slice(0, 8)} was sent, it is ${plan?.plan_hash.slice(0, 8) ?? 'gone'} now.`
  const because = state === 'void' && closed_because !== null ? `Void: ${closed_because}.` : changed
  return block('plan_changed', because, 'Review the new plan and send it for approval.')
}

/** Tries the pure decision with a reason that is long enough, and keeps nothing of it: its refusal is what stands in the way. */
function refusalRule(command: Decision, standing: Approval, approval: Approval, viewer: Actor, now: Instant): Blocked | null {
  const verdict = { plan_hash: approval.plan_hash, intent_digest: null, reason: 'x'.repeat(MIN_REASON_CHARS), acknowledged: approval.acknowledgement }
  try {
    if (command === 'approval.withdraw') withdrawApproval(standing, verdict.reason, viewer, now)
    else DECIDE[command](standing, verdict, viewer, now)
    return null
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const code = typeof error.detail['code'] === 'string' ? error.detail['code'] : error.code
    const unblock = command === 'approval.withdraw' && code === 'ROLE' ? 'An approver can deny it.' : UNBLOCK[code]?.(approval)
    return block(code.toLowerCase(), sentence(error.message), unblock ?? 'Nothing is left to decide.')
  }
}

const deniedText = (c: Case): string => ['Policy denies this plan.', ...(c.policy?.reasons ?? []).map((r) => sentence(r.text))].join(' ')

/** Roles that open slots still wait for and no signature has used. */
function openRoles({ slots, signatures }: Approval): Role[] {
  const used = signatures.map((s) => s.role)
  const open = slots.filter((s) => !signatures.some((sig) => sig.slot === s.slot))
  return [...new Set(open.flatMap((s) => s.any_of))].filter((r) => !used.includes(r))
}
