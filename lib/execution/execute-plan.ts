import { goAlong } from '@/lib/execution/accompany/go-along'
import { isBeside } from '@/lib/execution/accompany/main-actions'
import { settled, settlingLine } from '@/lib/execution/settling/settling'
import { recheck } from '@/lib/execution/state/recheck'
import { rollBack } from '@/lib/execution/undo/roll-back'
import { Fault } from '@/lib/kernel/errors'
import type { Run } from '@/schemas/execution'
import { bindAll } from './bind-all'
import { carryOut } from './carry-out'
import type { Execution, Item } from './execution'
import { endStopped, halt, hasApplied, isHalted, tellStopped } from './halt'
import { mayGoOn } from './may-go-on'
import { perform } from './perform'
import { isDone } from './resume-run'
import { isOver, newRun, type RunLog, runId, runLog } from './run-log'

/**
 * Carries out an approved plan: every action is checked again, captured, dry-run, applied once, captured again and compared. The first
 * failure stops it and undoes what was applied, last first; a halt ends it and undoes nothing. What accompanies the plan's actions comes after them and is left out
 * where it fails. A plan whose targets changed since it was made is `stale_plan` and nothing
 * happens. When an outcome is not known the world is read again; what stays unknown ends `uncertain` and is left to a person.
 * A run pauses as `waiting` before an action that limits do not let begin yet. When it goes on everything is looked at again, what it did and what is left; where
 * either is another by then it ends `stopped`.
 * Safe to start again at any point with the run that `onStep` last got, by one worker at a time (the queue of the case sees to that). Throws Fault `digest_mismatch` for a plan that is not the approved
 * one, and to be started again later `provider_down` when the account cannot be read, and `settling` while a target is on its way to another state.
 */
export async function executePlan<Port>(x: Execution<Port>): Promise<Run> {
  if (x.planHash(x.plan) !== x.plan.plan_hash)
    throw new Fault('digest_mismatch', 'the plan is not the one that was approved: make it again and ask again', { plan_id: x.plan.plan_id })
  const let_by = x.let_by ?? null
  const previous = x.previous?.run_id === runId(x.plan, let_by) ? x.previous : null
  const is_resumed = x.is_resumed === true && previous?.state === 'stopped'
  if (previous !== null && isOver(previous) && !is_resumed) return previous
  const log = runLog(previous ?? newRun(x.plan, let_by, await x.now()), x.now, x.onStep)
  const has_begun = await hasBegun(x, log)
  const is_between = is_resumed || log.run().state === 'waiting'
  const items = bindAll(x, has_begun ? 'begun' : 'present')
  if (typeof items === 'string') return unbound(x, log, items, is_between ? 'stopped' : has_begun ? 'uncertain' : 'stale_plan')
  if (log.run().state === 'rolling_back') return rollBack(x, log, items, 'executor')
  const main = items.filter(({ action }) => !isBeside(x.plan, action))
  const ended = is_between ? await goOn(x, log, items, main) : has_begun ? await endWhileWaiting(x, log, items) : await begin(x, log, items, main)
  return ended ?? carryOutAll(x, log, items, main, has_begun)
}

/** Looks at every target before the first of them is touched. The run where one is not as it was planned for. */
async function begin<Port>(x: Execution<Port>, log: RunLog, items: readonly Item<Port>[], main: readonly Item<Port>[]): Promise<Run | null> {
  const ended = await endWhileWaiting(x, log, items)
  if (ended !== null) return ended
  if ((await whyNotSettled(x, log, main)) !== null) return log.finish('stale_plan')
  for (const item of main) if ((await recheck(x, log, item)) !== null) return log.finish('stale_plan')
  return null
}

/** Takes up a run between two of its actions, where nothing is in flight. The run where it ends here instead. */
async function goOn<Port>(x: Execution<Port>, log: RunLog, items: readonly Item<Port>[], main: readonly Item<Port>[]): Promise<Run | null> {
  const ended = await endWhileWaiting(x, log, items)
  if (ended !== null) return ended
  const against = (await whyNotSettled(x, log, main)) ?? (await mayGoOn(x, log, main))
  if (against !== null) return endStopped(x, log, against)
  await log.patch({ state: 'running', finished_at: null })
  return null
}

/**
 * A run that waits for room, or for the targets of an action that it has not asked for, has nothing in flight: it ends at once when somebody says so. Null where it does not
 * wait, or nobody does.
 */
async function endWhileWaiting<Port>(x: Execution<Port>, log: RunLog, items: readonly Item<Port>[]): Promise<Run | null> {
  const line = x.plan.actions.filter((a) => !hasApplied(log.run(), a)).flatMap((a) => settlingLine(log.run(), a.action_id) ?? [])[0]
  if (log.run().state !== 'waiting' && line === undefined) return null
  const is_halted = (await x.isHaltRequested?.()) === true
  if (!is_halted && !(await x.isStopRequested())) return null
  if (line !== undefined)
    await log.step({ action_id: line.action_id, step: 'settle', status: 'skipped', detail: 'not waited for any longer: the run was stopped' })
  if (is_halted) return halt(log, items)
  await tellStopped(x, log)
  return rollBack(x, log, items, 'executor')
}

/** Where a run waited for the targets of an action it goes on with them, so that nothing else is looked at again for as long as they take. What is against waiting longer, or null. */
async function whyNotSettled<Port>(x: Execution<Port>, log: RunLog, main: readonly Item<Port>[]): Promise<string | null> {
  const waited = main.find(({ action }) => settlingLine(log.run(), action.action_id) !== undefined)
  const now = waited === undefined ? null : await settled(x, log, waited, 'recheck')
  return now !== null && 'against' in now ? now.against : null
}

async function carryOutAll<Port>(x: Execution<Port>, log: RunLog, items: readonly Item<Port>[], main: readonly Item<Port>[], has_begun: boolean): Promise<Run> {
  for (const item of main) {
    if (await isHalted(x, log, item)) return halt(log, items)
    if (await mustWait(x, log, item)) return log.pause()
    const result = await carryOut(x, log, item, has_begun)
    if (result === 'halted') return halt(log, items)
    if (result === 'uncertain' || result === 'stale_plan') return log.finish(result)
    if (result === 'failed') return rollBack(x, log, items, 'executor')
  }
  for (const action of x.plan.actions.filter((a) => isBeside(x.plan, a))) await goAlong(x, log, action, items, has_begun)
  return log.finish('succeeded')
}

/** Whether limits do not let an action begin yet. One that was asked for is finished first. */
async function mustWait<Port>(x: Execution<Port>, log: RunLog, { action }: Item<Port>): Promise<boolean> {
  if (x.may_begin == null || x.may_begin.includes(action.action_id) || isDone(log.run(), action)) return false
  return (await x.claims.find(perform.key(x.plan, log, action, 'apply'))) === undefined
}

/** Nothing was done, or something was and nobody is left who knows how to go on: that is for a person. */
async function unbound<Port>(x: Execution<Port>, log: RunLog, detail: string, state: 'stale_plan' | 'uncertain' | 'stopped'): Promise<Run> {
  const [first] = x.plan.actions
  if (first !== undefined) await log.step({ action_id: first.action_id, step: 'recheck', status: 'failed', detail })
  return state === 'stopped' ? endStopped(x, log, detail) : log.finish(state)
}

/** Whether an earlier start got as far as asking for an effect: then the targets differ from the plan by our own doing. */
async function hasBegun<Port>(x: Execution<Port>, log: RunLog): Promise<boolean> {
  for (const action of x.plan.actions) {
    if ((await x.claims.find(perform.key(x.plan, log, action, 'apply'))) !== undefined) return true
  }
  return false
}
