import type { BaseEvent } from '@ag-ui/client'
import type { Subscriber } from 'rxjs'
import { closeLostRun } from './lost-run'
import { activeRun, closedEvents, eventsOf, findThread, historyOf, type Owner, type RunKey, runState } from './thread-store'

type Out = Pick<Subscriber<BaseEvent>, 'next'>
/** Milliseconds: how often a run is looked at, and after how long without a beat its process is taken to be gone. */
export type FollowTiming = { poll_ms: number; stale_ms: number }

/** What a thread holds, and what comes until its run in progress ends. Nothing for somebody who may not read it. */
export async function replayThread(owner: Owner, thread_id: string, out: Out, leaving: AbortSignal, timing: FollowTiming): Promise<void> {
  const { tenant_id } = owner
  if ((await findThread(owner, thread_id)) === null) return
  await closeLostRun(tenant_id, thread_id, timing.stale_ms)
  const active = await activeRun(tenant_id, thread_id, timing.stale_ms)
  const ended = await historyOf(tenant_id, thread_id)
  for (const event of ended.flatMap((run) => run.events)) out.next(event)
  // It may have ended between the two reads: then it is in the history already.
  const is_shown = active === null || ended.some((run) => run.run_id === active.run_id && run.input_digest === active.input_digest)
  if (!is_shown) await followRun(active, out, leaving, timing)
}

/** Raw events of one run as they come, until it ends. A run whose process is gone is closed on the way. */
export async function followRun(key: RunKey, out: Out, leaving: AbortSignal, { stale_ms, poll_ms }: FollowTiming): Promise<void> {
  let seen = 0
  while (!leaving.aborted) {
    const state = await runState(key)
    const fresh = await eventsOf(key, seen)
    if (seen === 0 && fresh.length === 0 && state !== 'running') {
      for (const event of (await closedEvents(key)) ?? []) out.next(event)
      return
    }
    for (const { seq, event } of fresh) {
      seen = seq
      out.next(event)
    }
    if (state !== 'running') return
    await closeLostRun(key.tenant_id, key.thread_id, stale_ms)
    await pause(poll_ms, leaving)
  }
}

const pause = (ms: number, leaving: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      leaving.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    leaving.addEventListener('abort', end)
  })
