import type { Run } from '@/schemas/execution'
import type { Component } from '@/schemas/intent'

/** What somebody has to know about how a run ended; nothing for one that did what was planned. */
export function runNotices(run: Run): Component[] {
  if (run.state === 'uncertain')
    return [
      {
        kind: 'notice',
        tone: 'degraded',
        title: 'Not known whether the change was made',
        text: 'The call was sent and no answer came back. The targets are read again before anything else happens.',
        remedy: 'Look at the targets, or roll back.',
      },
    ]
  if (run.state === 'stale_plan')
    return [
      {
        kind: 'notice',
        tone: 'void',
        title: 'Nothing was applied',
        text: 'The targets are no longer in the state that was approved.',
        remedy: 'Plan again and send the new plan for approval.',
      },
    ]
  const failed = run.steps.findLast((s) => s.status === 'failed' && s.step !== 'rollback')?.detail
  if (run.state === 'stopped') return [stoppedNotice(run)]
  if (run.state === 'failed' && failed === undefined && run.steps.some((s) => s.step === 'apply' && s.status === 'skipped'))
    return [
      {
        kind: 'notice',
        tone: 'info',
        title: 'The run was stopped before anything was changed',
        text: run.steps.findLast((s) => s.status === 'skipped')?.detail ?? '',
        remedy: 'Nothing has to be undone. Have the plan made again when it may go on.',
      },
    ]
  if (run.state === 'failed')
    return [
      {
        kind: 'notice',
        tone: 'degraded',
        title: 'The run failed before anything was changed',
        text: failed ?? 'not known: the step said nothing.',
        remedy: 'Nothing has to be undone. Plan again when the cause is gone.',
      },
    ]
  if (run.state === 'rolled_back' && failed !== undefined)
    return [
      {
        kind: 'notice',
        tone: 'degraded',
        title: 'A change failed, and what had been changed was undone',
        text: failed,
        remedy: 'The targets are as the snapshot shows them. Plan again when the cause is gone.',
      },
    ]
  if (run.state === 'rollback_failed')
    return [
      {
        kind: 'notice',
        tone: 'degraded',
        title: 'The rollback failed',
        text: run.steps.findLast((s) => s.status === 'failed')?.detail ?? 'not known: the step said nothing.',
        remedy: 'Undo it by hand with the recipe on the plan.',
      },
    ]
  return []
}

/** What a run that somebody stopped did and did not do. */
function stoppedNotice({ steps }: Run): Component {
  const [done, left] = [steps.filter((s) => s.step === 'apply' && s.receipt !== null).length, steps.filter((s) => s.status === 'skipped').length]
  return {
    kind: 'notice',
    tone: 'degraded',
    title: 'The run was stopped half way',
    text: `${done} of ${done + left} actions were carried out and stand; ${left} were not begun. Nothing was undone.`,
    remedy: 'Roll back what was done, or leave it and close the case.',
  }
}
