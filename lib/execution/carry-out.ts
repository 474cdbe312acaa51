import { addHours } from '@/lib/kernel/time'
import type { Receipt } from '@/schemas/action'
import type { Execution, Item } from './execution'
import { isBeside } from './main-actions'
import { perform } from './perform'
import { isDone } from './resume-run'
import { anythingApplied, type RunLog } from './run-log'
import { diffSnapshots } from './snapshot-diff'
import { stateDigest } from './state-digest'

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
  const receipt = await perform.once({
    x,
    log,
    action,
    step: 'apply',
    is_unclaimed: claimed === undefined,
    call: (run) => bound.apply(x.port, run),
    isInTargetState: async () => isInPlace(x, log, item),
  })
  if (receipt.outcome === 'uncertain' || receipt.outcome === 'failed') return receipt.outcome
  return compare(x, log, item, receipt)
}

/** Snapshot and dry run. Everything up to here can be repeated freely. */
async function makeReady<Port>(x: Execution<Port>, log: RunLog, { action, bound }: Item<Port>): Promise<'ready' | 'failed' | 'stale_plan' | 'halted'> {
  const { action_id } = action
  const now = await x.now()
  const run = { now, key: perform.key(x.plan, log, action, 'dry_run'), mode: 'dry_run' } as const
  const before = await bound.capture(x.port, run)
  if (stateDigest(bound, before, log.run().diff) !== action.dry_run.target_state_digest) {
    await log.step({ action_id, step: 'snapshot', status: 'failed', detail: 'the targets changed while the plan was being carried out' })
    return anythingApplied(log.run()) ? 'failed' : 'stale_plan'
  }
  const others = log.run().snapshots.filter((s) => s.action_id !== action_id)
  const taken = `${bound.fields(before).length} fields of ${bound.targets.length} targets`
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

async function isInPlace<Port>(x: Execution<Port>, log: RunLog, { action, bound }: Item<Port>): Promise<boolean> {
  const snapshot = log.run().snapshots.find((s) => s.action_id === action.action_id)
  if (snapshot === undefined) return false
  const after = await bound.capture(x.port, { now: await x.now(), key: 'read', mode: 'dry_run' })
  return bound.effect(snapshot.before, after).status === 'in_place'
}

async function compare<Port>(x: Execution<Port>, log: RunLog, { action, bound }: Item<Port>, receipt: Receipt): Promise<'done' | 'failed'> {
  const { action_id } = action
  const now = await x.now()
  const after = await bound.capture(x.port, { now, key: 'read', mode: 'dry_run' })
  const before = log.run().snapshots.find((s) => s.action_id === action_id)?.before
  const effect = bound.effect(before, after)
  const diff = diffSnapshots(bound.fields(before), bound.fields(after), bound.facts.expected_fields)
  const surprises = diff.filter((d) => !d.is_expected).length
  const known = log.run().reversible_until
  const until = known !== null && isBeside(x.plan, action) ? known : addHours(receipt.finished_at, bound.facts.reversible_hours)
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
      // The plan can be undone as a whole until its first action cannot.
      reversible_until: known === null || until < known ? until : known,
    },
  )
  return effect.status === 'in_place' ? 'done' : 'failed'
}
