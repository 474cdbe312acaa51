import type { Item } from '@/lib/execution/execution'
import type { RunLog } from '@/lib/execution/run-log'
import { canonicalJson } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { addMs } from '@/lib/kernel/time'
import type { Receipt } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import { settlingLine } from './settling'

// "Starting with a couple of seconds of wait time, and increasing gradually up to" five minutes. Source: EC2 developer guide, eventual consistency.
const SHOWN_WITHIN_MS = 300_000

type Look = { now(): Promise<Instant> }

/**
 * Throws Fault `settling` as long as an account that has just taken a change may go on showing what was before: what is missing then is not known to be missing. Its time follows from the
 * receipt, so nothing else has to be kept.
 */
export async function untilShown(x: Look, receipt: Receipt): Promise<void> {
  const { finished_at: since } = receipt
  if (await isFresh(x, receipt)) throw new Fault('settling', 'until the account shows the change', { since, until: addMs(since, SHOWN_WITHIN_MS) })
}

const isFresh = async (x: Look, { outcome, finished_at }: Receipt): Promise<boolean> =>
  outcome === 'success' && (await x.now()) < addMs(finished_at, SHOWN_WITHIN_MS)

/** The same for what is sent after a change, as long as the targets are seen as they were before it. The wait is a line of the run, so that somebody may end it. */
export async function untilAnyShown<Port>(x: Look, log: RunLog, { action, bound }: Item<Port>, was: unknown, seen: unknown, receipt: Receipt): Promise<void> {
  const { action_id } = action
  const line = settlingLine(log.run(), action_id)
  const told = { action_id, step: 'settle' as const, awaits: [] }
  if (was != null && canonicalJson(bound.fields(was)) === canonicalJson(bound.fields(seen))) {
    if (line === undefined && (await isFresh(x, receipt))) await log.step({ ...told, status: 'running', detail: 'waits until the account shows the change' })
    await untilShown(x, receipt)
  }
  if (settlingLine(log.run(), action_id) !== undefined) await log.step({ ...told, status: 'done', detail: 'the account shows the change' })
}
