import { mainActions } from '@/lib/execution/accompany/main-actions'
import { diffSnapshots } from '@/lib/execution/state/snapshot-diff'
import { withoutOwn } from '@/lib/execution/state/state-digest'
import type { PlanAction } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import type { Run, SnapshotDiff } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { Item } from './execution'
import type { RunLog } from './run-log'

/** Whether an action of a run is carried out and compared. */
export const isDone = (run: Run, action: Pick<PlanAction, 'action_id'>): boolean =>
  run.steps.some((s) => s.action_id === action.action_id && s.step === 'post_snapshot' && s.status === 'done')

/** The actions that a run which a person stopped left out. Null where there is no such run, or where something of it is neither done nor left out. */
export function leftOf({ run, plan }: Pick<Case, 'run' | 'plan'>): PlanAction[] | null {
  if (run === null || plan === null || run.state !== 'stopped' || run.plan_hash !== plan.plan_hash) return null
  const left = mainActions(plan).filter((a) => !isDone(run, a))
  const last = (a: PlanAction) => run.steps.findLast((s) => s.action_id === a.action_id && s.step === 'apply')
  return left.length > 0 && left.every((a) => last(a)?.status === 'skipped') ? left : null
}

/** The actions that a run which waits for room has not begun. Null where none waits. */
export function restOf({ run, plan }: Pick<Case, 'run' | 'plan'>): PlanAction[] | null {
  if (run === null || plan === null || run.state !== 'waiting' || run.plan_hash !== plan.plan_hash) return null
  return mainActions(plan).filter((a) => !isDone(run, a))
}

/**
 * Looks whether everything that a stopped or waiting run did is as the run left it: its effect in place, and nothing else of its targets changed. What the action itself
 * makes come and go, as a schedule does with power, may have, and so may what a later action of the run said that it would change. Gives what is against going
 * on, as a sentence, or null; only reads.
 */
export async function changedSince<Port>(x: { port: Port; now(): Promise<Instant> }, log: RunLog, items: readonly Item<Port>[]): Promise<string | null> {
  for (const [at, { action, bound }] of items.entries()) {
    if (!isDone(log.run(), action)) continue
    const { action_id } = action
    const own = items.slice(at + 1).flatMap((later) => declaredBy(log.run(), later))
    const known = log.run().snapshots.find((s) => s.action_id === action_id)
    const seen = await bound.capture(x.port, { now: await x.now(), key: 'recheck', mode: 'dry_run' })
    const effect = known === undefined ? null : bound.effect(known.before, seen)
    const left = withoutOwn(bound.fields(seen), own)
    const foreign = known?.after == null ? [] : diffSnapshots(bound.fields(known.after), left, bound.facts.expected_fields).filter((d) => !d.is_expected)
    const [first] = foreign
    const against =
      effect === null || known?.after == null
        ? 'what its targets were like after it was not kept'
        : effect.status !== 'in_place'
          ? `what it did is not in place any more: ${effect.detail}`
          : first === undefined
            ? null
            : `${first.field} of ${first.target} was ${first.before} after it and is ${first.after} now`
    const detail = against === null ? 'as this run left it' : `the run does not go on: ${against}`
    await log.step({ action_id, step: 'recheck', status: against === null ? 'done' : 'failed', detail })
    if (against !== null) return detail
  }
  return null
}

/** What an action of the run said that it would change, and changed. */
function declaredBy<Port>(run: Run, { action, bound }: Item<Port>): SnapshotDiff[] {
  const known = run.snapshots.find((s) => s.action_id === action.action_id)
  if (known?.after == null) return []
  return diffSnapshots(bound.fields(known.before), bound.fields(known.after), bound.facts.expected_fields).filter((d) => d.is_expected)
}
