import { isBeside } from '@/lib/execution/accompany/main-actions'
import { applyReceipt } from '@/lib/execution/claims/apply-receipt'
import type { Claims } from '@/lib/execution/claims/claims'
import type { Item } from '@/lib/execution/execution'
import { perform } from '@/lib/execution/perform'
import type { RunLog } from '@/lib/execution/run-log'
import { settled, settlingLine } from '@/lib/execution/settling/settling'
import { untilAnyShown } from '@/lib/execution/settling/until-shown'
import type { Plan } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import { triesOf } from './undo-tries'

type Undoing<Port> = { plan: Plan; port: Port; claims: Claims; now(): Promise<Instant> }

/**
 * Whether an effect of a way back may be asked for, under the name that it is claimed as: what was claimed is never held up. Otherwise throws Fault `settling` as long as a target takes no
 * change, or the account does not show yet what is to be undone. False when that is not waited for any longer, or `whyNot` says that nothing more is sent.
 */
export async function mayBeUndone<Port>(x: Undoing<Port>, log: RunLog, item: Item<Port>, name: string, whyNot: () => Promise<string | null>): Promise<boolean> {
  const { action } = item
  const { action_id } = action
  if ((await x.claims.find(perform.key(x.plan, log, action, name))) !== undefined) return true
  const against = await whyNot()
  if (against !== null) {
    await log.step({ action_id, step: 'settle', status: 'failed', detail: against })
    return false
  }
  // A person who asks again is not held to what was said to an earlier try.
  const refusal = settlingLine(log.run(), action_id) && triesOf(log.run(), action).refusal
  const now = await settled(x, log, item, 'read', { whyNotWait: whyNot, to_send: true, refusal })
  const applied = applyReceipt(log.run(), action_id)
  // What is not shown yet cannot be undone: it would be taken for undone already.
  if ('seen' in now && applied !== null && !isBeside(x.plan, action)) {
    const before = log.run().snapshots.find((s) => s.action_id === action_id)?.before
    await untilAnyShown(x, log, item, before, now.seen, applied)
  }
  return 'seen' in now
}
