import type { BaseEvent, Message } from '@ag-ui/client'
import { closeLostRun, STALE_MS } from './lost-run'
import { messagesOf } from './messages-of'
import { activeRun, eventsOf, findThread, historyOf, type Owner, type Thread } from './thread-store'

/** A thread as a page shows it: its last questions, and whether one is being answered. */
export type ThreadPage = { thread: Thread; messages: Message[]; has_earlier: boolean; is_running: boolean }

/** The last `turns` questions of a thread and what came of them, a question in progress included. Null for a thread that is not this person's to read. */
export async function readThread(owner: Owner, thread_id: string, turns: number): Promise<ThreadPage | null> {
  const thread = await findThread(owner, thread_id)
  if (thread === null) return null
  await closeLostRun(owner.tenant_id, thread_id)
  // The run in progress is read first: if it ends in between, it is in the history already.
  const active = await activeRun(owner.tenant_id, thread_id, STALE_MS)
  const raw = active === null ? [] : (await eventsOf(active, 0)).map((e) => e.event)
  const ended = await historyOf(owner.tenant_id, thread_id, turns + 1)
  const shown = ended.slice(-turns)
  const is_ended = shown.some((run) => run.run_id === active?.run_id && run.input_digest === active.input_digest)
  const events: BaseEvent[] = [...shown.flatMap((run) => run.events), ...(is_ended ? [] : raw)]
  return { thread, messages: messagesOf(events), has_earlier: ended.length > turns, is_running: active !== null && !is_ended }
}
