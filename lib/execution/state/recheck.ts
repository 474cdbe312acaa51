import type { Execution, Item } from '@/lib/execution/execution'
import type { RunLog } from '@/lib/execution/run-log'
import { settled } from '@/lib/execution/settling/settling'
import type { SnapshotField } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import type { PlanAction } from '@/schemas/action'
import { stateDigest, withoutOwn } from './state-digest'
import { changedWords } from './what-changed'

function changedSincePlan({ dry_run }: PlanAction, now: readonly SnapshotField[]): string {
  const what = changedWords(dry_run.seen, now)
  return what === null ? 'the targets are no longer in the state that the dry run saw' : `not as the dry run saw it: ${what}`
}

/** Asks every check again and compares the targets with what the dry run saw. Gives what is against carrying the action out, as a sentence, or null; only reads. Throws Fault `settling` as long as one of them is on its way. */
export async function recheck<Port>(x: Execution<Port>, log: RunLog, item: Item<Port>): Promise<string | null> {
  const { action, bound } = item
  const now = await x.now()
  const [checks, ready] = await Promise.all([bound.precheck(x.port, now), settled(x, log, item, 'recheck')])
  if ('against' in ready) return ready.against
  const open = checks.filter((check) => check.outcome !== 'passed')
  const seen = stateDigest(bound, ready.seen, log.run().diff)
  const trouble =
    open.length > 0
      ? open.map((check) => `${check.id}: ${check.detail}`).join('; ')
      : seen !== action.dry_run.target_state_digest
        ? changedSincePlan(action, withoutOwn(bound.fields(ready.seen), log.run().diff))
        : null
  const n = bound.targets.length
  const detail = trouble ?? `${n} of ${formatCount(n, 'target')} ${n === 1 ? 'is as the dry run saw it' : 'are as the dry run saw them'}`
  await log.step({ action_id: action.action_id, step: 'recheck', status: trouble === null ? 'done' : 'failed', detail })
  return trouble
}
