import type { Fault } from '@/lib/kernel/errors'
import type { Plan, PlanAction, Receipt } from '@/schemas/action'
import type { Run, Step } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import { applyReceipt } from './apply-receipt'
import { besideTheRest } from './beside-the-rest'
import type { Claims } from './claims'
import type { Item } from './execution'
import { isBeside } from './main-actions'
import { perform } from './perform'
import type { RunLog } from './run-log'
import { isPutOff, settled, settlingLine } from './settling'
import type { BoundAction } from './template'
import { untilAnyShown, untilShown } from './until-shown'

// Of a way back that the provider refuses because a target has just been set going by something else.
const MOST_REFUSALS = 3
const ENDED = 'somebody had the way back end while it waited'

type Undo<Port> = {
  plan: Plan
  port: Port
  claims: Claims
  now(): Promise<Instant>
  /** Whether somebody asked, since then, that a way back which waits is given up. Nobody can where it is absent. */
  isHaltRequested?(since?: Instant): Promise<boolean>
}

/**
 * Undoes what a run applied, last first, and proves it: the fields that the template meant to change are equal to the snapshot again.
 * Ends `rolled_back`, `rollback_failed`, or `failed` when nothing had been applied. `by` says who asked: the executor after a failure, or
 * a person, whose new try may repeat one that failed. Throws Fault `settling` while a target is on its way to another state: nothing is sent to it, and nothing
 * compared, before it is there.
 */
export async function rollBack<Port>(x: Undo<Port>, log: RunLog, items: readonly Item<Port>[], by: 'executor' | 'person'): Promise<Run> {
  const applied = items.filter(({ action }) => mayHaveChanged(log.run(), action)).reverse()
  if (applied.length === 0) return log.finish('failed')
  if (log.run().state !== 'rolling_back') await log.patch({ state: 'rolling_back', finished_at: null })
  // Who has it end while it waits is heard also when its targets have settled, or others are waited for, before the next look.
  const waited_since = settlingLine(log.run())?.at
  const put_off: { action: PlanAction; why: Fault }[] = []
  for (const item of leftToUndo(log.run(), applied)) {
    if (put_off.some((p) => shareTarget(p.action, item.action))) continue
    try {
      if (isBeside(x.plan, item.action)) await besideTheRest(log, item.action, 'rollback', (told) => undo(x, told, item, { by, waited_since }))
      else if (!(await undo(x, log, item, { by, waited_since }))) return endFailed(log)
    } catch (error) {
      // What only takes no change for some hours holds up nothing but what was done to it before.
      if (!isPutOff(error)) throw error
      put_off.push({ action: item.action, why: error })
    }
  }
  const [first] = put_off
  if (first !== undefined) throw first.why
  return log.finish('rolled_back')
}

/** The last that was asked for comes first, because it may not have been looked at again; what was asked for before that is proven. */
function leftToUndo<Port>(run: Run, applied: readonly Item<Port>[]): Item<Port>[] {
  const last_id = run.steps.findLast((s) => s.step === 'rollback')?.action_id
  const is_last = ({ action }: Item<Port>): boolean => action.action_id === last_id
  return [...applied.filter(is_last), ...applied.filter((item) => !is_last(item) && lastStep(run, item.action)?.status !== 'done')]
}

const shareTarget = (a: PlanAction, b: PlanAction): boolean => a.targets.some((t) => b.targets.some((other) => other.arn === t.arn))

/** Ends a way back that failed. What waits beside it is not waited for any longer. */
function endFailed(log: RunLog): Promise<Run> {
  const waits = (s: Step): boolean => s.step === 'settle' && s.status === 'running'
  const ended = { status: 'skipped', detail: 'not waited for any longer: the way back has ended' } as const
  return log.finish('rollback_failed', { steps: log.run().steps.map((s) => (waits(s) ? { ...s, ...ended } : s)) })
}

type How = { by: 'executor' | 'person'; waited_since: Instant | undefined }

async function undo<Port>(x: Undo<Port>, log: RunLog, item: Item<Port>, { by, waited_since }: How): Promise<boolean> {
  const { action, bound } = item
  const { action_id } = action
  const done = snapshotOf(log, action_id)
  const before = done?.before
  if (before === undefined) {
    await log.step({ action_id, step: 'rollback', status: 'failed', detail: 'there is no snapshot to go back to' })
    return false
  }
  const { failures, has_settled_since, refusal } = triesOf(log.run(), action)
  if (by === 'executor' && failures > 0 && !has_settled_since) {
    // Who was killed after a refusal looks at its cause here.
    if (refusal !== undefined && failures <= MOST_REFUSALS) await settled(x, log, item, 'read', { to_send: true, refusal })
    return false
  }
  const { stages = 1 } = bound.facts
  const differing = async (): Promise<string[] | null> => {
    const whyNotWait = async (since: Instant) =>
      (await x.isHaltRequested?.(waited_since ?? since)) ? `the way back was asked for and is not proven: ${ENDED}` : null
    const now = await settled(x, log, item, 'read', { whyNotWait })
    return 'seen' in now ? fieldsThatDiffer(bound, before, now.seen) : null
  }
  let sent: Receipt | null = null
  for (let stage = 1; stage <= stages; stage++) {
    const step = { step: 'rollback', attempt: failures + 1, stage } as const
    if (!(await mayBeSent(x, log, item, perform.nameOf(step.step, step.attempt, stage), waited_since))) return false
    const receipt = await perform.once({
      ...{ x, log, action, ...step },
      call: (run) => bound.rollback(x.port, before, run),
      isInTargetState: async () => stage === stages && (await differing())?.length === 0,
    })
    sent = receipt
    if (receipt.outcome === 'success' || receipt.outcome === 'noop') {
      if (stage < stages)
        await untilAnyShown(x, log, item, done?.after, await bound.capture(x.port, { now: await x.now(), key: 'read', mode: 'dry_run' }), receipt)
      continue
    }
    // Something may have set a target going between our look and our call, as a schedule does: it is tried again when that has arrived.
    if (receipt.outcome === 'failed' && failures < MOST_REFUSALS) await settled(x, log, item, 'read', { to_send: true, refusal: receipt.detail })
    return false
  }
  const left = await differing()
  if (left === null || left.length === 0) return left !== null
  if (sent !== null && !isBeside(x.plan, action) && !(await x.isHaltRequested?.(sent.finished_at))) await untilShown(x, sent)
  await log.step({ action_id, step: 'rollback', status: 'failed', detail: `not as captured: ${left.join(', ')}` })
  return false
}

type Tries = { failures: number; has_settled_since: boolean; refusal: string | undefined }

/** How often undoing an action failed, whether its targets were waited for since then, and what the provider said if it refused the last try. */
function triesOf({ steps }: Run, { action_id }: PlanAction): Tries {
  const mine = steps.filter((s) => s.action_id === action_id)
  const isFailure = (s: Step): boolean => s.step === 'rollback' && s.status === 'failed'
  const receipt = mine.findLast(isFailure)?.receipt
  const has_settled_since = mine.findLastIndex((s) => s.step === 'settle' && s.status !== 'failed') > mine.findLastIndex(isFailure)
  return { failures: mine.filter(isFailure).length, has_settled_since, refusal: receipt?.outcome === 'failed' ? receipt.detail : undefined }
}

/** Waits until an effect that was not asked for yet may be; false when it is not waited for any longer, also where that was said after the last look and the targets have settled since. */
async function mayBeSent<Port>(x: Undo<Port>, log: RunLog, item: Item<Port>, name: string, waited_since: Instant | undefined): Promise<boolean> {
  const { action_id } = item.action
  if ((await x.claims.find(perform.key(x.plan, log, item.action, name))) !== undefined) return true
  const whyNotWait = async (since: Instant) => ((await x.isHaltRequested?.(since)) ? ENDED : null)
  const against = waited_since === undefined ? null : await whyNotWait(waited_since)
  // A person who asks again is not held to what was said to an earlier try.
  const refusal = settlingLine(log.run(), action_id) && triesOf(log.run(), item.action).refusal
  if (against === null) {
    const now = await settled(x, log, item, 'read', { whyNotWait, to_send: true, refusal })
    const applied = applyReceipt(log.run(), action_id)
    // What is not shown yet cannot be undone: it would be taken for undone already.
    if ('seen' in now && applied !== null && !isBeside(x.plan, item.action))
      await untilAnyShown(x, log, item, snapshotOf(log, action_id)?.before, now.seen, applied)
    return 'seen' in now
  }
  await log.step({ action_id, step: 'settle', status: 'failed', detail: against })
  return false
}

const snapshotOf = (log: RunLog, action_id: PlanAction['action_id']) => log.run().snapshots.find((s) => s.action_id === action_id)

function fieldsThatDiffer<Port>(bound: BoundAction<Port>, before: unknown, now: unknown): string[] {
  const compared = bound.fields(now).filter((f) => bound.facts.expected_fields.includes(f.field))
  return bound
    .fields(before)
    .filter((f) => bound.facts.expected_fields.includes(f.field))
    .filter((f) => compared.find((c) => c.target === f.target && c.field === f.field)?.value !== f.value)
    .map((f) => `${f.field} of ${f.target}`)
}

/** An apply that ended without effect needs no rollback; one whose outcome is not known does. */
function mayHaveChanged(run: Run, action: PlanAction): boolean {
  const receipt = applyReceipt(run, action.action_id)
  return receipt !== null && (receipt.changed.length > 0 || receipt.outcome === 'uncertain' || receipt.outcome === 'success')
}

const lastStep = (run: Run, action: PlanAction): Step | undefined => run.steps.filter((s) => s.action_id === action.action_id && s.step === 'rollback').at(-1)
