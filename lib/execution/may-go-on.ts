import { recheck } from '@/lib/execution/state/recheck'
import type { Execution, Item } from './execution'
import { perform } from './perform'
import { changedSince, isDone } from './resume-run'
import type { RunLog } from './run-log'

/**
 * Looks at a run between two of its actions as a whole before anything more is done: what it did has to be as it left it, and what it left as the plan saw it, with
 * every check passed. Only then does it run on, under the keys that it had; its dry runs are made anew before each action. Gives what is against it, or null.
 */
export async function mayGoOn<Port>(x: Execution<Port>, log: RunLog, items: readonly Item<Port>[]): Promise<string | null> {
  const changed = await changedSince(x, log, items)
  if (changed !== null) return changed
  const left = items.filter(({ action }) => !isDone(log.run(), action))
  for (const item of left) {
    if ((await x.claims.find(perform.key(x.plan, log, item.action, 'apply'))) !== undefined) {
      const detail = 'the run does not go on: this was asked for before, and how it ended is not known'
      await log.step({ action_id: item.action.action_id, step: 'recheck', status: 'failed', detail })
      return detail
    }
    const against = await recheck(x, log, item)
    if (against !== null) return against
  }
  return null
}
