import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Plan, PlanAction, Receipt } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import { besideTheRest } from './beside-the-rest'
import type { Claims } from './claims'
import { isBeside } from './main-actions'
import { perform } from './perform'
import { changedSince, isDone } from './resume-run'
import { rollBack } from './roll-back'
import { isOver, newRun, type RunLog, runId, runLog } from './run-log'
import { diffSnapshots } from './snapshot-diff'
import { stateDigest } from './state-digest'
import type { BoundAction, Catalogue } from './template'

export type Execution<Port> = {
  plan: Plan
  /** Recomputes the hash of a plan, so that a plan that was changed after its approval is refused. */
  planHash(plan: Plan): string
  templates: Catalogue<Port>
  port: Port
  claims: Claims
  /** On whose word it runs (`letBy`). The same plan on another word is another run. */
  let_by?: string | null
  /** The case's last run as it was persisted: it is gone on with when it runs on this word, and left alone when it does not. */
  previous: Run | null
  now(): Promise<Instant>
  /** Must be durable when it resolves: the snapshot that a rollback needs is handed over before anything is applied. */
  onStep(run: Run): Promise<void>
  /** Asked before each action; a stop undoes what was applied. */
  isStopRequested(): Promise<boolean>
  /** Asked before each action; it ends the run where it stands and undoes nothing. Nobody can ask for that where it is absent. */
  isHaltRequested?(): Promise<boolean>
  /** A person has the previous run, which somebody stopped, carry out what it left out. Where that is not safe it stays stopped and says why. */
  is_resumed?: boolean
}

type Item<Port> = { action: PlanAction; bound: BoundAction<Port> }

/**
 * Carries out an approved plan: every action is checked again, captured, dry-run, applied once, captured again and compared. The first
 * failure stops it and undoes what was applied, last first; a halt ends it and undoes nothing. What accompanies the plan's actions comes after them and is left out
 * where it fails. A plan whose targets changed since it was made is `stale_plan` and nothing
 * happens. When an outcome is not known the world is read again; what stays unknown ends `uncertain` and is left to a person.
 * Safe to start again at any point with the run that `onStep` last got, by one worker at a time (the queue of the case sees to that). Throws Fault `digest_mismatch` for a plan that is not the approved
 * one, and `provider_down` when the account cannot be read: start again later.
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
  const items = bindAll(x, has_begun ? 'begun' : 'present')
  if (typeof items === 'string') return unbound(log, x.plan, items, is_resumed ? 'stopped' : has_begun ? 'uncertain' : 'stale_plan')
  const main = items.filter(({ action }) => !isBeside(x.plan, action))
  if (is_resumed && !(await mayResume(x, log, main))) return log.finish('stopped')
  if (log.run().state === 'rolling_back') return rollBack(x, log, items, 'executor')

  if (!has_begun) {
    for (const item of main) {
      const trouble = await recheck(x, log, item)
      if (trouble !== null) return log.finish('stale_plan')
    }
  }
  for (const item of main) {
    if (await isHalted(x, log, item)) return halt(log, items)
    const result = await carryOut(x, log, item, has_begun)
    if (result === 'halted') return halt(log, items)
    if (result === 'uncertain' || result === 'stale_plan') return log.finish(result)
    if (result === 'failed') return rollBack(x, log, items, 'executor')
  }
  for (const action of x.plan.actions.filter((a) => isBeside(x.plan, a))) await goAlong(x, log, action, items, has_begun)
  return log.finish('succeeded')
}

/**
 * The plan's actions with their templates, or why they cannot be bound any more. A plan that has not begun needs the present version of
 * each template; what has begun is gone on with, and undone, by the version that it began with. An action beside the others is left out where it cannot be bound.
 */
export function bindAll<Port>(x: { plan: Plan; templates: Catalogue<Port> }, of: 'present' | 'begun' = 'begun'): Item<Port>[] | string {
  const items: Item<Port>[] = []
  for (const action of x.plan.actions) {
    const is_beside = isBeside(x.plan, action)
    const present = x.templates[action.template]
    if (present === undefined && is_beside) continue
    if (present === undefined) return `there is no template ${action.template} any more`
    const former = of === 'begun' ? x.templates[`${action.template}@${action.template_version}`] : undefined
    const template = present.version === action.template_version ? present : former
    if (template === undefined && is_beside) continue
    if (template === undefined) return `${action.template} is now version ${present.version}, the plan was made with ${action.template_version}`
    items.push({ action, bound: template.bind(action.params) })
  }
  return items
}

/** Nothing was done, or something was and nobody is left who knows how to go on: that is for a person. */
async function unbound(log: RunLog, plan: Plan, detail: string, state: 'stale_plan' | 'uncertain' | 'stopped'): Promise<Run> {
  const [first] = plan.actions
  if (first !== undefined) await log.step({ action_id: first.action_id, step: 'recheck', status: 'failed', detail })
  return log.finish(state)
}

/**
 * Looks at a stopped run as a whole before anything more is done: what it did has to be as it left it, and what it left out as the plan saw it, with every check
 * passed. Only then does it run again, under the keys that it had; its dry runs are made anew before each action.
 */
async function mayResume<Port>(x: Execution<Port>, log: RunLog, items: readonly Item<Port>[]): Promise<boolean> {
  if ((await changedSince(x, log, items)) !== null) return false
  const left = items.filter(({ action }) => !isDone(log.run(), action))
  for (const item of left) {
    if ((await x.claims.find(perform.key(x.plan, log, item.action, 'apply'))) !== undefined) {
      const detail = 'the run is not resumed: this was asked for before, and how it ended is not known'
      await log.step({ action_id: item.action.action_id, step: 'recheck', status: 'failed', detail })
      return false
    }
    if ((await recheck(x, log, item)) !== null) return false
  }
  await log.patch({ state: 'running', finished_at: null })
  return true
}

/** Whether an earlier start got as far as asking for an effect: then the targets differ from the plan by our own doing. */
async function hasBegun<Port>(x: Execution<Port>, log: RunLog): Promise<boolean> {
  for (const action of x.plan.actions) {
    if ((await x.claims.find(perform.key(x.plan, log, action, 'apply'))) !== undefined) return true
  }
  return false
}

async function recheck<Port>(x: Execution<Port>, log: RunLog, { action, bound }: Item<Port>): Promise<string | null> {
  const now = await x.now()
  const [checks, captured] = await Promise.all([bound.precheck(x.port, now), bound.capture(x.port, { now, key: 'recheck', mode: 'dry_run' })])
  const open = checks.filter((check) => check.outcome !== 'passed')
  const seen = stateDigest(bound, captured, log.run().diff)
  const trouble =
    open.length > 0
      ? open.map((check) => `${check.id}: ${check.detail}`).join('; ')
      : seen !== action.dry_run.target_state_digest
        ? 'the targets are no longer in the state that the dry run saw'
        : null
  const detail = trouble ?? `${bound.targets.length} of ${bound.targets.length} targets are as the dry run saw them`
  await log.step({ action_id: action.action_id, step: 'recheck', status: trouble === null ? 'done' : 'failed', detail })
  return trouble
}

/**
 * An action beside those that the plan is for, once all of them have succeeded. Whatever keeps it from being carried out is told as a step that was left out, and
 * the run has succeeded without it.
 */
async function goAlong<Port>(x: Execution<Port>, log: RunLog, action: PlanAction, items: readonly Item<Port>[], has_begun: boolean): Promise<void> {
  const { action_id } = action
  const item = items.find((i) => i.action === action)
  await besideTheRest(log, action, 'apply', async (told) => {
    const leaveOut = (detail: string) => told.step({ action_id, step: 'apply', status: 'skipped', detail })
    if (item === undefined) return leaveOut('not carried out: its template is another one than when the plan was made')
    if (isDone(log.run(), action)) return
    if (await isHalted(x, log, item)) return leaveOut('not carried out: somebody stopped the run before this action')
    const is_claimed = has_begun && (await x.claims.find(perform.key(x.plan, log, action, 'apply'))) !== undefined
    if (!is_claimed && (await recheck(x, told, item)) !== null) return
    if ((await carryOut(x, told, item, has_begun)) === 'halted') await leaveOut('not carried out: somebody stopped the run before this action')
  })
}

/** Whether somebody had the run end before this action. One that was asked for already is finished first. */
async function isHalted<Port>(x: Execution<Port>, log: RunLog, { action }: Item<Port>): Promise<boolean> {
  if (x.isHaltRequested === undefined || !(await x.isHaltRequested())) return false
  return (await x.claims.find(perform.key(x.plan, log, action, 'apply'))) === undefined
}

/** Ends a run where it stands: what was applied stays, and every action that was not says so. */
async function halt<Port>(log: RunLog, items: readonly Item<Port>[]): Promise<Run> {
  for (const { action } of items) {
    const { action_id } = action
    if (!log.run().steps.some((s) => s.action_id === action_id && s.step === 'apply'))
      await log.step({ action_id, step: 'apply', status: 'skipped', detail: 'not carried out: somebody stopped the run before this action' })
  }
  return log.finish(anythingApplied(log) ? 'stopped' : 'failed')
}

/** One action from its snapshot to the proof of its effect. */
async function carryOut<Port>(
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
    return anythingApplied(log) ? 'failed' : 'stale_plan'
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

const anythingApplied = (log: RunLog): boolean => log.run().steps.some((s) => s.step === 'apply' && s.receipt !== null)
