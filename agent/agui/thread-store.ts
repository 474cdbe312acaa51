import { type BaseEvent, compactEvents } from '@ag-ui/client'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
import { cut } from '@/lib/kernel/format'
import { storableJson } from '@/lib/kernel/well-formed'
import type { ThreadContext } from '@/schemas/reading'
import { asHistory, type Closing, closeEvents, withoutPlaces } from './close-events'

/** Whose threads: nobody else's exist for this person, in this tenant or in another. */
export type Owner = { tenant_id: string; person_id: string }
/** One execution: the same three are the same run; another input under the same run id is another one. */
export type RunKey = { tenant_id: string; thread_id: string; run_id: string; input_digest: string }
export type RunState = 'running' | 'finished' | 'failed' | 'stopped'
export type Thread = { thread_id: string; title: string; updated_at: string; is_shared: boolean; is_mine: boolean /** Whose it is. */; by: string }

/** Days after which a thread that nobody used is dropped. */
export const KEEP_THREADS_DAYS = 365

const keyOf = (key: RunKey): [string, string, string, string] => [key.tenant_id, key.thread_id, key.run_id, key.input_digest]

export async function createThread(owner: Owner, thread_id: string, title: string): Promise<void> {
  await scratch('insert into chat_thread (tenant_id, thread_id, person_id, title) values ($1, $2, $3, $4)', [
    owner.tenant_id,
    thread_id,
    owner.person_id,
    title,
  ])
}

const THREAD = `select t.thread_id, t.title, t.updated_at, t.is_shared, t.person_id = $2 as is_mine, p.name as by
  from chat_thread t join person p on p.person_id = t.person_id and p.tenant_id = t.tenant_id where t.tenant_id = $1 and (t.person_id = $2 or t.is_shared)`

/** Mine and those that others of the tenant share, newest first; threads that were never asked anything are left out. */
export const listThreads = (owner: Owner, limit = 100): Promise<Thread[]> =>
  rows<Thread>(`${THREAD} and exists (select from chat_run r where r.tenant_id = $1 and r.thread_id = t.thread_id) order by t.updated_at desc limit $3`, [
    owner.tenant_id,
    owner.person_id,
    limit,
  ])

/** One thread that this person may read: their own, or one that is shared in their tenant. */
export async function findThread(owner: Owner, thread_id: string): Promise<Thread | null> {
  const [found] = await rows<Thread>(`${THREAD} and t.thread_id = $3`, [owner.tenant_id, owner.person_id, thread_id])
  return found ?? null
}

/** Another title, or read by the tenant or not. False when it is not this person's. */
export async function changeThread(owner: Owner, thread_id: string, to: { title?: string | undefined; is_shared?: boolean | undefined }): Promise<boolean> {
  const found = await scratch(
    `update chat_thread set title = coalesce($4, title), is_shared = coalesce($5::boolean, is_shared) where tenant_id = $1 and person_id = $2 and thread_id = $3 returning 1`,
    [owner.tenant_id, owner.person_id, thread_id, to.title ?? null, to.is_shared ?? null],
  )
  return found.length > 0
}

/** The thread and everything said in it. False when it is not this person's. */
export async function dropThread(owner: Owner, thread_id: string): Promise<boolean> {
  const gone = await scratch('delete from chat_thread where tenant_id = $1 and person_id = $2 and thread_id = $3 returning 1', [
    owner.tenant_id,
    owner.person_id,
    thread_id,
  ])
  return gone.length > 0
}

/**
 * Drops what is past its time in one tenant: threads that nobody used, threads that were begun and never asked, and raw events that nobody follows any more.
 */
export async function sweepThreads(tenant_id: string, keep_raw_ms: number): Promise<void> {
  await scratch(
    `delete from chat_thread t where tenant_id = $1 and (updated_at < now() - make_interval(days => $2)
       or (updated_at < now() - interval '1 day' and not exists (select from chat_run r where r.tenant_id = $1 and r.thread_id = t.thread_id)))`,
    [tenant_id, KEEP_THREADS_DAYS],
  )
  await scratch(
    `delete from chat_event e using chat_run r where e.tenant_id = $1 and r.tenant_id = $1 and r.thread_id = e.thread_id and r.run_id = e.run_id and r.input_digest = e.input_digest
       and r.finished_at < now() - make_interval(secs => $2::double precision / 1000)`,
    [tenant_id, keep_raw_ms],
  )
}

export async function ownsThread(owner: Owner, thread_id: string): Promise<boolean> {
  const found = await rows('select 1 from chat_thread where tenant_id = $1 and thread_id = $2 and person_id = $3', [
    owner.tenant_id,
    thread_id,
    owner.person_id,
  ])
  return found.length > 0
}

/** Remembers what the answer was about; the first question becomes the title. */
export async function saveContext(owner: Owner, thread_id: string, context: ThreadContext, question: string): Promise<void> {
  await scratch(
    `update chat_thread set frame = $4, title = case when title = '' then $5 else title end, updated_at = now() where tenant_id = $1 and thread_id = $2 and person_id = $3`,
    [owner.tenant_id, thread_id, owner.person_id, storableJson(context), cut(question, 80)],
  )
}

/** Starts a run, or says what stands in its way. Two that start at once on one thread: exactly one is `claimed`. */
export async function claimRun(key: RunKey): Promise<'claimed' | 'exists' | 'busy'> {
  const claimed = await scratch(
    `insert into chat_run (tenant_id, thread_id, run_id, input_digest, state) values ($1, $2, $3, $4, 'running') on conflict do nothing returning 1`,
    keyOf(key),
  )
  if (claimed.length > 0) return 'claimed'
  const same = await rows('select 1 from chat_run where tenant_id = $1 and thread_id = $2 and run_id = $3 and input_digest = $4', keyOf(key))
  return same.length > 0 ? 'exists' : 'busy'
}

/** Keeps events as they come. False when the run was closed by somebody else meanwhile: then nothing is kept, and its maker should stop. */
export async function appendEvents(key: RunKey, events: readonly BaseEvent[]): Promise<boolean> {
  const kept = await scratch(
    `insert into chat_event (tenant_id, thread_id, run_id, input_digest, event)
     select $1, $2, $3, $4, e.value from jsonb_array_elements($5::jsonb) with ordinality e
     where exists (select from chat_run where tenant_id = $1 and thread_id = $2 and run_id = $3 and input_digest = $4 and state = 'running') order by e.ordinality returning 1`,
    [...keyOf(key), storableJson(events)],
  )
  return kept.length > 0 || events.length === 0
}

/** Says that the run is alive. False when it was closed by somebody else. */
export async function beat(key: RunKey): Promise<boolean> {
  const alive = await scratch(
    `update chat_run set heartbeat_at = now() where tenant_id = $1 and thread_id = $2 and run_id = $3 and input_digest = $4 and state = 'running' returning 1`,
    keyOf(key),
  )
  return alive.length > 0
}

/**
 * Ends a run: what is still open is closed, the events are compacted into one row. The raw events stay a while for those who follow.
 * Whoever comes second changes nothing, so a run has exactly one end.
 */
export async function closeRun(key: RunKey, closing: Closing): Promise<void> {
  const events = await eventsOf(key, 0)
  const ending = closeEvents(
    key,
    events.map((e) => e.event),
    closing,
  )
  await appendEvents(key, ending)
  const all = (await eventsOf(key, 0)).map((e) => e.event)
  await scratch(
    `with closed as (
       update chat_run set state = $5, events = $6, finished_at = now() where tenant_id = $1 and thread_id = $2 and run_id = $3 and input_digest = $4 and state = 'running' returning thread_id
     )
     update chat_thread t set updated_at = now() from closed where t.thread_id = closed.thread_id`,
    [...keyOf(key), closing.state, storableJson(compactEvents(withoutPlaces(all)))],
  )
}

/** Raw events of a run after `after`, in order. */
export const eventsOf = (key: RunKey, after: number): Promise<{ seq: number; event: BaseEvent }[]> =>
  rows(
    'select seq::int as seq, event from chat_event where tenant_id = $1 and thread_id = $2 and run_id = $3 and input_digest = $4 and seq > $5 order by seq',
    [...keyOf(key), after],
  )

export async function runState(key: RunKey): Promise<RunState | null> {
  const [row] = await rows<{ state: RunState }>(
    'select state from chat_run where tenant_id = $1 and thread_id = $2 and run_id = $3 and input_digest = $4',
    keyOf(key),
  )
  return row?.state ?? null
}

/** Compacted events of a run that has ended; null while it runs. */
export async function closedEvents(key: RunKey): Promise<BaseEvent[] | null> {
  const [row] = await rows<{ events: BaseEvent[] | null }>(
    'select events from chat_run where tenant_id = $1 and thread_id = $2 and run_id = $3 and input_digest = $4',
    keyOf(key),
  )
  return row?.events ?? null
}

/** Ended runs of a thread, oldest first: the last `limit` of them, or all. */
export async function historyOf(
  tenant_id: string,
  thread_id: string,
  limit: number | null = null,
): Promise<(Omit<RunKey, 'tenant_id' | 'thread_id'> & { events: BaseEvent[] })[]> {
  const found = await rows<{ run_id: string; input_digest: string; events: BaseEvent[] }>(
    'select run_id, input_digest, events from chat_run where tenant_id = $1 and thread_id = $2 and events is not null order by seq desc limit $3',
    [tenant_id, thread_id, limit],
  )
  return found.toReversed().map((run) => ({ ...run, events: asHistory(run.events) }))
}

/** The run in progress on a thread. `is_stale`: its process has not said that it lives for `stale_ms`. */
export async function activeRun(tenant_id: string, thread_id: string, stale_ms: number): Promise<(RunKey & { is_stale: boolean }) | null> {
  const [row] = await rows<RunKey & { is_stale: boolean }>(
    `select tenant_id, thread_id, run_id, input_digest, heartbeat_at < now() - make_interval(secs => $3::double precision / 1000) as is_stale
     from chat_run where tenant_id = $1 and thread_id = $2 and state = 'running'`,
    [tenant_id, thread_id, stale_ms],
  )
  return row ?? null
}

/** Raw events of runs that ended long enough ago that nobody follows them. */
export async function dropRawEvents(tenant_id: string, thread_id: string, older_than_ms: number): Promise<void> {
  await scratch(
    `delete from chat_event e using chat_run r where e.tenant_id = $1 and e.thread_id = $2 and r.tenant_id = e.tenant_id and r.thread_id = e.thread_id and r.run_id = e.run_id and r.input_digest = e.input_digest
       and r.finished_at < now() - make_interval(secs => $3::double precision / 1000)`,
    [tenant_id, thread_id, older_than_ms],
  )
}
