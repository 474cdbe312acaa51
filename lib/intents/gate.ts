import { clearanceOf } from '@/lib/approval/clearance'
import { anyOf } from '@/lib/approval/decide-words'
import { leftOf } from '@/lib/execution/resume-run'
import { EDITABLE, MAY_BE_PUT_AWAY, UNDER_WAY } from '@/lib/intents/case-statuses'
import { COMMAND_ROLES } from '@/lib/intents/command-roles'
import { decisionRule, isDecision } from '@/lib/intents/decision-rule'
import { lookAgainRule } from '@/lib/intents/look-again-rule'
import { restRule } from '@/lib/intents/rest-rule'
import { retryRule } from '@/lib/intents/retry-rule'
import { type Blocked, block, closedRule, dropRule, recheckRule, reopenRule, rollbackRule, standsAt, submitRule } from '@/lib/intents/state-rules'
import { stopRule } from '@/lib/intents/stop-rule'
import { varianceRule } from '@/lib/intents/variance-rule'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import type { Instant } from '@/schemas/time'

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
  if (isDecision(command)) return null
  const roles = COMMAND_ROLES[command]
  if (viewer.roles.some((r) => roles.includes(r))) return null
  return block(
    'role',
    `This needs the role ${anyOf(roles)}; ${viewer.name} has ${viewer.roles.join(', ') || 'none'}.`,
    'Ask somebody with that role, or an admin for the role.',
  )
}

function stateRule(command: CommandName, c: Case, viewer: Actor, now: Instant): Blocked | null {
  if (isDecision(command)) return decisionRule(command, c, viewer, now)
  switch (command) {
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
