import { type CaseBeside, endsWithRollback, firstThere, whyItStays } from '@/lib/cases/case-beside'
import { isClosed } from '@/lib/cases/move'
import { mayHaveChanged, whyStillInPlace } from '@/lib/cases/still-in-place'
import { CHECKABLE, EDITABLE, SUBMITTABLE, UNDOABLE } from '@/lib/intents/case-statuses'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { LEFT_IN_PLACE } from '@/lib/intents/variance-rule'
import { formatInstant } from '@/lib/kernel/format'
import type { Case, CaseStatus } from '@/schemas/case'
import type { IntentAction } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

/** Why a button is off: the rule, the sentence, and what would lift it. */
export type Blocked = NonNullable<IntentAction['disabled']>

export const block = (rule: string, text: string, unblock: string): Blocked => ({ rule, text, unblock })
export const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1).replace(/[.]$/, '')}.`
export const standsAt = (status: CaseStatus): string => `The case stands at: ${STATUS_WORDS[status]}.`

export function submitRule(c: Case): Blocked | null {
  if (c.plan === null) return block('no_plan', 'There is no plan yet.', 'It is made after triage.')
  if (c.plan.actions.length === 0) return block('no_action', 'The plan has no action to approve.', 'Its reasons are listed on the case.')
  if (SUBMITTABLE.includes(c.status)) return null
  if (c.status === 'awaiting_approval' || c.status === 'awaiting_veto')
    return block('already_sent', 'The plan has been sent already.', 'It waits for the people on the strip.')
  return block('not_ready', standsAt(c.status), 'A plan can be sent while it is ready and nothing has been decided.')
}

export function dropRule({ plan, status }: Case): Blocked | null {
  if (plan === null || plan.actions.length === 0 || !EDITABLE.includes(status))
    return block('no_plan_to_edit', standsAt(status), 'A plan can be edited until it is carried out.')
  return plan.actions.length > 1 ? null : block('last_action', 'It is the only action of the plan.', 'Close the case instead, or have the plan denied.')
}

/** `beside` is another open case of the same incident, where somebody has looked for one. */
export function reopenRule(c: Case, beside: CaseBeside | null = null): Blocked | null {
  if (!isClosed(c)) return block('open', 'The case is open.', 'Only a closed case is reopened.')
  if (beside !== null) {
    const goes_on = c.checks.at(-1)?.reason === 'came_undone' ? ' and goes on with the saving that came undone here' : ''
    return block('open_beside', `Case ${beside.case_id} is open for the same incident${goes_on}.`, 'Go on there.')
  }
  const in_place = whyStillInPlace(c)
  if (in_place === null) return null
  return block('in_place', sentence(in_place), 'Roll it back first where that is possible, or let the next rise open a case of its own.')
}

export function closedRule(c: Case): Blocked | null {
  return isClosed(c) ? block('closed', 'The case is closed.', 'A new anomaly in this scope opens a new case.') : null
}

export function recheckRule(c: Case): Blocked | null {
  if (c.run === null) return block('not_executed', 'Nothing has been carried out yet.', 'The first check follows the run.')
  if (c.run.finished_at === null || (CHECKABLE.includes(c.status) && !LEFT_IN_PLACE.includes(c.run.state)))
    return block('not_known', 'What the run left in place is not known.', 'Look at its steps, and have it tried again or rolled back.')
  if (CHECKABLE.includes(c.status)) return null
  return block('ended', `The verification has ended. ${standsAt(c.status)}`, 'Its checks stay as they were made.')
}

/**
 * `beside` is another open case of the same incident, where somebody has looked for one: a closed case that is rolled back would be a second. One that changed
 * nothing ends with the rollback.
 */
export function rollbackRule({ run, status }: Case, now: Instant, beside: CaseBeside | null = null): Blocked | null {
  if (run === null) return block('not_executed', 'Nothing has been carried out.', 'There is nothing to roll back.')
  if (run.state === 'running' || run.state === 'waiting' || run.state === 'rolling_back')
    return block('running', `The run is ${run.state.replaceAll('_', ' ')}.`, 'Wait until it has finished.')
  if (run.state === 'rolled_back') return block('rolled_back', 'It has been rolled back.', 'Nothing is left to undo.')
  if (run.reversible_until === null && mayHaveChanged(run))
    return block(
      'not_known',
      'Whether anything was changed is not known.',
      'Look at the targets, and undo what was changed by hand with the recipe on the plan.',
    )
  if (run.reversible_until === null)
    return block('nothing_applied', 'Nothing was applied, so there is nothing to roll back.', 'Plan again if the case is still open.')
  if (run.reversible_until <= now)
    return block(
      'window_closed',
      `The rollback was known to work until ${formatInstant(run.reversible_until, now)}.`,
      'Undo it by hand with the recipe on the plan.',
    )
  if (!UNDOABLE.includes(status)) return block('not_now', standsAt(status), 'Wait until it has settled.')
  if (beside === null || endsWithRollback(beside)) return null
  return block(
    'open_beside',
    `Case ${beside.case_id} is open for the same incident, and ${whyItStays(beside)}.`,
    `${firstThere(beside)}, or undo this by hand with the recipe on the plan.`,
  )
}
