import type { BaseEvent, RunAgentInput } from '@ag-ui/client'
import { digest } from '@/lib/kernel/canonical'

/** The same question with the same context is the same input, whatever else the client sends along. */
export function inputDigest({ messages, forwardedProps, context, resume }: RunAgentInput): string {
  const last = messages.findLast((m) => m.role === 'user')
  return digest(JSON.parse(JSON.stringify({ last: last ?? null, forwardedProps: forwardedProps ?? null, context: context ?? null, resume: resume ?? null })))
}

/** The start of a run carries its question, so that a replay shows it. Earlier messages are in earlier runs. */
export function withQuestion(event: BaseEvent, { threadId, runId, messages }: RunAgentInput): BaseEvent {
  const question = messages.findLast((m) => m.role === 'user')
  return {
    ...event,
    threadId,
    runId,
    input: { threadId, runId, state: {}, messages: question === undefined ? [] : [question], tools: [], context: [], forwardedProps: {} },
  } as BaseEvent
}
