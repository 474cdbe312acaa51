import { AbstractAgent, type AgentCapabilities, type BaseEvent, EventType, type RunAgentInput } from '@ag-ui/client'
import { Observable } from 'rxjs'
import { type AskEvent, type AskGraph, askGraph } from '@/agent/ask/graph'
import { oncePerRun } from '@/agent/ask/once-per-run'
import type { AskDeps, ReadByModel } from '@/agent/ask/port'
import { type Narrator, templateNarrator } from '@/agent/narration/narrator'
import { forClient, KINDS_DIGEST, readUiClient, type UiClient } from '@/lib/intents/negotiate'
import { Fault } from '@/lib/kernel/errors'
import { cut } from '@/lib/kernel/format'
import { inZoneDeep } from '@/lib/kernel/in-zone'
import { log } from '@/lib/kernel/log'
import { wellFormed } from '@/lib/kernel/well-formed'
import { CONFIRM_LEVELS, INTENT_ACTIVITY, TURN_ACTIVITY, UI_SCHEMA_VERSION } from '@/schemas/activity'
import type { ThreadContext } from '@/schemas/reading'

/** What one person's questions are answered from. `context` is the memory of a thread: what the last answer was about. */
export type AskPorts = {
  deps(): Promise<AskDeps>
  context: { load(thread_id: string): Promise<ThreadContext | null>; save(thread_id: string, context: ThreadContext, question: string): Promise<void> }
  narrator?: Narrator
  /** Reads what the grammar is unsure of; absent while no model is configured. */
  readByModel?: ReadByModel
}

const MAX_QUESTION_CHARS = 2000

// One compiled graph per process; a checkpointer would only store what the transcript already holds.
const shared = globalThis as unknown as { countersign_ask_graph?: AskGraph }
const graph = (): AskGraph => (shared.countersign_ask_graph ??= askGraph())

type Event = { type: EventType } & Record<string, unknown>

/** Runs the ask graph for one person and speaks AG-UI about it. An explore thread never ends in an interrupt, so it can always be asked again. */
export class GraphAgent extends AbstractAgent {
  private readonly ports: AskPorts
  private readonly stopping = new AbortController()

  constructor(ports: AskPorts) {
    super({ agentId: 'default', description: 'Answers questions about cost, cases, plans, approvals and savings with cards' })
    this.ports = ports
  }

  override clone(): GraphAgent {
    const copy = new GraphAgent(this.ports)
    copy.threadId = this.threadId
    copy.messages = structuredClone(this.messages)
    return copy
  }

  override abortRun(): void {
    this.stopping.abort()
  }

  override async getCapabilities(): Promise<AgentCapabilities> {
    return {
      humanInTheLoop: { supported: true, approvals: true, interrupts: false },
      custom: { countersign: { ui_schema_versions: [UI_SCHEMA_VERSION], kinds: KINDS_DIGEST, confirm: CONFIRM_LEVELS } },
    }
  }

  override run(input: RunAgentInput): Observable<BaseEvent> {
    return new Observable<BaseEvent>((subscriber) => {
      const { signal } = this.stopping
      let is_over = false
      const send = (event: Event): void => {
        if (!is_over) subscriber.next(event as unknown as BaseEvent)
      }
      const end = (last: Event): void => {
        send(last)
        is_over = true
        subscriber.complete()
      }
      // A stop is answered at once, whatever a query is still waiting for.
      signal.addEventListener('abort', () => end(runError(null, true)), { once: true })
      this.answer(input, send).then(
        () => end({ type: EventType.RUN_FINISHED, threadId: input.threadId, runId: input.runId, outcome: { type: 'success' } }),
        (error: unknown) => (signal.aborted ? undefined : end(runError(error, false))),
      )
    })
  }

  private async answer({ threadId, runId, messages, forwardedProps }: RunAgentInput, send: (event: Event) => void): Promise<void> {
    send({ type: EventType.RUN_STARTED, threadId, runId })
    const question = lastQuestion(messages)
    const [asked, context] = await Promise.all([this.ports.deps(), this.ports.context.load(threadId)])
    const deps = oncePerRun(asked)
    const client = readUiClient(uiOf(forwardedProps))
    const start = { question, run_id: runId, focus_case: await focusCase(forwardedProps, deps), context }
    const { narrator, readByModel } = this.ports
    const run = { deps, ...(narrator === undefined ? {} : { narrator }), ...(readByModel === undefined ? {} : { readByModel }) }
    const next = await this.translate(
      start,
      { thread_id: threadId, run_id: runId, ask: run },
      (event) => toEvents(inZoneDeep(event, deps.time_zone, deps.now), runId, client),
      send,
    )
    if (next !== null) await this.ports.context.save(threadId, next, question)
  }

  /** Graph stream to events. Steps are closed before the run ends, also when a node fails. */
  private async translate(
    start: Record<string, unknown>,
    configurable: Record<string, unknown>,
    events: (event: AskEvent) => Event[],
    send: (event: Event) => void,
  ): Promise<ThreadContext | null> {
    let next: ThreadContext | null = null
    const stream = await graph().stream(start, { configurable, signal: this.stopping.signal, streamMode: ['tasks', 'custom', 'updates'] })
    for await (const [mode, chunk] of stream as AsyncIterable<['tasks' | 'custom' | 'updates', unknown]>) {
      if (mode === 'tasks') {
        const task = chunk as { name: string; triggers?: unknown }
        send({ type: task.triggers === undefined ? EventType.STEP_FINISHED : EventType.STEP_STARTED, stepName: task.name })
      } else if (mode === 'custom') for (const event of events(chunk as AskEvent)) send(event)
      else {
        const { next_context } = (chunk as { answer?: { next_context?: ThreadContext | null } }).answer ?? {}
        if (next_context) next = next_context
      }
    }
    return next
  }
}

/** One card, one turn or one whole paragraph. Text is never streamed in parts: nothing unverified is shown. */
function toEvents(event: AskEvent, run_id: string, client: UiClient | null): Event[] {
  switch (event.type) {
    case 'turn':
      return [{ type: EventType.ACTIVITY_SNAPSHOT, messageId: `turn:${run_id}`, activityType: TURN_ACTIVITY, content: event.turn, replace: true }]
    case 'intent':
      return [
        {
          type: EventType.ACTIVITY_SNAPSHOT,
          // Each revision is an entry of its own: an older answer keeps what it showed.
          messageId: `intent:${event.intent.intent_id}@${event.intent.rev}`,
          activityType: INTENT_ACTIVITY,
          content: forClient(event.intent, client),
          replace: true,
        },
      ]
    case 'sentence': {
      const messageId = `text:${run_id}`
      return [
        // Only words of a model carry a name: the template's sentence is plain.
        { type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant', ...(event.by === templateNarrator.name ? {} : { name: event.by }) },
        { type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta: event.text },
        { type: EventType.TEXT_MESSAGE_END, messageId },
      ]
    }
  }
}

function lastQuestion(messages: RunAgentInput['messages']): string {
  const content = messages.findLast((m) => m.role === 'user')?.content
  const parts = Array.isArray(content) ? content.map((part) => (part.type === 'text' ? part.text : '')) : []
  const text = typeof content === 'string' ? content : parts.join(' ')
  if (text.trim() === '') throw new Fault('validation_failed', 'the question is empty: type one')
  return cut(wellFormed(text), MAX_QUESTION_CHARS)
}

const uiOf = (forwarded: unknown): string | null => {
  const ui = (forwarded as { ui?: unknown } | undefined)?.ui
  return typeof ui === 'string' ? ui : null
}

/** The case of the page the question was asked on; an approval's page means its case. */
async function focusCase(forwarded: unknown, { cases }: AskDeps): Promise<string | null> {
  const subject = (forwarded as { subject?: { type?: unknown; id?: unknown } } | undefined)?.subject
  if (typeof subject?.id !== 'string') return null
  if (subject.type === 'approval') return await cases.ofApproval(subject.id)
  return (await cases.index()).cases.some((c) => c.case_id === subject.id) ? subject.id : null
}

/** The one event that ends a failed run. A fault says what to do; anything else is logged and named without its insides. */
function runError(error: unknown, was_stopped: boolean): Event {
  if (was_stopped) return { type: EventType.RUN_ERROR, code: 'stopped', message: 'It was stopped before it was answered.' }
  if (error instanceof Fault && error.code !== 'broken_invariant') return { type: EventType.RUN_ERROR, code: error.code, message: error.message }
  log.error('question could not be answered', error)
  return {
    type: EventType.RUN_ERROR,
    code: 'broken_invariant',
    message: 'The question could not be answered. The failure was recorded; ask again or put it another way.',
  }
}
