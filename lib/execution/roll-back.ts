import type { Plan, PlanAction } from '@/schemas/action'
import type { Run, Step } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import { applyReceipt } from './apply-receipt'
import { besideTheRest } from './beside-the-rest'
import type { Claims } from './claims'
import type { Item } from './execution'
import { isBeside } from './main-actions'
import { perform } from './perform'
import type { RunLog } from './run-log'
import { settled, settlingLine } from './settling'
import type { BoundAction } from './template'

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
  // What comes before the last one that was asked for is proven; that one may have been asked for and not looked at again.
  const proven = applied.findLastIndex(({ action }) => lastStep(log.run(), action) !== undefined)
  // Who has it end while it waits is heard also when its targets have settled, or others are waited for, before the next look.
  const waited_since = settlingLine(log.run())?.at
  for (const [n, item] of applied.entries()) {
    if (n < proven && lastStep(log.run(), item.action)?.status === 'done') continue
    if (isBeside(x.plan, item.action)) await besideTheRest(log, item.action, 'rollback', (told) => undo(x, told, item, { by, waited_since }))
    else if (!(await undo(x, log, item, { by, waited_since }))) return log.finish('rollback_failed')
  }
  return log.finish('rolled_back')
}

type How = { by: 'executor' | 'person'; waited_since: Instant | undefined }

async function undo<Port>(x: Undo<Port>, log: RunLog, item: Item<Port>, { by, waited_since }: How): Promise<boolean> {
  const { action, bound } = item
  const { action_id } = action
  const before = log.run().snapshots.find((s) => s.action_id === action_id)?.before
  if (before === undefined) {
    await log.step({ action_id, step: 'rollback', status: 'failed', detail: 'there is no snapshot to go back to' })
    return false
  }
  const { failures, has_settled_since } = triesOf(log.run(), action)
  if (by === 'executor' && failures > 0 && !has_settled_since) return false
  const { stages = 1 } = bound.facts
  const differing = async (): Promise<string[] | null> => {
    const whyNotWait = async (since: Instant) =>
      (await x.isHaltRequested?.(waited_since ?? since)) ? `the way back was asked for and is not proven: ${ENDED}` : null
    const now = await settled(x, log, item, 'read', { whyNotWait })
    return 'seen' in now ? fieldsThatDiffer(bound, before, now.seen) : null
  }
  for (let stage = 1; stage <= stages; stage++) {
    const step = { step: 'rollback', attempt: failures + 1, stage } as const
    if (!(await mayBeSent(x, log, item, perform.nameOf(step.step, step.attempt, stage), waited_since))) return false
    const receipt = await perform.once({
      ...{ x, log, action, ...step },
      call: (run) => bound.rollback(x.port, before, run),
      isInTargetState: async () => stage === stages && (await differing())?.length === 0,
    })
    if (receipt.outcome === 'success' || receipt.outcome === 'noop') continue
    // Something may have set a target going between our look and our call, as a schedule does: it is tried again when that has arrived.
    if (receipt.outcome === 'failed' && failures < MOST_REFUSALS) await settled(x, log, item, 'read', { to_send: true })
    return false
  }
  const left = await differing()
  if (left === null || left.length === 0) return left !== null
  await log.step({ action_id, step: 'rollback', status: 'failed', detail: `not as captured: ${left.join(', ')}` })
  return false
}

/** How often undoing an action failed, and whether its targets were waited for since then. */
function triesOf({ steps }: Run, { action_id }: PlanAction): { failures: number; has_settled_since: boolean } {
  const mine = steps.filter((s) => s.action_id === action_id)
  const isFailure = (s: Step): boolean => s.step === 'rollback' && s.status === 'failed'
  const has_settled_since = mine.findLastIndex((s) => s.step === 'settle' && s.status !== 'failed') > mine.findLastIndex(isFailure)
  return { failures: mine.filter(isFailure).length, has_settled_since }
}

/** Waits until an effect that was not asked for yet may be; false when it is not waited for any longer, also where that was said after the last look and the targets have settled since. */
async function mayBeSent<Port>(x: Undo<Port>, log: RunLog, item: Item<Port>, name: string, waited_since: Instant | undefined): Promise<boolean> {
  const { action_id } = item.action
  if ((await x.claims.find(perform.key(x.plan, log, item.action, name))) !== undefined) return true
  const whyNotWait = async (since: Instant) => ((await x.isHaltRequested?.(since)) ? ENDED : null)
  const against = waited_since === undefined ? null : await whyNotWait(waited_since)
  if (against === null) return 'seen' in (await settled(x, log, item, 'read', { whyNotWait, to_send: true }))
  await log.step({ action_id, step: 'settle', status: 'failed', detail: against })
  return false
}

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
