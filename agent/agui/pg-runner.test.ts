import { AbstractAgent, type BaseEvent, EventSchemas, EventType, type RunAgentInput, verifyEvents } from '@ag-ui/client'
import { from, lastValueFrom, Observable, Subject, toArray } from 'rxjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { everyTenant } from '@/lib/db/every-tenant'
import { addTenant } from '@/lib/identity/fixtures/add-tenant'
import { PostgresAgentRunner } from './pg-runner'
import { createThread, listThreads } from './thread-store'

testDatabase()

const mara = { tenant_id: 'tn_north', person_id: 'usr_mara' }
const tomas = { tenant_id: 'tn_north', person_id: 'usr_tomas' }
const stranger = { tenant_id: 'tn_south', person_id: 'usr_south' }
const QUICK = { beat_ms: 40, stale_ms: 300, poll_ms: 10 }

beforeAll(async () => {
  await addTenant('tn_north', {}, [
    { person_id: 'usr_mara', roles: ['analyst'] },
    { person_id: 'usr_tomas', roles: ['analyst'] },
  ])
  await addTenant('tn_south', {}, [{ person_id: 'usr_south', roles: ['analyst'] }])
})

/** Says its lines, or waits for a signal before the last one, so that a test decides when the run goes on. */
class Speaker extends AbstractAgent {
  runs = 0
  readonly lines: readonly string[]
  readonly until: Observable<unknown>
  constructor(lines: readonly string[], until: Observable<unknown> = from([0])) {
    super({ agentId: 'default' })
    this.lines = lines
    this.until = until
  }
  override clone(): Speaker {
    return this
  }
  override abortRun(): void {
    this.stop.next()
  }
  readonly stop = new Subject<void>()
  override run({ threadId, runId }: RunAgentInput): Observable<BaseEvent> {
    this.runs += 1
    return new Observable<BaseEvent>((out) => {
      const send = (event: Record<string, unknown>) => out.next(event as unknown as BaseEvent)
      send({ type: EventType.RUN_STARTED, threadId, runId })
      send({ type: EventType.STEP_STARTED, stepName: 'speak' })
      const finish = this.until.subscribe(() => {
        for (const [i, text] of this.lines.entries()) {
          send({ type: EventType.TEXT_MESSAGE_START, messageId: `${runId}-${i}`, role: 'assistant' })
          send({ type: EventType.TEXT_MESSAGE_CONTENT, messageId: `${runId}-${i}`, delta: text })
          send({ type: EventType.TEXT_MESSAGE_END, messageId: `${runId}-${i}` })
        }
        send({ type: EventType.STEP_FINISHED, stepName: 'speak' })
        send({ type: EventType.RUN_FINISHED, threadId, runId, outcome: { type: 'success' } })
        out.complete()
      })
      const stopped = this.stop.subscribe(() => {
        finish.unsubscribe()
        send({ type: EventType.RUN_ERROR, code: 'stopped', message: 'Stopped.' })
        out.complete()
      })
      return () => {
        finish.unsubscribe()
        stopped.unsubscribe()
      }
    })
  }
}

let count = 0
const newThread = async (owner = mara): Promise<string> => {
  const thread_id = `x_thread-${++count}`
  await createThread(owner, thread_id, '')
  return thread_id
}
const inputOf = (threadId: string, runId: string, text: string): RunAgentInput => ({
  threadId,
  runId,
  state: {},
  tools: [],
  context: [],
  forwardedProps: {},
  messages: [{ id: `q-${runId}-${text}`, role: 'user', content: text }],
})
const ask = (runner: PostgresAgentRunner, agent: Speaker, input: RunAgentInput): Observable<BaseEvent> => {
  agent.threadId = input.threadId
  agent.messages = input.messages
  return runner.run({ threadId: input.threadId, agent, input })
}
const all = (events: Observable<BaseEvent>): Promise<BaseEvent[]> => lastValueFrom(events.pipe(toArray()))
const said = (events: readonly BaseEvent[]): string[] => events.flatMap((e) => ('delta' in e && typeof e.delta === 'string' ? [e.delta] : []))
const types = (events: readonly BaseEvent[]): string[] => events.map((e) => e.type)
/** Throws when the stream breaks the protocol: schema of each event, then their order. */
const judge = (events: readonly BaseEvent[]) => lastValueFrom(from(events.map((e) => EventSchemas.parse(e) as BaseEvent)).pipe(verifyEvents(), toArray()))
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}

describe('PostgresAgentRunner', () => {
  it('replays question and answer to a later visit, as a stream that keeps the protocol', async () => {
    const thread = await newThread()
    const live = await all(ask(new PostgresAgentRunner(mara), new Speaker(['first']), inputOf(thread, 'r1', 'one?')))
    await all(ask(new PostgresAgentRunner(mara), new Speaker(['second']), inputOf(thread, 'r2', 'two?')))
    await judge(live)
    const replayed = await all(new PostgresAgentRunner(mara).connect({ threadId: thread }))
    await judge(replayed)
    expect(said(replayed)).toEqual(['first', 'second'])
    expect(JSON.stringify(replayed.filter((e) => e.type === EventType.RUN_STARTED))).toContain('two?')
  })

  it('answers the same run once however often it is posted, and another question under the same run id anew', async () => {
    const thread = await newThread()
    const agent = new Speaker(['once'])
    const runner = new PostgresAgentRunner(mara)
    const first = await all(ask(runner, agent, inputOf(thread, 'r1', 'one?')))
    const again = await all(ask(runner, agent, inputOf(thread, 'r1', 'one?')))
    expect(agent.runs).toBe(1)
    expect(said(again)).toEqual(said(first))
    await judge(again)
    await all(ask(runner, agent, inputOf(thread, 'r1', 'another?')))
    expect(agent.runs).toBe(2)
  })

  it('lets two posts of the same run at the same moment share one execution', async () => {
    const thread = await newThread()
    const agent = new Speaker(['shared'])
    const [a, b] = await Promise.all([
      all(ask(new PostgresAgentRunner(mara, QUICK), agent, inputOf(thread, 'r1', 'one?'))),
      all(ask(new PostgresAgentRunner(mara, QUICK), agent, inputOf(thread, 'r1', 'one?'))),
    ])
    expect(agent.runs).toBe(1)
    expect([said(a), said(b)]).toEqual([['shared'], ['shared']])
  })

  it('runs one question at a time: a second one is refused with a reason while the first is answered', async () => {
    const thread = await newThread()
    const go = new Subject<void>()
    const runner = new PostgresAgentRunner(mara, QUICK)
    const first = all(ask(runner, new Speaker(['slow'], go), inputOf(thread, 'r1', 'one?')))
    await until(() => runner.isRunning({ threadId: thread }))
    const second = await all(ask(runner, new Speaker(['never']), inputOf(thread, 'r2', 'two?')))
    expect(second.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'conflict' })
    await judge(second)
    go.next()
    expect(said(await first)).toEqual(['slow'])
    expect(said(await all(ask(runner, new Speaker(['next']), inputOf(thread, 'r3', 'three?'))))).toEqual(['next'])
  })

  it('is free for the next question the moment the first one shows its end', async () => {
    const thread = await newThread()
    const runner = new PostgresAgentRunner(mara)
    const next = await new Promise<BaseEvent[]>((resolve, reject) => {
      ask(runner, new Speaker(['a']), inputOf(thread, 'r1', 'one?')).subscribe((event) => {
        if (event.type === EventType.RUN_FINISHED) all(ask(runner, new Speaker(['b']), inputOf(thread, 'r2', 'two?'))).then(resolve, reject)
      })
    })
    expect(said(next)).toEqual(['b'])
  })

  it('shows a run in progress to others as it goes, event for event, also after its own browser left', async () => {
    const thread = await newThread()
    const go = new Subject<void>()
    const here = new PostgresAgentRunner(mara, QUICK)
    ask(here, new Speaker(['live'], go), inputOf(thread, 'r1', 'one?'))
      .subscribe()
      .unsubscribe()
    await until(() => here.isRunning({ threadId: thread }))
    const elsewhere = [new PostgresAgentRunner(mara, QUICK), new PostgresAgentRunner(mara, QUICK)]
    const followed = elsewhere.map((runner) => all(runner.connect({ threadId: thread })))
    await until(async () => (await everyTenant('select 1 from chat_event where thread_id = $1', [thread])).length >= 2)
    go.next()
    for (const events of await Promise.all(followed)) {
      expect(said(events)).toEqual(['live'])
      expect(types(events).at(-1)).toBe(EventType.RUN_FINISHED)
      await judge(events)
    }
  })

  it('closes a run whose server was killed, tells those who follow it, and lets the conversation go on', async () => {
    const thread = await newThread()
    await everyTenant(
      `insert into chat_run (tenant_id, thread_id, run_id, input_digest, state, heartbeat_at) values ('tn_north', $1, 'r1', 'd', 'running', now() - interval '1 minute')`,
      [thread],
    )
    const started = [
      { type: EventType.RUN_STARTED, threadId: thread, runId: 'r1' },
      { type: EventType.STEP_STARTED, stepName: 'answer' },
      { type: EventType.TEXT_MESSAGE_START, messageId: 't', role: 'assistant' },
    ]
    for (const event of started)
      await everyTenant(`insert into chat_event (tenant_id, thread_id, run_id, input_digest, event) values ('tn_north', $1, 'r1', 'd', $2)`, [
        thread,
        JSON.stringify(event),
      ])
    const runner = new PostgresAgentRunner(mara, QUICK)
    const replayed = await all(runner.connect({ threadId: thread }))
    await judge(replayed)
    expect(JSON.stringify(replayed)).toContain('run_lost')
    const [row] = await everyTenant<{ state: string; events: unknown }>('select state, events from chat_run where thread_id = $1', [thread])
    expect(row?.state).toBe('failed')
    expect(JSON.stringify(row?.events)).toContain(EventType.RUN_ERROR)
    expect(said(await all(ask(runner, new Speaker(['on']), inputOf(thread, 'r2', 'two?'))))).toEqual(['on'])
    await judge(await all(runner.connect({ threadId: thread })))
  })

  it('ends a follower with the failure when the server dies while it follows', async () => {
    const thread = await newThread()
    await everyTenant(`insert into chat_run (tenant_id, thread_id, run_id, input_digest, state) values ('tn_north', $1, 'r1', 'd', 'running')`, [thread])
    const events = await all(new PostgresAgentRunner(mara, QUICK).connect({ threadId: thread }))
    expect(events.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'run_lost' })
  })

  it('keeps a run alive that says so, however long it takes', async () => {
    const thread = await newThread()
    const go = new Subject<void>()
    const runner = new PostgresAgentRunner(mara, { ...QUICK, stale_ms: 150 })
    const running = all(ask(runner, new Speaker(['late'], go), inputOf(thread, 'r1', 'one?')))
    await until(() => runner.isRunning({ threadId: thread }))
    await until(
      async () =>
        (await everyTenant(`select 1 from chat_run where thread_id = $1 and heartbeat_at > started_at + interval '200 milliseconds'`, [thread])).length > 0,
    )
    expect(await runner.isRunning({ threadId: thread })).toBe(true)
    go.next()
    expect(said(await running)).toEqual(['late'])
  })

  it('stops a run from the process that runs it and from another one', async () => {
    const runner = new PostgresAgentRunner(mara, QUICK)
    const here = await newThread()
    const stopped = all(ask(runner, new Speaker(['x'], new Subject()), inputOf(here, 'r1', 'one?')))
    await until(() => runner.isRunning({ threadId: here }))
    expect(await runner.stop({ threadId: here, runId: 'other' })).toBe(false)
    expect(await runner.stop({ threadId: here, runId: 'r1' })).toBe(true)
    expect((await stopped).at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'stopped' })
    const there = await newThread()
    await everyTenant(`insert into chat_run (tenant_id, thread_id, run_id, input_digest, state) values ('tn_north', $1, 'r1', 'd', 'running')`, [there])
    expect(await runner.stop({ threadId: there })).toBe(true)
    expect(await everyTenant('select state from chat_run where thread_id = any($1)', [[here, there]])).toEqual([{ state: 'stopped' }, { state: 'stopped' }])
  })

  it('answers for the thread of another person, of another tenant and for no thread at all in the same way', async () => {
    const thread = await newThread(mara)
    await all(ask(new PostgresAgentRunner(mara), new Speaker(['secret']), inputOf(thread, 'r1', 'one?')))
    for (const owner of [tomas, stranger]) {
      const runner = new PostgresAgentRunner(owner)
      for (const threadId of [thread, 'x_never-seen']) {
        const agent = new Speaker(['no'])
        expect(await all(runner.connect({ threadId }))).toEqual([])
        expect((await all(ask(runner, agent, inputOf(threadId, 'r9', 'mine?')))).map((e) => ({ ...e, threadId: '' }))).toEqual([
          { type: EventType.RUN_STARTED, threadId: '', runId: 'r9' },
          { type: EventType.RUN_ERROR, threadId: '', code: 'not_found', message: 'There is no such conversation. Start a new one.' },
        ])
        expect([agent.runs, await runner.isRunning({ threadId }), await runner.stop({ threadId })]).toEqual([0, false, false])
      }
      expect(await listThreads(owner)).toEqual([])
    }
    expect((await listThreads(mara)).map((t) => t.thread_id)).toContain(thread)
  })

  it('closes a run whose agent throws, and keeps the reason in the transcript', async () => {
    const thread = await newThread()
    class Broken extends Speaker {
      override run(): Observable<BaseEvent> {
        return new Observable((out) => out.error(new Error('wire cut')))
      }
    }
    const events = await all(ask(new PostgresAgentRunner(mara), new Broken([]), inputOf(thread, 'r1', 'one?')))
    expect(events.at(-1)).toMatchObject({ type: EventType.RUN_ERROR })
    expect(JSON.stringify(events)).not.toContain('wire cut')
    await judge(await all(new PostgresAgentRunner(mara).connect({ threadId: thread })))
  })
})
