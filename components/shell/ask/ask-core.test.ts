import { EventType } from '@ag-ui/client'
import { expect, it, vi } from 'vitest'
import { askCore } from '@/components/shell/ask/ask-core'

/** The server's end of the connection: what it says, and whether anybody still listens. */
const server = { say: (_event: object): void => undefined, is_open: false, is_left: false }
vi.stubGlobal('window', { location: { origin: 'http://here.test' } })
vi.stubGlobal('fetch', async (url: unknown) => {
  if (String(url).endsWith('/info')) return Response.json({ agents: {}, mode: 'sse' })
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      server.is_open = true
      server.say = (event) => {
        if (!server.is_left) controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`))
      }
    },
    cancel() {
      server.is_left = true
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
})

it('ends a question that is left while its answer comes, without trouble, and lets nothing of it come later', async () => {
  const { core, agent, runs } = askCore()
  const troubles: string[] = []
  core.subscribe({ onError: ({ error }) => void (runs.isDetaching() ? undefined : troubles.push(error.message)) })
  agent.threadId = 'thr_a'
  agent.setMessages([{ id: 'q1', role: 'user', content: 'Cost by team' }])
  const run = runs.begin('thr_a')
  agent.subscribe({ onRunStartedEvent: () => run?.taken() })
  const asked = core.runAgent({ agent }).finally(() => run?.end())
  await vi.waitFor(() => expect(server.is_open).toBe(true))
  server.say({ type: EventType.RUN_STARTED, threadId: 'thr_a', runId: 'run_a' })
  const left = runs.leave()
  await Promise.all([left, asked])
  expect([agent.isRunning, agent.messages, runs.isLeaving(), runs.isAsking(), troubles]).toEqual([false, [], false, false, []])
  server.say({ type: EventType.TEXT_MESSAGE_START, messageId: 'a1', role: 'assistant' })
  server.say({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'a1', delta: 'Late.' })
  await new Promise((resolve) => setImmediate(resolve))
  expect(agent.messages).toEqual([])
})
