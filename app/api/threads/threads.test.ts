import { AbstractAgent, type BaseEvent, EventSchemas, type Message, type RunAgentInput, verifyEvents } from '@ag-ui/client'
import { from, lastValueFrom, type Observable, toArray } from 'rxjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { GraphAgent } from '@/agent/agui/graph-agent'
import { messagesOf } from '@/agent/agui/messages-of'
import { PostgresAgentRunner } from '@/agent/agui/pg-runner'
import { readThread } from '@/agent/agui/read-thread'
import {
  changeThread,
  claimRun,
  createThread,
  dropThread,
  findThread,
  historyOf,
  KEEP_THREADS_DAYS,
  listThreads,
  sweepThreads,
} from '@/agent/agui/thread-store'
import { askDeps } from '@/agent/ask/fixtures/ask-deps'
import { exportedThread, threadMarkdown } from '@/app/views/thread-export'
import { transcriptOf } from '@/components/shell/ask/ask-turns'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara as maraActor, TENANT, tomas as tomasActor } from '@/lib/commands/fixtures/story'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'

testDatabase()
const { tenant_id } = TENANT
const mara = { tenant_id, person_id: maraActor.id }
const tomas = { tenant_id, person_id: tomasActor.id }
const QUESTIONS = [
  'explain case_loadtest',
  'what is the plan for case_loadtest?',
  '   ',
  'approve everything',
  'what is the weather?',
  'cost by team last month',
]

/** What a browser was sent while each question was answered. */
const spoken: BaseEvent[][] = []

const all = (events: Observable<BaseEvent>): Promise<BaseEvent[]> => lastValueFrom(events.pipe(toArray()), { defaultValue: [] })

async function ask(thread_id: string, question: string, run_id: string): Promise<BaseEvent[]> {
  const agent = new GraphAgent({ deps: async () => askDeps('awaiting-approval'), context: { load: async () => null, save: async () => undefined } })
  const messages: Message[] = [{ id: `q-${run_id}`, role: 'user', content: question }]
  agent.threadId = thread_id
  agent.messages = messages
  const input: RunAgentInput = { threadId: thread_id, runId: run_id, state: {}, tools: [], context: [], forwardedProps: {}, messages }
  return await all(new PostgresAgentRunner(mara).run({ threadId: thread_id, agent, input }))
}

beforeAll(async () => {
  await seedTenant()
  await createThread(mara, 'x_talk', 'Load test')
  for (const [i, question] of QUESTIONS.entries()) spoken.push(await ask('x_talk', question, `r${i}`))
}, 60_000)

/** A client that is given a recorded stream. */
class Replayed extends AbstractAgent {
  readonly events: readonly BaseEvent[]
  constructor(events: readonly BaseEvent[]) {
    super({ agentId: 'default', threadId: 'x_talk' })
    this.events = events
  }
  override clone(): Replayed {
    return new Replayed(this.events)
  }
  override run(): Observable<BaseEvent> {
    return from(this.events)
  }
}

describe('a recorded stream', () => {
  it('passes the schema and order of the protocol with nothing stripped: every run as it was sent and as it is kept, answered, declined, failed or lost, and each thread as one replay', async () => {
    await createThread(mara, 'x_dead', '')
    await claimRun({ tenant_id, thread_id: 'x_dead', run_id: 'r', input_digest: 'a' })
    await scratch("update chat_run set heartbeat_at = now() - interval '1 hour' where tenant_id = $1 and thread_id = 'x_dead'", [tenant_id])
    await readThread(mara, 'x_dead', 1)
    const replays = await Promise.all(['x_talk', 'x_dead'].map((threadId) => all(new PostgresAgentRunner(mara).connect({ threadId }))))
    const recorded = (await Promise.all(['x_talk', 'x_dead'].map((id) => historyOf(tenant_id, id)))).flat().map((run) => run.events)
    const live = [...spoken, await ask('x_talk', 'explain case_loadtest', 'again')]
    expect(recorded).toHaveLength(QUESTIONS.length + 1)
    for (const stream of [...replays, ...recorded, ...live]) {
      const wire = JSON.parse(JSON.stringify(stream)) as BaseEvent[]
      const parsed = wire.map((event) => EventSchemas.parse(event) as BaseEvent)
      expect(parsed).toEqual(wire)
      expect(await lastValueFrom(from(parsed).pipe(verifyEvents(), toArray()))).toHaveLength(wire.length)
    }
  })

  it('reads as the same messages that a client makes of it', async () => {
    const replay = await all(new PostgresAgentRunner(mara).connect({ threadId: 'x_talk' }))
    const client = new Replayed(replay)
    await client.runAgent({ runId: 'replay' })
    const mine = messagesOf(replay)
    expect(mine.map((m) => m.id).sort()).toEqual(client.messages.map((m) => m.id).sort())
    expect(Object.fromEntries(mine.map((m) => [m.id, m.content]))).toEqual(Object.fromEntries(client.messages.map((m) => [m.id, m.content])))
  })
})

describe('a thread', () => {
  it('opens at its last questions and says that there are earlier ones', async () => {
    const page = await readThread(mara, 'x_talk', 2)
    expect(page).toMatchObject({ thread: { title: 'Load test', is_mine: true, is_shared: false }, has_earlier: true, is_running: false })
    expect(transcriptOf(page?.messages ?? []).turns).toHaveLength(2)
    expect((await readThread(mara, 'x_talk', 100))?.has_earlier).toBe(false)
  })

  it('shows a question that is being answered elsewhere', async () => {
    await createThread(mara, 'x_running', '')
    await claimRun({ tenant_id, thread_id: 'x_running', run_id: 'r', input_digest: 'a' })
    expect(await readThread(mara, 'x_running', 5)).toMatchObject({ is_running: true, messages: [] })
  })

  it('ends a question whose server is gone when it is looked at', async () => {
    await createThread(mara, 'x_lost', '')
    await claimRun({ tenant_id, thread_id: 'x_lost', run_id: 'r', input_digest: 'a' })
    await scratch("update chat_run set heartbeat_at = now() - interval '1 hour' where tenant_id = $1 and thread_id = 'x_lost'", [tenant_id])
    const page = await readThread(mara, 'x_lost', 5)
    expect(page?.is_running).toBe(false)
    expect(JSON.stringify(page?.messages)).toContain('run_lost')
  })

  it('is unknown to others until it is shared, and then read and not written by them', async () => {
    await createThread(mara, 'x_shared', 'Ours')
    await ask('x_shared', 'explain case_loadtest', 's1')
    expect(await readThread(tomas, 'x_shared', 5)).toBeNull()
    expect(await all(new PostgresAgentRunner(tomas).connect({ threadId: 'x_shared' }))).toEqual([])
    await changeThread(mara, 'x_shared', { is_shared: true })
    expect(await readThread(tomas, 'x_shared', 5)).toMatchObject({ thread: { is_mine: false, by: maraActor.name } })
    expect((await all(new PostgresAgentRunner(tomas).connect({ threadId: 'x_shared' }))).length).toBeGreaterThan(0)
    expect((await listThreads(tomas)).map((t) => t.thread_id)).toEqual(['x_shared'])
    for (const refused of [changeThread(tomas, 'x_shared', { title: 'Mine' }), dropThread(tomas, 'x_shared')]) expect(await refused).toBe(false)
    expect(await new PostgresAgentRunner(tomas).stop({ threadId: 'x_shared' })).toBe(false)
    const south = { tenant_id: 'tn_south', person_id: tomas.person_id }
    expect(await findThread(south, 'x_shared')).toBeNull()
  })

  it('goes with everything said in it when its owner deletes it', async () => {
    await createThread(mara, 'x_gone', 'Gone')
    await ask('x_gone', 'explain case_loadtest', 'g1')
    expect(await dropThread(mara, 'x_gone')).toBe(true)
    expect(await readThread(mara, 'x_gone', 5)).toBeNull()
    expect(await rows("select 1 from chat_run where tenant_id = $1 and thread_id = 'x_gone'", [tenant_id])).toEqual([])
    expect(await rows("select 1 from chat_event where tenant_id = $1 and thread_id = 'x_gone'", [tenant_id])).toEqual([])
  })

  it('is dropped when nobody used it for long enough, with raw events of ended runs', async () => {
    await createThread(mara, 'x_old', 'Old')
    await ask('x_old', 'explain case_loadtest', 'o1')
    await scratch("update chat_thread set updated_at = now() - make_interval(days => $2) where tenant_id = $1 and thread_id = 'x_old'", [
      tenant_id,
      KEEP_THREADS_DAYS + 1,
    ])
    await sweepThreads(tenant_id, 0)
    expect(await findThread(mara, 'x_old')).toBeNull()
    expect((await readThread(mara, 'x_talk', 100))?.messages.length).toBeGreaterThan(QUESTIONS.length)
    expect(await rows("select 1 from chat_event e where tenant_id = $1 and thread_id = 'x_talk'", [tenant_id])).toEqual([])
  })

  it('is exported with every question, its reading and its cards as they were', async () => {
    const thread = await exportedThread(mara, 'x_talk')
    expect(thread.turns.map((t) => t.question).slice(0, QUESTIONS.length)).toEqual(QUESTIONS)
    expect(thread.turns[0]?.cards.length).toBeGreaterThan(0)
    const text = threadMarkdown(thread)
    for (const part of ['# Load test', '## 1. explain case_loadtest', 'Understood as: ', 'days and times are UTC']) expect(text).toContain(part)
    expect(text).toContain(thread.turns[0]?.cards[0]?.plain ?? 'no card')
    await expect(exportedThread(tomas, 'x_talk')).rejects.toMatchObject({ code: 'not_found' })
  })
})
