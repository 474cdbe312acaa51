import { type BaseEvent, EventType, type RunAgentInput } from '@ag-ui/client'
import {
  AgentRunner,
  type AgentRunnerConnectRequest,
  type AgentRunnerIsRunningRequest,
  type AgentRunnerRunRequest,
  type AgentRunnerStopRequest,
} from '@copilotkit/runtime/v2'
import { Observable, ReplaySubject, type Subscriber } from 'rxjs'
import { digest } from '@/lib/kernel/canonical'
import { log } from '@/lib/kernel/log'
import { type Closing, closeEvents, failureEntry, isTerminal } from './close-events'
import { EventWriter } from './event-writer'
import { closeLostRun, STALE_MS } from './lost-run'
import {
  activeRun,
  beat,
  claimRun,
  closedEvents,
  closeRun,
  dropRawEvents,
  eventsOf,
  findThread,
  historyOf,
  type Owner,
  ownsThread,
  type RunKey,
  runState,
} from './thread-store'

// Milliseconds. Beats come often enough that a busy process is never taken to be gone.
const BEAT_MS = 2_000
const POLL_MS = 150
/** Events one by one are kept this long after their run, for those who follow it; compacted ones as long as the thread. */
export const KEEP_RAW_MS = 5 * 60_000

const FAILED = { state: 'failed', code: 'broken_invariant', message: 'The question could not be answered. The failure was recorded; ask again.' } as const
const STOPPED = { state: 'stopped', code: 'stopped', message: 'It was stopped before it was answered.' } as const

type Timing = { beat_ms?: number; stale_ms?: number; poll_ms?: number }
type Out = Pick<Subscriber<BaseEvent>, 'next' | 'complete' | 'error'>

// Agents that run in this process, by thread: what `stop` can reach directly.
const shared = globalThis as unknown as { countersign_live_runs?: Map<string, AgentRunnerRunRequest['agent']> }
const live = (): Map<string, AgentRunnerRunRequest['agent']> => (shared.countersign_live_runs ??= new Map())
const liveKey = (key: RunKey): string => `${key.thread_id}\n${key.run_id}\n${key.input_digest}`

/**
 * Runs and replays the threads of one person from Postgres. Events are kept as they come, so that another tab, another process or the
 * same person after a restart sees the same transcript; the run goes on when its browser leaves. Other people's threads are unknown ones; one that is shared can be read.
 */
export class PostgresAgentRunner extends AgentRunner {
  private readonly owner: Owner
  private readonly timing: Required<Timing>

  constructor(owner: Owner, timing: Timing = {}) {
    super()
    this.owner = owner
    this.timing = { beat_ms: timing.beat_ms ?? BEAT_MS, stale_ms: timing.stale_ms ?? STALE_MS, poll_ms: timing.poll_ms ?? POLL_MS }
  }

  override run(request: AgentRunnerRunRequest): Observable<BaseEvent> {
    // A subject, not a cold observable: the run must not end because its first listener went away.
    const out = new ReplaySubject<BaseEvent>()
    const shown: BaseEvent[] = []
    out.subscribe((event) => shown.push(event))
    this.execute(request, out)
      .catch((error: unknown) => {
        log.error('run of a question failed', error, { thread_id: request.threadId })
        for (const event of closeEvents({ thread_id: request.threadId, run_id: request.input.runId }, shown, FAILED)) out.next(event)
      })
      .finally(() => out.complete())
    return out.asObservable()
  }

  override connect({ threadId }: AgentRunnerConnectRequest): Observable<BaseEvent> {
    return new Observable<BaseEvent>((out) => {
      const leaving = new AbortController()
      this.replay(threadId, out, leaving.signal).then(
        () => out.complete(),
        (error: unknown) => out.error(error),
      )
      return () => leaving.abort()
    })
  }

  override async isRunning({ threadId }: AgentRunnerIsRunningRequest): Promise<boolean> {
    if (!(await ownsThread(this.owner, threadId))) return false
    const active = await activeRun(this.owner.tenant_id, threadId, this.timing.stale_ms)
    return active !== null && !active.is_stale
  }

  override async stop({ threadId, runId }: AgentRunnerStopRequest): Promise<boolean> {
    if (!(await ownsThread(this.owner, threadId))) return false
    const active = await activeRun(this.owner.tenant_id, threadId, this.timing.stale_ms)
    if (active === null || (runId !== undefined && active.run_id !== runId)) return false
    const agent = live().get(liveKey(active))
    if (agent !== undefined) agent.abortRun()
    // In another process: its next write finds the run closed and it stops by itself.
    else await closeRun(active, STOPPED)
    return true
  }

  private async execute(request: AgentRunnerRunRequest, out: Out): Promise<void> {
    const { input, threadId } = request
    if (!(await ownsThread(this.owner, threadId))) return refuse(out, input, 'not_found', 'There is no such conversation. Start a new one.')
    const key: RunKey = { tenant_id: this.owner.tenant_id, thread_id: threadId, run_id: input.runId, input_digest: inputDigest(input) }
    await this.closeLost(threadId)
    const claim = await claimRun(key)
    if (claim === 'busy') return refuse(out, input, 'conflict', 'A question is being answered in this conversation. Wait for it, or stop it.')
    if (claim === 'exists') return this.follow(key, out, new AbortController().signal)
    await this.perform(key, request, out)
  }

  /** Runs the agent. The terminal event is shown only after the run is closed, so that the next question never finds it busy. */
  private async perform(key: RunKey, { agent, input }: AgentRunnerRunRequest, out: Out): Promise<void> {
    live().set(liveKey(key), agent)
    const writer = new EventWriter(key, () => agent.abortRun())
    const heart = setInterval(
      () =>
        void beat(key).then(
          (is_mine) => (is_mine ? undefined : agent.abortRun()),
          () => undefined,
        ),
      this.timing.beat_ms,
    )
    const shown: BaseEvent[] = []
    const show = (event: BaseEvent): void => {
      shown.push(event)
      writer.write(event)
      out.next(event)
    }
    let terminal: (BaseEvent & { code?: string; message?: string }) | undefined
    try {
      const { runId, tools, context, forwardedProps, resume } = input
      await agent.runAgent(
        { runId, tools, context, forwardedProps, ...(resume === undefined ? {} : { resume }) },
        {
          onEvent: ({ event }) => {
            if (terminal !== undefined) return
            if (isTerminal(event)) terminal = event
            else show(event.type === EventType.RUN_STARTED ? withQuestion(event, input) : event)
          },
        },
      )
    } catch (error) {
      log.error('agent failed', error, { thread_id: key.thread_id })
    } finally {
      clearInterval(heart)
      live().delete(liveKey(key))
    }
    const end = terminal as (BaseEvent & { code?: string; message?: string }) | undefined
    if (end === undefined && shown.length === 0) show(withQuestion({ type: EventType.RUN_STARTED } as BaseEvent, input))
    const failure = end?.type === EventType.RUN_FINISHED ? null : { code: end?.code ?? FAILED.code, message: end?.message ?? FAILED.message }
    const last = end === undefined ? closeEvents(key, shown, FAILED) : failure === null ? [end] : [failureEntry(key.run_id, failure), end]
    for (const event of last) writer.write(event)
    // A run whose events cannot be kept has failed, and says so at once: nobody waits until its process is taken to be gone.
    const is_kept = await writer.done().then(
      () => true,
      (error: unknown) => {
        log.error('events of a run could not be kept', error, { thread_id: key.thread_id })
        return false
      },
    )
    await closeRun(key, is_kept ? closingOf(failure) : FAILED)
    await dropRawEvents(key.tenant_id, key.thread_id, KEEP_RAW_MS)
    for (const event of is_kept ? last : closeEvents(key, shown, FAILED)) out.next(event)
  }

  private async replay(thread_id: string, out: Out, leaving: AbortSignal): Promise<void> {
    if ((await findThread(this.owner, thread_id)) === null) return
    await this.closeLost(thread_id)
    const active = await activeRun(this.owner.tenant_id, thread_id, this.timing.stale_ms)
    const ended = await historyOf(this.owner.tenant_id, thread_id)
    for (const event of ended.flatMap((run) => run.events)) out.next(event)
    // It may have ended between the two reads: then it is in the history already.
    const is_shown = active === null || ended.some((run) => run.run_id === active.run_id && run.input_digest === active.input_digest)
    if (!is_shown) await this.follow(active, out, leaving)
  }

  /** Raw events of one run as they come, until it ends. A run whose process is gone is closed on the way. */
  private async follow(key: RunKey, out: Out, leaving: AbortSignal): Promise<void> {
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
      await this.closeLost(key.thread_id)
      await pause(this.timing.poll_ms, leaving)
    }
  }

  private closeLost(thread_id: string): Promise<void> {
    return closeLostRun(this.owner.tenant_id, thread_id, this.timing.stale_ms)
  }
}

const closingOf = (failure: { code: string; message: string } | null): Closing =>
  failure === null ? { state: 'finished', code: '', message: '' } : { state: failure.code === STOPPED.code ? 'stopped' : 'failed', ...failure }

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

/** The same question with the same context is the same input, whatever else the client sends along. */
function inputDigest({ messages, forwardedProps, context, resume }: RunAgentInput): string {
  const last = messages.findLast((m) => m.role === 'user')
  return digest(JSON.parse(JSON.stringify({ last: last ?? null, forwardedProps: forwardedProps ?? null, context: context ?? null, resume: resume ?? null })))
}

/** The start of a run carries its question, so that a replay shows it. Earlier messages are in earlier runs. */
function withQuestion(event: BaseEvent, { threadId, runId, messages }: RunAgentInput): BaseEvent {
  const question = messages.findLast((m) => m.role === 'user')
  return {
    ...event,
    threadId,
    runId,
    input: { threadId, runId, state: {}, messages: question === undefined ? [] : [question], tools: [], context: [], forwardedProps: {} },
  } as BaseEvent
}

/** A run that may not start. Nothing is kept of it. */
function refuse(out: Out, { threadId, runId }: RunAgentInput, code: string, message: string): void {
  out.next({ type: EventType.RUN_STARTED, threadId, runId } as unknown as BaseEvent)
  out.next({ type: EventType.RUN_ERROR, code, message } as unknown as BaseEvent)
}
