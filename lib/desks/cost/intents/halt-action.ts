import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { caseAction } from '@/lib/intents/action'
import type { IntentAction } from '@/schemas/intent'

/** Ends this run and no other where it stands. Undoing what it did stays a decision of its own. */
export const haltAction = ({ c, viewer, now }: Pick<CaseContext, 'c' | 'viewer' | 'now'>): IntentAction =>
  caseAction('execution.stop', c, viewer, now, {
    label: 'Stop this run',
    style: 'danger',
    effect: 'The step in flight is finished and nothing more is applied. What was done stays until somebody rolls it back. Other runs go on.',
    confirm: { level: 'reason', prompt: 'Say why this run has to end.', min_reason: MIN_REASON_CHARS },
  })

/** Ends a way back that waits for its targets to settle. */
export const giveUpAction = ({ c, viewer, now }: Pick<CaseContext, 'c' | 'viewer' | 'now'>): IntentAction =>
  caseAction('execution.stop', c, viewer, now, {
    label: 'Give up the way back',
    style: 'danger',
    effect: 'Nothing more is sent. What was not undone yet stays until somebody rolls it back again or undoes it by hand.',
    confirm: { level: 'reason', prompt: 'Say why it is not to be undone.', min_reason: MIN_REASON_CHARS },
  })
