import { whatBecame } from '@/lib/desks/cost/intents/what-became'
import { formatCount } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import type { PlanAction } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Component } from '@/schemas/intent'

type Notice = Extract<Component, { kind: 'notice' }>
type Told = Omit<Notice, 'kind'>

const SAID_NOTHING = 'not known: the step said nothing.'
const failure = (run: Run): string | undefined => run.steps.findLast((s) => s.status === 'failed' && s.step !== 'rollback')?.detail

/** What somebody has to know about how a run ended, by its end; null for one that did what was planned. */
const TOLD: Record<Run['state'], (run: Run) => Told | null> = {
  running: () => null,
  waiting: () => null,
  succeeded: () => null,
  rolling_back: () => null,
  uncertain: (run) => ({
    tone: 'degraded',
    title: 'Not known whether the change was made',
    text: 'The call was sent and no answer came back. The targets are read again before anything else happens.',
    remedy: run.reversible_until === null ? 'Look at the targets, and undo by hand what was changed.' : 'Look at the targets, or roll back.',
  }),
  stale_plan: (run) => ({
    tone: 'void',
    title: 'Nothing was applied',
    text: `The plan no longer fits: ${(failure(run) ?? SAID_NOTHING).replace(/[.]$/, '')}.`,
    remedy: 'Plan again and send the new plan for approval.',
  }),
  stopped: stoppedHalfWay,
  failed: (run) => stoppedBefore(run) ?? failedBefore(run),
  rolled_back: undone,
  rollback_failed: (run) => {
    const last = run.steps.findLast((s) => s.status === 'failed')
    const text = last?.detail ?? SAID_NOTHING
    // It was waited for no longer: nothing was refused, and another try sends only what was not sent.
    return last?.step === 'settle'
      ? {
          tone: 'degraded',
          title: 'The way back is not proven',
          text,
          remedy: 'Roll back again, which sends nothing twice, or undo it by hand with the recipe on the plan.',
        }
      : { tone: 'degraded', title: 'The rollback failed', text, remedy: 'Undo it by hand with the recipe on the plan.' }
  },
}

// Ends after which some of a plan may stand and some not.
const IN_PARTS: readonly Run['state'][] = ['rolled_back', 'rollback_failed', 'uncertain']

/** The notice of how a run ended, where there is something to know: of a plan of several actions, which stand and which do not. */
export function runNotices(run: Run, actions: readonly PlanAction[]): Component[] {
  const told = TOLD[run.state](run)
  if (told === null) return []
  const each = IN_PARTS.includes(run.state) ? whatBecame(run, actions) : ''
  const text = capital(told.text)
  return [{ kind: 'notice', ...told, text: each === '' ? text : `${text.replace(/[.]$/, '')}. ${each}` }]
}

function stoppedBefore(run: Run): Told | null {
  if (failure(run) !== undefined || !run.steps.some((s) => s.step === 'apply' && s.status === 'skipped')) return null
  return {
    tone: 'info',
    title: 'The run was stopped before anything was changed',
    text: run.steps.findLast((s) => s.status === 'skipped')?.detail ?? '',
    remedy: 'Nothing has to be undone. Have the plan made again when it may go on.',
  }
}

const failedBefore = (run: Run): Told => ({
  tone: 'degraded',
  title: 'The run failed before anything was changed',
  text: failure(run) ?? SAID_NOTHING,
  remedy: 'Nothing has to be undone. Plan again when the cause is gone.',
})

function undone(run: Run): Told | null {
  const text = failure(run)
  if (text === undefined) return null
  const remedy = 'The targets are as the snapshot shows them. Plan again when the cause is gone.'
  return { tone: 'degraded', title: 'A change failed, and what had been changed was undone', text, remedy }
}

/** What a run that was stopped did and did not do. An action that was left out and carried out later, when somebody resumed the run, is done. */
function stoppedHalfWay({ steps }: Run): Told {
  const applied = new Set(steps.filter((s) => s.step === 'apply' && s.receipt !== null).map((s) => s.action_id))
  const left = new Set(steps.filter((s) => s.step === 'apply' && s.status === 'skipped' && !applied.has(s.action_id)).map((s) => s.action_id))
  const [done, all] = [applied.size, applied.size + left.size]
  return {
    tone: 'degraded',
    title: 'The run was stopped half way',
    text: `${done} of ${formatCount(all, 'action')} ${done === 1 ? 'was carried out and stands' : 'were carried out and stand'}; ${left.size} ${left.size === 1 ? 'was' : 'were'} not begun. Nothing was undone.`,
    remedy: 'Resume the run, roll back what was done, or leave it and close the case.',
  }
}
