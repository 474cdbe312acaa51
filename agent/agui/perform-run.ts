import { type BaseEvent, EventType } from '@ag-ui/client'
import type { AgentRunnerRunRequest } from '@copilotkit/runtime/v2'
import type { Subscriber } from 'rxjs'
import { log } from '@/lib/kernel/log'
import { type Closing, closeEvents, failureEntry, isTerminal } from './close-events'
import { EventWriter } from './event-writer'
import { withQuestion } from './question-of-run'
import { beat, closeRun, dropRawEvents, type RunKey } from './thread-store'

/** Events one by one are kept this long after their run, for those who follow it; compacted ones as long as the thread. Milliseconds. */
export const KEEP_RAW_MS = 5 * 60_000

export const FAILED = {
  state: 'failed',
  code: 'broken_invariant',
  message: 'The question could not be answered. The failure was recorded; ask again.',
} as const
export const STOPPED = { state: 'stopped', code: 'stopped', message: 'It was stopped before it was answered.' } as const

type Agent = AgentRunnerRunRequest['agent']
type Out = Pick<Subscriber<BaseEvent>, 'next'>
type Terminal = BaseEvent & { code?: string; message?: string }

// Agents that run in this process, by run: what `stop` can reach directly.
const shared = globalThis as unknown as { countersign_live_runs?: Map<string, Agent> }
const live = (): Map<string, Agent> => (shared.countersign_live_runs ??= new Map())
const liveKey = (key: RunKey): string => `${key.thread_id}\n${key.run_id}\n${key.input_digest}`

/** Stops a run that this process performs. False when it is performed elsewhere. */
export function abortHere(key: RunKey): boolean {
  const agent = live().get(liveKey(key))
  agent?.abortRun()
  return agent !== undefined
}

/** Runs the agent. The terminal event is shown only after the run is closed, so that the next question never finds it busy. */
export async function performRun(key: RunKey, request: AgentRunnerRunRequest, out: Out, beat_ms: number): Promise<void> {
  const { agent, input } = request
  const writer = new EventWriter(key, () => agent.abortRun())
  const shown: BaseEvent[] = []
  const show = (event: BaseEvent): void => {
    shown.push(event)
    writer.write(event)
    out.next(event)
  }
  live().set(liveKey(key), agent)
  const end = await whileBeating(key, agent, beat_ms, () => runToEnd(key, request, show)).finally(() => live().delete(liveKey(key)))
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

/** Shows the agent's events but its terminal one, which it resolves to. Undefined where the agent broke, or ended without one. */
async function runToEnd(key: RunKey, { agent, input }: AgentRunnerRunRequest, show: (event: BaseEvent) => void): Promise<Terminal | undefined> {
  const { runId, tools, context, forwardedProps, resume } = input
  const ended: Terminal[] = []
  const onEvent = ({ event }: { event: BaseEvent }): undefined => {
    if (ended.length > 0) return
    if (isTerminal(event)) ended.push(event)
    else show(event.type === EventType.RUN_STARTED ? withQuestion(event, input) : event)
  }
  try {
    await agent.runAgent({ runId, tools, context, forwardedProps, ...(resume === undefined ? {} : { resume }) }, { onEvent })
  } catch (error) {
    log.error('agent failed', error, { thread_id: key.thread_id })
  }
  return ended[0]
}

/** Says again and again that this process lives; a run that somebody else has closed meanwhile is stopped. */
async function whileBeating<T>(key: RunKey, agent: Agent, beat_ms: number, work: () => Promise<T>): Promise<T> {
  const look = (): void =>
    void beat(key).then(
      (is_mine) => (is_mine ? undefined : agent.abortRun()),
      () => undefined,
    )
  const heart = setInterval(look, beat_ms)
  return work().finally(() => clearInterval(heart))
}

const closingOf = (failure: { code: string; message: string } | null): Closing =>
  failure === null ? { state: 'finished', code: '', message: '' } : { state: failure.code === STOPPED.code ? 'stopped' : 'failed', ...failure }
