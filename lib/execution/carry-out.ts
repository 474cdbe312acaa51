import { isBeside } from '@/lib/execution/accompany/main-actions'
import { settled } from '@/lib/execution/settling/settling'
import { untilAnyShown, untilShown } from '@/lib/execution/settling/until-shown'
import { diffSnapshots } from '@/lib/execution/state/snapshot-diff'
import { stateDigest, withoutOwn } from '@/lib/execution/state/state-digest'
import { changedWords } from '@/lib/execution/state/what-changed'
import { formatCount } from '@/lib/kernel/format'
import { addHours } from '@/lib/kernel/time'
import type { PlanAction, Receipt } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Execution, Item } from './execution'
import { perform } from './perform'
import { isDone } from './resume-run'
import { anythingApplied, type RunLog } from './run-log'

/** One action from its snapshot to the proof of its effect. */
export async function carryOut<Port>(
  x: Execution<Port>,
  log: RunLog,
  item: Item<Port>,
  has_begun: boolean,
): Promise<'done' | 'failed' | 'uncertain' | 'stale_plan' | 'halted'> {
  const { action, bound } = item
  if (isDone(log.run(), action)) return 'done'
  // Of a run that has just begun nothing was claimed.
  const claimed = has_begun ? await x.claims.find(perform.key(x.plan, log, action, 'apply')) : undefined
  if (claimed === undefined) {
    const ready = await makeReady(x, log, item)
    if (ready !== 'ready') return ready
  } else if (!log.run().snapshots.some((s) => s.action_id === action.action_id)) {
    const detail = 'this was asked for before, and what its targets were like then was not kept: look at them before anything else is done'
    await log.step({ action_id: action.action_id, step: 'snapshot', status: 'failed', detail })
    return 'uncertain'
  }
  const { stages = 1 } = bound.facts
  for (let stage = 1; stage <= stages; stage++) {
    const receipt = await perform.once({
      x,
      log,
      action,
      step: 'apply',
      stage,
      is_unclaimed: claimed === undefined && stage === 1,
      call: (run) => bound.apply(x.port, run),
      // How far an action is before its last stage cannot be told from the state that it is for.
      isInTargetState: async () => stage === stages && isInPlace(x, log, item),
    })
    if (receipt.outcome === 'uncertain' || receipt.outcome === 'failed') return receipt.outcome
    const after = await settled(x, log, item, 'read', { whyNotWait: () => whyTurnBack(x, stage === stages), patch: wayBack(x, log, item, receipt) })
    if ('against' in after) return 'failed'
    if (stage === stages) return compare(x, log, item, receipt, after.seen)
    if (await stopsBefore(x, log, item, stage + 1)) return 'failed'
    await untilAnyShown(x, log, item, snapshotOf(log, action)?.before, after.seen, receipt)
  }
  return 'failed'
}

/** A run that is stopped while its targets settle turns back: what it did to them is undone once they have. Where nothing more would be sent only what demands that does: a freeze leaves it. */
async function whyTurnBack<Port>(x: Execution<Port>, is_all_sent: boolean): Promise<string | null> {
  const is_stopped = is_all_sent && x.isUndoRequested !== undefined ? await x.isUndoRequested() : await x.isStopRequested()
  return is_stopped ? 'execution was stopped while its targets settled' : null
}

/** Whether execution was stopped before a later stage of an action was asked for: it is the next change of the run, so it is not made. */
async function stopsBefore<Port>(x: Execution<Port>, log: RunLog, { action }: Item<Port>, stage: number): Promise<boolean> {
  if ((await x.claims.find(perform.key(x.plan, log, action, perform.nameOf('apply', 1, stage)))) !== undefined) return false
  if (!(await x.isStopRequested())) return false
  await log.step({ action_id: action.action_id, step: 'apply', status: 'skipped', detail: 'stopped before the rest of this action' })
  return true
}

/** Snapshot and dry run. Everything up to here can be repeated freely. */
async function makeReady<Port>(x: Execution<Port>, log: RunLog, item: Item<Port>): Promise<'ready' | 'failed' | 'stale_plan' | 'halted'> {
  const { action, bound } = item
  const { action_id } = action
  const now = await x.now()
  const run = { now, key: perform.key(x.plan, log, action, 'dry_run'), mode: 'dry_run' } as const
  const ready = await settled(x, log, item, run.key)
  if ('against' in ready) return anythingApplied(log.run()) ? 'failed' : 'stale_plan'
  const before = ready.seen
  if (stateDigest(bound, before, log.run().diff) !== action.dry_run.target_state_digest) {
    const what = changedWords(action.dry_run.seen, withoutOwn(bound.fields(before), log.run().diff))
    const detail = `the targets changed while the plan was being carried out${what === null ? '' : `: ${what}`}`
    await log.step({ action_id, step: 'snapshot', status: 'failed', detail })
    return anythingApplied(log.run()) ? 'failed' : 'stale_plan'
  }
  const others = log.run().snapshots.filter((s) => s.action_id !== action_id)
  const taken = `${formatCount(bound.fields(before).length, 'field')} of ${formatCount(bound.targets.length, 'target')}`
  await log.step({ action_id, step: 'snapshot', status: 'done', detail: taken }, { snapshots: [...others, { action_id, before, after: null }] })

  const tried = await bound.dryRun(x.port, run)
  const would = tried.outcome === 'would_succeed'
  await log.step({ action_id, step: 'dry_run', status: would ? 'done' : 'failed', detail: tried.detail })
  if (!would) return 'failed'
  if (await x.isHaltRequested?.()) return 'halted'
  if (await x.isStopRequested()) {
    await log.step({ action_id, step: 'apply', status: 'skipped', detail: 'stopped before this action' })
    return 'failed'
  }
  return 'ready'
}

const snapshotOf = (log: RunLog, { action_id }: Pick<PlanAction, 'action_id'>) => log.run().snapshots.find((s) => s.action_id === action_id)

async function isInPlace<Port>(x: Execution<Port>, log: RunLog, item: Item<Port>): Promise<boolean> {
  const { action, bound } = item
  const snapshot = snapshotOf(log, action)
  if (snapshot === undefined) return false
  const after = await settled(x, log, item, 'read')
  return 'seen' in after && bound.effect(snapshot.before, after.seen).status === 'in_place'
}

async function compare<Port>(x: Execution<Port>, log: RunLog, item: Item<Port>, receipt: Receipt, after: unknown): Promise<'done' | 'failed'> {
  const { action, bound } = item
  const { action_id } = action
  const before = snapshotOf(log, action)?.before
  const effect = bound.effect(before, after)
  // What accompanies the others holds them up by nothing, not even by a wait.
  if (effect.status === 'missing' && !isBeside(x.plan, action) && (await whyTurnBack(x, true)) === null) await untilShown(x, receipt)
  const diff = diffSnapshots(bound.fields(before), bound.fields(after), bound.facts.expected_fields)
  const surprises = diff.filter((d) => !d.is_expected).length
  await log.step(
    {
      action_id,
      step: 'post_snapshot',
      status: effect.status === 'in_place' ? 'done' : 'failed',
      detail: `${effect.detail}; ${diff.length - surprises} expected and ${surprises} unexpected changes`,
    },
    {
      snapshots: log.run().snapshots.map((s) => (s.action_id === action_id ? { ...s, after } : s)),
      diff: [...log.run().diff, ...diff],
      ...wayBack(x, log, item, receipt),
    },
  )
  return effect.status === 'in_place' ? 'done' : 'failed'
}

/** How long the plan can be undone with this action carried out: as a whole, until its first action cannot. */
function wayBack<Port>(x: Execution<Port>, log: RunLog, { action, bound }: Item<Port>, { finished_at }: Receipt): Pick<Run, 'reversible_until'> {
  const known = log.run().reversible_until
  const until = known !== null && isBeside(x.plan, action) ? known : addHours(finished_at, bound.facts.reversible_hours)
  return { reversible_until: known === null || until < known ? until : known }
}
