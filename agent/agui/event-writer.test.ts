import { AbstractAgent, type BaseEvent, EventType, type RunAgentInput } from '@ag-ui/client'
import { from, lastValueFrom, type Observable, toArray } from 'rxjs'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, TENANT } from '@/lib/commands/fixtures/story'
import { everyTenant } from '@/lib/db/every-tenant'
import { PostgresAgentRunner } from './pg-runner'
import { createThread } from './thread-store'

testDatabase()
const owner = { tenant_id: TENANT.tenant_id, person_id: mara.id }
beforeAll(seedTenant)

/** Says what it is given between the start and the end of a run. */
class Sayer extends AbstractAgent {
  readonly said: readonly Record<string, unknown>[]
  constructor(said: readonly Record<string, unknown>[]) {
    super({ agentId: 'default' })
    this.said = said
  }
  override run({ threadId, runId }: RunAgentInput): Observable<BaseEvent> {
    const whole = [{ type: EventType.RUN_STARTED, threadId, runId }, ...this.said, { type: EventType.RUN_FINISHED, threadId, runId }]
    return from(whole as readonly unknown[] as BaseEvent[])
  }
}
const ask = (threadId: string, runId: string, said: readonly Record<string, unknown>[], question = 'one?'): Promise<BaseEvent[]> => {
  const input = { threadId, runId, state: {}, tools: [], context: [], forwardedProps: {}, messages: [{ id: runId, role: 'user' as const, content: question }] }
  const agent = new Sayer(said)
  agent.threadId = threadId
  return lastValueFrom(new PostgresAgentRunner(owner).run({ threadId, agent, input }).pipe(toArray()))
}
const text = (delta: string) => [
  { type: EventType.TEXT_MESSAGE_START, messageId: 'm', role: 'assistant' },
  { type: EventType.TEXT_MESSAGE_CONTENT, messageId: 'm', delta },
  { type: EventType.TEXT_MESSAGE_END, messageId: 'm' },
]
const statesOf = (thread: string) => everyTenant<{ state: string }>('select state from chat_run where thread_id = $1 order by seq', [thread])

it('keeps an answer and a question that hold half of a character or a NUL, as U+FFFD', async () => {
  await createThread(owner, 'x_half', '')
  await ask('x_half', 'r1', text('half \ud83d and a\0b'), 'what is \ud83d \0?')
  expect(await statesOf('x_half')).toEqual([{ state: 'finished' }])
  const replayed = await lastValueFrom(new PostgresAgentRunner(owner).connect({ threadId: 'x_half' }).pipe(toArray()))
  expect(JSON.stringify(replayed)).toContain('half \ufffd and a\ufffdb')
  expect(JSON.stringify(replayed)).toContain('what is \ufffd \ufffd?')
})

it('ends a run whose events cannot be kept as failed at once, so that its thread can be asked again', async () => {
  await createThread(owner, 'x_unkept', '')
  // No JSON holds such a number.
  const shown = await ask('x_unkept', 'r1', [{ type: EventType.CUSTOM, name: 'figure', value: 1n }])
  expect(shown.at(-1)).toMatchObject({ type: EventType.RUN_ERROR, code: 'broken_invariant' })
  await ask('x_unkept', 'r2', text('second'))
  expect(await statesOf('x_unkept')).toEqual([{ state: 'failed' }, { state: 'finished' }])
})
