import { clearanceOf } from '@/lib/approval/clearance'
import { castVeto, denyApproval, requestChanges, signApproval, withdrawApproval } from '@/lib/approval/decide'
import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { runNow } from '@/lib/approval/decide-run-now'
import { anyOf } from '@/lib/approval/decide-words'
import { isLookedAtAgain, STOPS_MEANWHILE, standingRequest } from '@/lib/cases/looked-at-again'
import { leftOf } from '@/lib/execution/resume-run'
import { EDITABLE, MAY_BE_PUT_AWAY, UNDER_WAY } from '@/lib/intents/case-statuses'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { lookAgainRule } from '@/lib/intents/look-again-rule'
import { valueWords } from '@/lib/intents/policy-words'
import { restRule } from '@/lib/intents/rest-rule'
import { retryRule } from '@/lib/intents/retry-rule'
import { type Blocked, block, closedRule, dropRule, recheckRule, reopenRule, rollbackRule, sentence, standsAt, submitRule } from '@/lib/intents/state-rules'
import { stopRule } from '@/lib/intents/stop-rule'
import { varianceRule } from '@/lib/intents/variance-rule'
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

/** Why this person cannot give this command on this case now; null when nothing stands in the way. The server decides again when it is given. */
export function explainGate(command: CommandName, c: Case, viewer: Actor, now: Instant): Blocked | null {
  return personRule(viewer) ?? roleRule(command, viewer) ?? stateRule(command, c, viewer, now)
}

function personRule(viewer: Actor): Blocked | null {
  if (viewer.kind === 'person') return null
  return block('person_only', 'Only a signed-in person may do this.', 'Open the case on the web and sign in.')
}

function roleRule(command: CommandName, viewer: Actor): Blocked | null {
  // Of a decision on a request its slots and `lib/approval/decide` say who may.
  if (/^(?:approval|veto)[.]/.test(command)) return null
  const roles = COMMAND_ROLES[command]
  if (viewer.roles.some((r) => roles.includes(r))) return null
  return block(
    'role',
    `This needs the role ${anyOf(roles)}; ${viewer.name} has ${viewer.roles.join(', ') || 'none'}.`,
    'Ask somebody with that role, or an admin for the role.',
  )
}

function stateRule(command: CommandName, c: Case, viewer: Actor, now: Instant): Blocked | null {
  switch (command) {
    case 'approval.approve':
    case 'approval.deny':
    case 'approval.request_changes':
    case 'approval.withdraw':
    case 'veto.cast':
    case 'veto.run_now':
      return decisionRule(command, c, viewer, now)
    case 'plan.submit':
      return submitRule(c)
    case 'plan.edit_params':
      return c.plan !== null && c.plan.actions.length > 0 && EDITABLE.includes(c.status)
        ? null
        : block('no_plan_to_edit', standsAt(c.status), 'A plan can be edited until it is carried out.')
    case 'execution.rollback':
      return rollbackRule(c, now)
    case 'execution.retry':
      return retryRule(c, now)
    case 'execution.resume':
      return resumeRule(c)
    case 'execution.stop':
      return stopRule(c)
    case 'verification.recheck':
      return recheckRule(c)
    case 'verification.accept_variance':
      return varianceRule(c)
    case 'plan.drop_action':
      return dropRule(c)
    case 'evidence.request_refresh':
    case 'plan.request_recompute':
      return lookAgainRule(command, c, now)
    case 'anomaly.snooze':
      return snoozeRule(c)
    case 'anomaly.wake':
      return c.snoozed == null ? block('not_snoozed', 'The case is in the open list.', 'Nothing has to be brought back.') : null
    case 'case.reopen':
      return reopenRule(c)
    case 'case.plan_rest':
      return restRule(c)
    case 'anomaly.assess':
    case 'case.close':
      return closedRule(c) ?? (UNDER_WAY.includes(c.status) ? block('under_way', standsAt(c.status), 'Wait until it has ended, or roll it back first.') : null)
    case 'case.acknowledge':
    case 'case.assign_owner':
      return closedRule(c)
    default:
      return null
  }
}

const snoozeRule = (c: Case): Blocked | null =>
  closedRule(c) ??
  (MAY_BE_PUT_AWAY.includes(c.status) ? null : block('under_way', standsAt(c.status), 'What runs, waits for a decision or needs a person is not snoozed.'))

function resumeRule(c: Case): Blocked | null {
  if (c.status !== 'escalated' || leftOf(c) === null)
    return block('not_stopped', 'There is no stopped run that left an action out.', 'A run that goes on is stopped first.')
  const { is_cleared, because } = clearanceOf(c)
  return is_cleared ? null : block('not_cleared', `The agreement does not stand: ${because}.`, 'Roll the run back, and have a new plan approved.')
}

type Decision = 'approval.approve' | 'approval.deny' | 'approval.request_changes' | 'approval.withdraw' | 'veto.cast' | 'veto.run_now'
const DECIDE = {
  'approval.approve': signApproval,
  'approval.deny': denyApproval,
  'approval.request_changes': requestChanges,
  'veto.cast': castVeto,
  'veto.run_now': runNow,
} as const

// Tries the pure decision with a reason that is long enough, and keeps nothing of it: its refusal is what stands in the way.
function decisionRule(command: Decision, c: Case, viewer: Actor, now: Instant): Blocked | null {
  const { approval, plan } = c
  if (approval === null && c.policy?.decision === 'deny')
    return block('policy_denied', deniedText(c), whatWouldPermit(c).join(' ') || 'Change the plan or the policy.')
  if (approval === null) return block('not_at_gate', 'Nothing waits for a decision here.', 'It can be decided once the plan has been sent for approval.')
  if (approval.state === 'expired')
    return block('expired', `The request expired ${formatInstant(approval.deadline, now)}.`, 'Send the plan for approval again.')
  if (approval.state === 'void' || (plan !== null && plan.plan_hash !== approval.plan_hash)) {
    const changed = `The plan changed: ${approval.plan_hash.slice(0, 8)} was sent, it is ${plan?.plan_hash.slice(0, 8) ?? 'gone'} now.`
    return block(
      'plan_changed',
      approval.state === 'void' && approval.closed_because !== null ? `Void: ${approval.closed_because}.` : changed,
      'Review the new plan and send it for approval.',
    )
  }
  if (approval.closed_at === null && isLookedAtAgain(c) && !STOPS_MEANWHILE.includes(command))
    return block('looked_at_again', 'The plan is being looked at again.', 'It can be decided when that has ended, in a moment; until then it can be stopped.')
  const standing = standingRequest(c, approval, now)
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

/** What would let policy permit this plan, or ask for less: one sentence per clause or check that was not met. Empty when nothing stands in the way. */
export function whatWouldPermit(c: Case): string[] {
  const clauses = (c.policy?.unmet ?? []).map((u) => sentence(`${u.would_satisfy.replace(/[.]$/, '')} (now: ${valueWords(u.value)})`))
  const checks = (c.plan?.actions ?? []).flatMap((a) =>
    a.prechecks.filter((p) => p.outcome !== 'passed').map((p) => sentence(`${p.outcome === 'unknown' ? 'Not known' : 'Failed'}: ${p.detail || p.id}`)),
  )
  return [...clauses, ...checks]
}

const deniedText = (c: Case): string => ['Policy denies this plan.', ...(c.policy?.reasons ?? []).map((r) => sentence(r.text))].join(' ')

/** Roles that open slots still wait for and no signature has used. */
function openRoles({ slots, signatures }: Approval): Role[] {
  const used = signatures.map((s) => s.role)
  const open = slots.filter((s) => !signatures.some((sig) => sig.slot === s.slot))
  return [...new Set(open.flatMap((s) => s.any_of))].filter((r) => !used.includes(r))
}
