import { isBeside } from '@/lib/execution/accompany/main-actions'
import type { Claims } from '@/lib/execution/claims/claims'
import type { Item } from '@/lib/execution/execution'
import { perform } from '@/lib/execution/perform'
import type { RunLog } from '@/lib/execution/run-log'
import { settled } from '@/lib/execution/settling/settling'
import { untilAnyShown, untilShown } from '@/lib/execution/settling/until-shown'
import type { BoundAction } from '@/lib/execution/template'
import type { Plan, Receipt } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import { ENDED, isGivenUp } from './given-up'
import { mayBeUndone } from './may-be-undone'
import { MOST_REFUSALS, triesOf } from './undo-tries'

/** Who has a run undone: the executor after a failure, or a person, whose new try may repeat one that failed; and since when it goes on. */
export type Asked = { by: 'executor' | 'person'; since: Instant }

/** What undoing a run needs. */
export type Undo<Port> = {
  plan: Plan
  port: Port
  claims: Claims
  now(): Promise<Instant>
  /** Whether somebody asked, since then, that a way back is given up. Nobody can where it is absent. */
  isHaltRequested?(since?: Instant): Promise<boolean>
}

/**
 * Undoes one action, all of its stages, and proves it: every field that the template meant to change is as its snapshot has it. False when that failed, which the log then says. Throws
 * Fault `settling` while something has to be waited for.
 */
export async function undoAction<Port>(x: Undo<Port>, log: RunLog, item: Item<Port>, { by, since }: Asked): Promise<boolean> {
  const { action, bound } = item
  const { action_id } = action
  const snapshot = log.run().snapshots.find((s) => s.action_id === action_id)
  const before = snapshot?.before
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
  const whyNotSend = async () => ((await isGivenUp(x, since)) ? ENDED : null)
  const { stages = 1 } = bound.facts
  let sent: Receipt | null = null
  for (let stage = 1; stage <= stages; stage++) {
    const step = { step: 'rollback', attempt: failures + 1, stage } as const
    if (!(await mayBeUndone(x, log, item, perform.nameOf(step.step, step.attempt, stage), whyNotSend))) return false
    sent = await perform.once({
      ...{ x, log, action, ...step },
      call: (run) => bound.rollback(x.port, before, run),
      isInTargetState: async () => stage === stages && (await differing(x, log, item, before, since))?.length === 0,
    })
    if (sent.outcome !== 'success' && sent.outcome !== 'noop') {
      // Something may have set a target going between our look and our call, as a schedule does: it is tried again when that has arrived.
      if (sent.outcome === 'failed' && failures < MOST_REFUSALS) await settled(x, log, item, 'read', { to_send: true, refusal: sent.detail })
      return false
    }
    if (stage < stages) await untilAnyShown(x, log, item, snapshot?.after, await read(x, item), sent)
  }
  return isProven(x, log, item, before, sent, since)
}

/** Whether an action whose way back was taken is as captured. Before it is called otherwise, the account is given the time that it may take to show it. */
async function isProven<Port>(x: Undo<Port>, log: RunLog, item: Item<Port>, before: unknown, sent: Receipt | null, since: Instant): Promise<boolean> {
  const left = await differing(x, log, item, before, since)
  if (left === null || left.length === 0) return left !== null
  if (sent !== null && !isBeside(x.plan, item.action) && !(await isGivenUp(x, since))) await untilShown(x, sent)
  await log.step({ action_id: item.action.action_id, step: 'rollback', status: 'failed', detail: `not as captured: ${left.join(', ')}` })
  return false
}

const read = async <Port>(x: Undo<Port>, { bound }: Item<Port>): Promise<unknown> => bound.capture(x.port, { now: await x.now(), key: 'read', mode: 'dry_run' })

/** The fields that are not as captured, once the targets have settled; null when that is not waited for any longer. */
async function differing<Port>(x: Undo<Port>, log: RunLog, item: Item<Port>, before: unknown, since: Instant): Promise<string[] | null> {
  const whyNotWait = async () => ((await isGivenUp(x, since)) ? `the way back was asked for and is not proven: ${ENDED}` : null)
  const now = await settled(x, log, item, 'read', { whyNotWait })
  return 'seen' in now ? fieldsThatDiffer(item.bound, before, now.seen) : null
}

function fieldsThatDiffer<Port>(bound: BoundAction<Port>, before: unknown, now: unknown): string[] {
  const compared = bound.fields(now).filter((f) => bound.facts.expected_fields.includes(f.field))
  return bound
    .fields(before)
    .filter((f) => bound.facts.expected_fields.includes(f.field))
    .filter((f) => compared.find((c) => c.target === f.target && c.field === f.field)?.value !== f.value)
    .map((f) => `${f.field} of ${f.target}`)
}
