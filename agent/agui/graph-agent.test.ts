import { type BaseEvent, EventSchemas, EventType, HttpAgent, type Message, verifyEvents } from '@ag-ui/client'
import { CopilotRuntime, createCopilotRuntimeHandler, InMemoryAgentRunner } from '@copilotkit/runtime/v2'
import { from, lastValueFrom, toArray } from 'rxjs'
import { describe, expect, it } from 'vitest'
import { askDeps } from '@/agent/ask/fixtures/ask-deps'
import type { AskDeps } from '@/agent/ask/port'
import { Fault } from '@/lib/kernel/errors'
import { INTENT_ACTIVITY, ON_THE_WAY, TURN_ACTIVITY } from '@/schemas/activity'
import { UiIntent } from '@/schemas/intent'
import { type ThreadContext, Turn } from '@/schemas/reading'
import { withoutPlaces } from './close-events'
import { type AskPorts, GraphAgent } from './graph-agent'

/** Ports over the small bill; `kept` is the memory of the one thread. */
function ports(deps: () => Promise<AskDeps> = async () => askDeps('awaiting-approval')): AskPorts & { kept: Map<string, ThreadContext> } {
  const kept = new Map<string, ThreadContext>()
  return { deps, kept, context: { load: async (id) => kept.get(id) ?? null, save: async (id, context) => void kept.set(id, context) } }
}

let count = 0
async function ask(agent: GraphAgent, question: string, forwardedProps: Record<string, unknown> = {}): Promise<{ events: BaseEvent[]; messages: Message[] }> {
  const one = agent.clone()
  one.threadId = 'x_1'
  one.messages = [...one.messages, { id: `q${++count}`, role: 'user', content: question }]
  const events: BaseEvent[] = []
  await one.runAgent({ runId: `run-${count}`, forwardedProps }, { onEvent: ({ event }) => void events.push(event) })
  return { events, messages: one.messages }
}
const judge = (events: readonly BaseEvent[]) =>
  lastValueFrom(from(events.map((e) => EventSchemas.parse(JSON.parse(JSON.stringify(e))) as BaseEvent)).pipe(verifyEvents(), toArray()))
const of = (events: readonly BaseEvent[], activityType: string): unknown[] =>
  events.flatMap((e) => ('activityType' in e && e.activityType === activityType && 'content' in e ? [e.content] : []))
const turnOf = (events: readonly BaseEvent[]): Turn => Turn.parse(of(events, TURN_ACTIVITY).at(-1))
const types = (events: readonly BaseEvent[]): string => events.map((e) => e.type).join(' ')

describe('GraphAgent', () => {
  it('speaks AG-UI: a run with steps, a turn, cards and one whole paragraph, in an order the protocol accepts', async () => {
    const { events } = await ask(new GraphAgent(ports()), 'explain case_loadtest')
    await judge(events)
    expect(types(events)).toBe(
      'RUN_STARTED STEP_STARTED ACTIVITY_SNAPSHOT STEP_FINISHED STEP_STARTED ACTIVITY_SNAPSHOT ACTIVITY_SNAPSHOT ACTIVITY_SNAPSHOT ACTIVITY_SNAPSHOT STEP_FINISHED ' +
        'STEP_STARTED TEXT_MESSAGE_START TEXT_MESSAGE_CONTENT TEXT_MESSAGE_END STEP_FINISHED RUN_FINISHED',
    )
    const cards = of(events, INTENT_ACTIVITY).map((c) => UiIntent.parse(c))
    expect(turnOf(events).intents).toEqual(cards.map(({ intent_id, rev }) => ({ intent_id, rev })))
    expect(
      events.filter((e) => e.type === EventType.ACTIVITY_SNAPSHOT && 'messageId' in e).map((e) => ('messageId' in e ? String(e.messageId) : '')),
    ).toContain(`intent:${cards[0]?.intent_id}@${cards[0]?.rev}`)
  })

  it('sends cards as far as the client says it can draw them, and says itself what it speaks', async () => {
    const agent = new GraphAgent(ports())
    const { events } = await ask(agent, 'who must approve case_loadtest?', { ui: '1.0; kinds=headline,notice; confirm=none' })
    for (const card of of(events, INTENT_ACTIVITY).map((c) => UiIntent.parse(c))) {
      expect(card.components.every((part) => ['headline', 'notice'].includes(part.kind))).toBe(true)
      expect(card.actions.every((action) => action.confirm.level === 'none')).toBe(true)
    }
    expect((await agent.getCapabilities()).custom).toMatchObject({ countersign: { ui_schema_versions: ['1.0'] } })
    const { events: refused } = await ask(agent, 'help', { ui: 'newest' })
    expect(refused.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'validation_failed' })
  })

  it('never ends in an interrupt, so that the thread can be asked again whatever waits for approval', async () => {
    for (const question of ['who must approve case_loadtest?', 'approve everything', 'what is waiting for approval?']) {
      const { events } = await ask(new GraphAgent(ports()), question)
      expect(events.at(-1)).toMatchObject({ type: EventType.RUN_FINISHED, outcome: { type: 'success' } })
    }
  })

  it('remembers what the last answer was about, and forgets nothing when it could not read a question', async () => {
    const port = ports()
    const agent = new GraphAgent(port)
    await ask(agent, 'cost of lumen-dev last week')
    await ask(agent, 'xyzzy')
    const { events } = await ask(agent, 'by usage type')
    expect(turnOf(events).reading).toMatchObject({ outcome: 'answered', canonical: '/breakdown by:usage period:last-week top:10 account:210000000006' })
  })

  it('takes the case of the page as the one that is meant, also from the page of its approval', async () => {
    for (const subject of [
      { type: 'case', id: 'case_loadtest' },
      { type: 'approval', id: 'ap_loadtest' },
    ]) {
      const { events } = await ask(new GraphAgent(ports()), 'why this category?', { subject })
      expect(turnOf(events).reading).toMatchObject({ outcome: 'answered', frame: { case_id: 'case_loadtest' } })
    }
    const foreign = await ask(new GraphAgent(ports(async () => askDeps('none'))), 'why this category?', { subject: { type: 'case', id: 'case_other' } })
    expect(turnOf(foreign.events).reading.outcome).toBe('declined')
  })

  it('ends a failed run with a code and a sentence, closed as the protocol asks, and without the insides of the failure', async () => {
    const down = await ask(
      new GraphAgent(ports(async () => Promise.reject(new Fault('provider_down', 'the bill cannot be read: try again in a minute')))),
      'cost by team',
    )
    expect(down.events.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'provider_down', message: 'the bill cannot be read: try again in a minute' })
    const broken = askDeps('none')
    const port = ports(async () => ({ ...broken, warehouse: { ...broken.warehouse, groups: async () => Promise.reject(new Error('secret path /srv')) } }))
    const { events } = await ask(new GraphAgent(port), 'cost by team')
    expect(events.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'broken_invariant' })
    expect(JSON.stringify(events)).not.toContain('secret')
    await judge(events)
    expect((await ask(new GraphAgent(ports()), '   ')).events.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'validation_failed' })
  })

  it('keeps the place of a card while its figures are read and names the card itself when they are there', async () => {
    const { events } = await ask(new GraphAgent(ports()), 'cost by team')
    expect(of(events, TURN_ACTIVITY).map((turn) => Turn.parse(turn).intents.map((i) => i.intent_id.startsWith(ON_THE_WAY)))).toEqual([[true], [false]])
    expect(withoutPlaces(events).length).toBe(events.length - 1)
    await judge(withoutPlaces(events))
  })

  it('stops at once, whatever a query is still waiting for, and says so', async () => {
    const agent = new GraphAgent(ports(() => new Promise(() => undefined)))
    agent.threadId = 'x_1'
    agent.messages = [{ id: 'q', role: 'user', content: 'cost by team' }]
    const events: BaseEvent[] = []
    const running = agent.runAgent({ runId: 'r' }, { onEvent: ({ event }) => void events.push(event), onRunStartedEvent: () => agent.abortRun() })
    await running.catch(() => undefined)
    await judge(events)
    expect(events.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'stopped' })
  })

  it('arrives whole at a client through the runtime', async () => {
    const handler = createCopilotRuntimeHandler({
      runtime: new CopilotRuntime({ agents: { default: new GraphAgent(ports()) }, runner: new InMemoryAgentRunner() }),
      basePath: '/api/copilotkit',
    })
    const client = new HttpAgent({
      url: 'http://localhost/api/copilotkit/agent/default/run',
      threadId: 'x_http',
      fetch: (url: string, init?: RequestInit) => handler(new Request(url, init)),
    } as ConstructorParameters<typeof HttpAgent>[0])
    client.addMessage({ id: 'q', role: 'user', content: 'cost by account last month' })
    await client.runAgent({})
    const [question, turn, place, card, sentence, ...more] = client.messages
    const kindOf = (m: typeof turn) => (m?.role === 'activity' ? m.activityType : m?.role)
    expect([question, turn, place, card, sentence].map(kindOf)).toEqual(['user', TURN_ACTIVITY, INTENT_ACTIVITY, INTENT_ACTIVITY, 'assistant'])
    expect(more).toEqual([])
    expect([place?.id.startsWith(`intent:${ON_THE_WAY}`), card?.id.startsWith(`intent:${ON_THE_WAY}`)]).toEqual([true, false])
    expect(client.messages.at(-1)?.content).toMatch(/^\$\d/)
  })
})
