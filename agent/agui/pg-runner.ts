import { type BaseEvent, EventType, type RunAgentInput } from '@ag-ui/client'
import {
  AgentRunner,
  type AgentRunnerConnectRequest,
  type AgentRunnerIsRunningRequest,
  type AgentRunnerRunRequest,
  type AgentRunnerStopRequest,
} from '@copilotkit/runtime/v2'
import { Observable, ReplaySubject, type Subscriber } from 'rxjs'
import { log } from '@/lib/kernel/log'
import { closeEvents } from './close-events'
import { followRun, replayThread } from './follow-run'
import { closeLostRun, STALE_MS } from './lost-run'
import { abortHere, FAILED, performRun, STOPPED } from './perform-run'
import { inputDigest } from './question-of-run'
import { activeRun, claimRun, closeRun, type Owner, ownsThread, type RunKey } from './thread-store'

// Milliseconds. Beats come often enough that a busy process is never taken to be gone.
const BEAT_MS = 2_000
const POLL_MS = 150

type Timing = { beat_ms?: number; stale_ms?: number; poll_ms?: number }
type Out = Pick<Subscriber<BaseEvent>, 'next' | 'complete' | 'error'>

/**
 * Runs and replays the threads of one person from Postgres. Events are kept as they come, so that another tab, another process or the same person after a
 * restart sees the same transcript; the run goes on when its browser leaves. Other people's threads are unknown ones; one that is shared can be read.
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
      replayThread(this.owner, threadId, out, leaving.signal, this.timing).then(
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
    // In another process: its next write finds the run closed and it stops by itself.
    if (!abortHere(active)) await closeRun(active, STOPPED)
    return true
  }

  private async execute(request: AgentRunnerRunRequest, out: Out): Promise<void> {
    const { input, threadId } = request
    if (!(await ownsThread(this.owner, threadId))) return refuse(out, input, 'not_found', 'There is no such conversation. Start a new one.')
    const key: RunKey = { tenant_id: this.owner.tenant_id, thread_id: threadId, run_id: input.runId, input_digest: inputDigest(input) }
    await closeLostRun(key.tenant_id, threadId, this.timing.stale_ms)
    const claim = await claimRun(key)
    if (claim === 'busy') return refuse(out, input, 'conflict', 'A question is being answered in this conversation. Wait for it, or stop it.')
    if (claim === 'exists') return followRun(key, out, new AbortController().signal, this.timing)
    await performRun(key, request, out, this.timing.beat_ms)
  }
}

/** A run that may not start. Nothing is kept of it. */
function refuse(out: Out, { threadId, runId }: RunAgentInput, code: string, message: string): void {
  out.next({ type: EventType.RUN_STARTED, threadId, runId } as unknown as BaseEvent)
  out.next({ type: EventType.RUN_ERROR, code, message } as unknown as BaseEvent)
}
