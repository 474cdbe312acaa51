import type { Item } from '@/lib/execution/execution'
import type { RunLog } from '@/lib/execution/run-log'
import type { OnItsWay } from '@/lib/execution/template'
import { Fault } from '@/lib/kernel/errors'
import { formatCount, formatDuration } from '@/lib/kernel/format'
import { addMs, secondsBetween } from '@/lib/kernel/time'
import type { PlanAction } from '@/schemas/action'
import type { Run, Step } from '@/schemas/execution'
import { Instant } from '@/schemas/time'

const MIN_MS = 60_000

/** What is waited for, since when, and how long at most. */
export type Settling = { because: string; since: Instant; until: Instant }
type Look<Port> = { port: Port; now(): Promise<Instant> }
type How = {
  /** Why it is not waited for any longer; null while it is. */
  whyNotWait?(): Promise<string | null>
  /** Only that a change may be sent is waited for, and not what can be compared; otherwise the other way round. */
  to_send?: boolean
  /** What the provider said when it refused the last change. */
  refusal?: string | undefined
  /** What the run holds from the moment that it waits. */
  patch?: Partial<Run>
}

/**
 * What an action's targets are like once none of them is on its way to another state. Throws Fault `settling` while one is: the run waits, durably, and looks again later.
 * What is against waiting any longer, as a sentence, when the targets have had the time that they take at most, or when somebody says so.
 */
export async function settled<Port>(
  x: Look<Port>,
  log: RunLog,
  { action, bound }: Item<Port>,
  key: string,
  { whyNotWait = async () => null, to_send = false, refusal, patch = {} }: How = {},
): Promise<{ seen: unknown } | { against: string }> {
  const { action_id } = action
  const now = await x.now()
  const seen = await bound.capture(x.port, { now, key, mode: 'dry_run' })
  const moving = bound.onTheirWay(seen, refusal).filter((m) => (to_send ? m.takes_changes : m.is_comparable) !== true)
  const line = settlingLine(log.run(), action_id)
  if (moving.length === 0) {
    // A line that awaits nothing waits until the account shows a change (`until-shown.ts`).
    if (line !== undefined && line.awaits?.length !== 0)
      await log.step({ action_id, step: 'settle', status: 'done', detail: `settled after ${formatDuration(secondsBetween(line.at, now))}` })
    return { seen }
  }
  const { until_it, isNot } = awaited(bound.facts.target_kind, moving)
  const has_waited = line !== undefined && isWaitedFor(line, moving)
  if (!has_waited) {
    const awaits = moving.map(({ target, to }) => ({ target, to }))
    await log.step({ action_id, step: 'settle', status: 'running', detail: `waits ${until_it}`, awaits }, patch)
  }
  const since = settlingLine(log.run(), action_id)?.at ?? now
  const last = addMs(since, Math.max(...moving.map((m) => m.within_min)) * MIN_MS)
  // Their time is over only for who has waited before, whatever the clock does meanwhile.
  const is_late = has_waited && now >= last
  const against = is_late ? `${isNot} in ${formatDuration(secondsBetween(since, now))}` : await whyNotWait()
  const until = moving.map((m) => m.ready_at ?? last).reduce((a, b) => (a > b ? a : b))
  const is_comparable = moving.every((m) => m.is_comparable)
  if (against === null) throw new Fault('settling', until_it, { case_id: log.run().case_id, since, until, is_comparable })
  await log.step({ action_id, step: 'settle', status: 'failed', detail: against }, patch)
  return { against }
}

/** Whether somebody who meets this may go on with what does not need those targets: they are as they should be, and only take no change for some time. */
export const isPutOff = (error: unknown): error is Fault => error instanceof Fault && error.code === 'settling' && error.detail['is_comparable'] === true

/** What such a fault says. */
export const settlingOf = ({ message, detail }: Fault): Settling => ({
  because: message,
  since: Instant.parse(detail['since']),
  until: Instant.parse(detail['until']),
})

/** The line of a run under which an action, or any of them, waits for its targets to settle. */
export const settlingLine = (run: Run, action_id?: PlanAction['action_id']): Step | undefined =>
  run.steps.find((s) => s.step === 'settle' && s.status === 'running' && (action_id === undefined || s.action_id === action_id))

/** Whether anything that the line began to wait for is still on its way. What has set out since is waited for from its own beginning. */
const isWaitedFor = ({ awaits }: Step, moving: readonly OnItsWay[]): boolean =>
  awaits === undefined || awaits.some((a) => moving.some((m) => m.target === a.target && m.to === a.to))

/** "until the database reports has stopped", "9 instances have not started". */
function awaited(kind: string, moving: readonly OnItsWay[]): { until_it: string; isNot: string } {
  const [first] = moving
  const is_one = moving.length === 1
  const subject = is_one ? `the ${kind} ${first?.target}` : formatCount(moving.length, kind)
  if (moving.every((m) => m.is_comparable)) return { until_it: `until ${subject} may be changed again`, isNot: `${subject} could not be changed again` }
  const to = moving.every((m) => m.to === first?.to) ? first?.to : 'changed'
  const [have, done] = [is_one ? 'has' : 'have', to === 'changed' ? 'settled' : to]
  return { until_it: `until ${subject} ${have} ${done}`, isNot: `${subject} ${have} not ${done}` }
}
