import { carryOut } from '@/lib/execution/carry-out'
import type { Execution, Item } from '@/lib/execution/execution'
import { isHalted } from '@/lib/execution/halt'
import { perform } from '@/lib/execution/perform'
import { isDone } from '@/lib/execution/resume-run'
import type { RunLog } from '@/lib/execution/run-log'
import { recheck } from '@/lib/execution/state/recheck'
import type { PlanAction } from '@/schemas/action'
import { besideTheRest } from './beside-the-rest'

/**
 * An action beside those that the plan is for, once all of them have succeeded. Whatever keeps it from being carried out is told as a step that was left out, and
 * the run has succeeded without it.
 */
export async function goAlong<Port>(x: Execution<Port>, log: RunLog, action: PlanAction, items: readonly Item<Port>[], has_begun: boolean): Promise<void> {
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
