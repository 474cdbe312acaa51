import { besideTheRest } from '@/lib/execution/accompany/beside-the-rest'
import { isBeside } from '@/lib/execution/accompany/main-actions'
import type { Item } from '@/lib/execution/execution'
import type { RunLog } from '@/lib/execution/run-log'
import { isPutOff } from '@/lib/execution/settling/settling'
import type { Fault } from '@/lib/kernel/errors'
import type { PlanAction } from '@/schemas/action'
import type { Run, Step } from '@/schemas/execution'
import { wayBackBegan } from './given-up'
import { appliedLastFirst, leftToUndo, shareTarget, undoneLast } from './left-to-undo'
import { type Asked, type Undo, undoAction } from './undo-action'

/**
 * Undoes what a run applied, last first, and proves it: the fields that the template meant to change are equal to the snapshot again.
 * Ends `rolled_back`, `rollback_failed`, or `failed` when nothing had been applied. Throws Fault `settling` while a target is on its way to another state: nothing is sent to it, and
 * nothing compared, before it is there. What only takes no change for some hours is put off, and holds up nothing but what was done before to the same targets, or to those of what it
 * holds up.
 */
export async function rollBack<Port>(x: Undo<Port>, log: RunLog, items: readonly Item<Port>[], by: Asked['by']): Promise<Run> {
  const applied = appliedLastFirst(log.run(), items)
  if (applied.length === 0) return log.finish('failed')
  if (log.run().state !== 'rolling_back') await log.patch({ state: 'rolling_back', finished_at: null })
  const asked = { by, since: wayBackBegan(log.run()) ?? (await x.now()) }
  const held_up: PlanAction[] = []
  let put_off: Fault | null = null
  for (const item of leftToUndo(log.run(), applied)) {
    const { action } = item
    if (held_up.some((other) => shareTarget(other, action))) {
      held_up.push(action)
      continue
    }
    try {
      if (isBeside(x.plan, action)) await besideTheRest(log, action, 'rollback', (told) => undoAction(x, told, item, asked))
      else if (!(await undoAction(x, log, item, asked))) return endFailed(log)
    } catch (error) {
      if (!isPutOff(error)) throw error
      put_off ??= error
      held_up.push(action)
    }
  }
  if (put_off === null) return log.finish('rolled_back')
  await keepProof(log)
  throw put_off
}

/** What was undone last is looked at once more when a way back goes on, unless it says that it is proven: what is put off may wait for hours. */
async function keepProof(log: RunLog): Promise<void> {
  const action_id = undoneLast(log.run())
  if (action_id !== null) await log.step({ action_id, step: 'rollback', status: 'done', detail: 'as captured before the change' })
}

/** Ends a way back that failed. What waits beside it is not waited for any longer. */
function endFailed(log: RunLog): Promise<Run> {
  const waits = (s: Step): boolean => s.step === 'settle' && s.status === 'running'
  const ended = { status: 'skipped', detail: 'not waited for any longer: the way back has ended' } as const
  return log.finish('rollback_failed', { steps: log.run().steps.map((s) => (waits(s) ? { ...s, ...ended } : s)) })
}
