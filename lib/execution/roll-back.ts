import type { Plan, PlanAction } from '@/schemas/action'
import type { Run, Step } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import { besideTheRest } from './beside-the-rest'
import type { Claims } from './claims'
import type { Item } from './execution'
import { isBeside } from './main-actions'
import { perform } from './perform'
import type { RunLog } from './run-log'
import type { BoundAction } from './template'

type Undo<Port> = { plan: Plan; port: Port; claims: Claims; now(): Promise<Instant> }

/**
 * Undoes what a run applied, last first, and proves it: the fields that the template meant to change are equal to the snapshot again.
 * Ends `rolled_back`, `rollback_failed`, or `failed` when nothing had been applied. `by` says who asked: the executor after a failure, or
 * a person, whose new try may repeat one that failed.
 */
export async function rollBack<Port>(x: Undo<Port>, log: RunLog, items: readonly Item<Port>[], by: 'executor' | 'person'): Promise<Run> {
  const applied = items.filter(({ action }) => mayHaveChanged(log.run(), action)).reverse()
  if (applied.length === 0) return log.finish('failed')
  if (log.run().state !== 'rolling_back') await log.patch({ state: 'rolling_back', finished_at: null })
  for (const item of applied) {
    if (lastStep(log.run(), item.action)?.status === 'done') continue
    if (isBeside(x.plan, item.action)) await besideTheRest(log, item.action, 'rollback', (told) => undo(x, told, item, by))
    else if (!(await undo(x, log, item, by))) return log.finish('rollback_failed')
  }
  return log.finish('rolled_back')
}

async function undo<Port>(x: Undo<Port>, log: RunLog, { action, bound }: Item<Port>, by: 'executor' | 'person'): Promise<boolean> {
  const { action_id } = action
  const before = log.run().snapshots.find((s) => s.action_id === action_id)?.before
  if (before === undefined) {
    await log.step({ action_id, step: 'rollback', status: 'failed', detail: 'there is no snapshot to go back to' })
    return false
  }
  const failures = log.run().steps.filter((s) => s.action_id === action_id && s.step === 'rollback' && s.status === 'failed').length
  if (by === 'executor' && failures > 0) return false
  const differing = async (): Promise<string[]> =>
    fieldsThatDiffer(bound, before, await bound.capture(x.port, { now: await x.now(), key: 'read', mode: 'dry_run' }))
  const receipt = await perform.once({
    x,
    log,
    action,
    step: 'rollback',
    attempt: failures + 1,
    call: (run) => bound.rollback(x.port, before, run),
    isInTargetState: async () => (await differing()).length === 0,
  })
  if (receipt.outcome !== 'success' && receipt.outcome !== 'noop') return false
  const left = await differing()
  if (left.length === 0) return true
  await log.step({ action_id, step: 'rollback', status: 'failed', detail: `not as captured: ${left.join(', ')}` })
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
  const receipt = run.steps.find((s) => s.action_id === action.action_id && s.step === 'apply' && s.receipt !== null)?.receipt
  return receipt != null && (receipt.changed.length > 0 || receipt.outcome === 'uncertain' || receipt.outcome === 'success')
}

const lastStep = (run: Run, action: PlanAction): Step | undefined => run.steps.filter((s) => s.action_id === action.action_id && s.step === 'rollback').at(-1)
