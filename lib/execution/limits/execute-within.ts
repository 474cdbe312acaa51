import { notAskedFor } from '@/lib/execution/claims/not-asked-for'
import { executePlan } from '@/lib/execution/execute-plan'
import type { Execution } from '@/lib/execution/execution'
import { restOf } from '@/lib/execution/resume-run'
import { isOver, runId } from '@/lib/execution/run-log'
import { Fault } from '@/lib/kernel/errors'
import type { Plan } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import type { Instant } from '@/schemas/time'
import type { Held } from './limits'
import type { Room } from './stretch'

/** The limits of a tenant, as one run meets them. */
export type RoomOf = {
  fitsAsAWhole(plan: Plan, now: Instant): boolean
  /** Counts and keeps room in one step. */
  take(left: Plan, now: Instant, has_begun: boolean): Promise<Room>
  /** Why the next stretch has no room yet; null where it has. */
  when(rest: Plan, now: Instant): Promise<Held | null>
  leave(): Promise<void>
}

/**
 * Carries out a plan as far as limits let it now. Safe to start again, as `executePlan` is. Throws Fault `rate_limited` with the moment from which it may begin, or
 * go on with the rest; a run that has begun is `waiting` then.
 */
export async function executeWithin<Port>(room: RoomOf, x: Execution<Port>): Promise<Run> {
  const run = await executePlan({ ...x, may_begin: await mayBegin(room, x) })
  await room.leave()
  if (run.state !== 'waiting') return run
  const at = await x.now()
  const held = await room.when({ ...x.plan, actions: restOf({ run, plan: x.plan }) ?? [] }, at)
  throw waits(x, held ?? { limit: 'template', because: 'the rest goes on at once', retry_at: at })
}

/** What limits let begin of what was not asked for yet; null for a run that has begun and that limits let through as a whole: it was counted when it began. */
async function mayBegin<Port>(room: RoomOf, x: Execution<Port>): Promise<readonly string[] | null> {
  const run_id = runId(x.plan, x.let_by ?? null)
  const run = x.previous !== null && x.previous.run_id === run_id && !isOver(x.previous) ? x.previous : null
  const now = await x.now()
  // What is being undone needs no room.
  if (run?.state === 'rolling_back') return []
  if (run?.state === 'running' && room.fitsAsAWhole(x.plan, now)) return null
  // Nothing more begins: what is in flight is settled, and the run ends.
  if (run !== null && ((await x.isHaltRequested?.()) === true || (await x.isStopRequested()))) return []
  const left = { ...x.plan, actions: await notAskedFor({ plan: x.plan, run_id, claims: x.claims }) }
  if (left.actions.length === 0) return []
  const got = await room.take(left, now, run !== null || x.is_resumed === true)
  if (!('held' in got)) return got.may_begin
  if (run?.state === 'running') return []
  throw waits(x, got.held)
}

const waits = <Port>({ plan: { case_id } }: Execution<Port>, { because, limit, retry_at }: Held): Fault =>
  new Fault('rate_limited', `the plan waits: ${because}`, { case_id, limit, retry_at })
