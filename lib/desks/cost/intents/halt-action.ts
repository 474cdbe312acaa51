import { MIN_REASON_CHARS } from '@/lib/approval/decide-refusals'
import type { CaseContext } from '@/lib/desks/cost/intents/case-context'
import { caseAction } from '@/lib/intents/action'
import type { IntentAction } from '@/schemas/intent'

const WORDS = {
  run: {
    label: 'Stop this run',
    effect: 'The step in flight is finished and nothing more is applied. What was done stays until somebody rolls it back. Other runs go on.',
    prompt: 'Say why this run has to end.',
  },
  way_back: {
    label: 'Give up the way back',
    effect: 'Nothing more is sent, and what was sent is not proven. What was not undone yet stays until somebody rolls it back again or undoes it by hand.',
    prompt: 'Say why it is not to be undone.',
  },
}

/** Ends this run and no other where it stands, or its way back while that waits for its targets to settle. Undoing what it did stays a decision of its own. */
export function haltAction({ c, viewer, now }: Pick<CaseContext, 'c' | 'viewer' | 'now'>, what: keyof typeof WORDS = 'run'): IntentAction {
  const { label, effect, prompt } = WORDS[what]
  return caseAction('execution.stop', c, viewer, now, { label, style: 'danger', effect, confirm: { level: 'reason', prompt, min_reason: MIN_REASON_CHARS } })
}
