import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import { endsWithRollback } from '@/lib/cases/case-beside'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { haltAction } from '@/lib/desks/cost/intents/halt-action'
import { stopAction } from '@/lib/desks/cost/intents/stop-action'
import { leftOf } from '@/lib/execution/resume-run'
import { retryDirection } from '@/lib/execution/retry-direction'
import { caseAction } from '@/lib/intents/action'
import { rollbackRule } from '@/lib/intents/state-rules'
import { formatCount, formatInstant } from '@/lib/kernel/format'
import type { Run } from '@/schemas/execution'
import type { IntentAction } from '@/schemas/intent'

/** What may be done about a run: stopped while it goes on or waits, taken up again, or undone. */
export function runActions(ctx: CaseContext, run: Run): IntentAction[] {
  if (retryDirection(ctx.c) !== null) return [retryAction(ctx)]
  if (run.state === 'rolling_back' && ctx.c.waits?.for === 'settling') return [haltAction(ctx, 'way_back')]
  if (run.state === 'running' || run.state === 'waiting') return [haltAction(ctx), stopAction(ctx)]
  // The card says that it was undone.
  if (run.state === 'rolled_back') return []
  return leftOf(ctx.c) === null ? [rollbackAction(ctx)] : [resumeAction(ctx), rollbackAction(ctx)]
}

function resumeAction({ c, viewer, now }: CaseContext): IntentAction {
  const left = leftOf(c)?.length ?? 0
  return caseAction('execution.resume', c, viewer, now, {
    label: 'Resume the run',
    effect: `Looks first whether what the run did is as it left it and the rest is as the plan saw it; then it carries out the ${formatCount(left, 'action')} that it left out. Where anything differs it stays stopped. Where an action fails, everything that this run did is undone.`,
    confirm: { level: 'reason', min_reason: MIN_REASON_CHARS },
  })
}

export const retryAction = ({ c, viewer, now }: CaseContext): IntentAction =>
  caseAction('execution.retry', c, viewer, now, {
    label: 'Try the run again',
    style: 'primary',
    effect: 'The worker goes on where it stopped. Policy, limits and the state of the targets are looked at again before anything is changed.',
    confirm: { level: 'click' },
  })

/** The way back, with the time until which it is known to work. */
export function rollbackAction({ c, viewer, now, open_beside }: Pick<CaseContext, 'c' | 'viewer' | 'now' | 'open_beside'>): IntentAction {
  const until = c.run?.reversible_until ?? null
  const ends_with_it = open_beside !== null && endsWithRollback(open_beside) ? open_beside : null
  const action = caseAction('execution.rollback', c, viewer, now, {
    label: 'Roll back',
    style: 'danger',
    effect: [
      'Puts the targets back as the snapshot shows them.',
      ...(until === null ? [] : [`Known to work until ${formatInstant(until, now)}.`]),
      ...(ends_with_it === null
        ? []
        : [`Case ${ends_with_it.case_id} of the same incident is closed with it, because its plan was made for what this one left; reopen it afterwards.`]),
    ].join(' '),
    confirm: { level: 'reason', prompt: 'Say why it has to be undone.', min_reason: MIN_REASON_CHARS },
  })
  return { ...action, disabled: action.disabled ?? rollbackRule(c, now, open_beside) }
}
