import { beforeAll, beforeEach, expect, it } from 'vitest'
import type { messagesOf } from '@/agent/desks/cost/connect/sources'
import { testConnector } from '@/agent/desks/cost/connect/test-connectors'
import { runSchedule } from '@/agent/desks/cost/scheduled/run-schedule'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { insertCase } from '@/lib/cases/store'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { storyCase, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { keepTest, keptTests } from '@/lib/desks/cost/connectors/check-store'
import { claimMessage } from '@/lib/desks/cost/connectors/messages/message-store'
import type { Message } from '@/lib/desks/cost/connectors/messages/port'
import { simulatedMessages } from '@/lib/desks/cost/connectors/messages/simulated'
import { getTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { Fault } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { MessageChannel } from '@/schemas/connectors'
import { notifyOwner } from './notify-owner'

testDatabase()
const { tenant_id } = TENANT
const channel = (owner: string | null): MessageChannel => ({ kind: 'slack', owner, url: 'env:COUNTERSIGN_TN_NORTHLIGHT_CHANNEL', secret: null })

let told: (Message & { to: string | null })[] = []
let fault: Fault | null = null
const of: typeof messagesOf = (_, { owner }) => ({
  ...simulatedMessages(),
  async send(message) {
    told.push({ ...message, to: owner })
    if (fault !== null) throw fault
  },
})
const notify = (case_id: string) => notifyOwner(tenant_id, case_id, of)
const heard = async (case_id: string) =>
  (await listAudit(tenant_id)).filter((e) => e.kind === 'owner.notified' && e.subject === case_id).map((e) => JSON.parse(e.body) as Record<string, unknown>)

async function aCase(case_id: string, differs: Partial<Case> = {}): Promise<string> {
  const c: Case = { ...storyCase({ policy_digest: 'a'.repeat(64), case_id }), incident_key: case_id, approval: null, evidence_ids: [], ...differs }
  await change(tenant_id, async (tx) => {
    await insertCase(tx, c)
    return { result: undefined, events: [{ kind: 'case.opened', subject: case_id, actor: system, body: {} }] }
  })
  return case_id
}
const connect = async (channels: MessageChannel[]) => {
  const { settings } = await getTenant(tenant_id)
  await change(tenant_id, async (tx) => {
    await saveSettings(tx, tenant_id, { ...settings, connectors: { ...settings.connectors, messages: channels } })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: system, body: {} }] }
  })
}

beforeAll(async () => {
  await seedTenant()
  await connect([channel(null), channel('ml')])
})
beforeEach(() => {
  told = []
  fault = null
})

it('tells the owner what was found and what is proposed, in their own channel, once, and the trail says so', async () => {
  const case_id = await aCase('case_told', { owner: 'ML' })
  await notify(case_id)
  await notify(case_id)
  expect(told).toHaveLength(1)
  expect(told[0]).toMatchObject({ to: 'ml', key: 'case_told:plan', url: expect.stringMatching(/\/cases\/case_told$/) })
  expect(told[0]?.lines.join(' ')).toContain('Nothing is done before people or policy agree')
  expect(await heard(case_id)).toMatchObject([{ outcome: 'told', owner: 'ML', title: expect.any(String) }])
})

it('never sends again what may have been taken, and says that it is not known', async () => {
  const case_id = await aCase('case_lost')
  fault = new Fault('provider_down', 'The chat service did not answer within 15 s: try again')
  await notify(case_id)
  fault = null
  await notify(case_id)
  expect(told).toHaveLength(1)
  expect(await heard(case_id)).toMatchObject([{ outcome: 'not_known', because: expect.stringContaining('did not answer') }])
})

it('tries again what was surely not taken', async () => {
  const case_id = await aCase('case_refused')
  fault = new Fault('provider_down', 'The chat service is limiting our requests', { status: 429 })
  await expect(notify(case_id)).rejects.toThrow('limiting')
  expect(await heard(case_id)).toEqual([])
  fault = null
  await notify(case_id)
  expect(told).toHaveLength(2)
  expect(await heard(case_id)).toMatchObject([{ outcome: 'told' }])
})

it('waits for a worker that is sending it, and of many workers one sends', async () => {
  const case_id = await aCase('case_race')
  await Promise.allSettled(Array.from({ length: 5 }, () => notify(case_id)))
  expect(told).toHaveLength(1)
  const taken = await aCase('case_taken')
  await claimMessage(tenant_id, `${taken}:plan`, taken, 'slack')
  await expect(notify(taken)).rejects.toThrow('being sent by another worker')
  expect(told).toHaveLength(1)
})

it('says that nobody can be told where no channel is for them', async () => {
  await connect([channel('ml')])
  const case_id = await aCase('case_nobody', { owner: 'data' })
  await notify(case_id)
  expect(told).toEqual([])
  expect(await heard(case_id)).toMatchObject([{ outcome: 'no_channel', because: 'not known: where data is told' }])
})

it('gets no test by a schedule, which asks what costs money once a day', async () => {
  const states = async () => new Map((await keptTests(tenant_id)).map((t) => [t.connector, t.state]))
  const said = (hours: number) =>
    tenantNow(tenant_id).then((now) =>
      keepTest(tenant_id, { connector: 'cost_explorer', state: 'answers', detail: '', remedy: null, took_ms: 1 }, addHours(now, -hours)),
    )
  await said(22)
  await runSchedule(tenant_id, 'refresh', null)
  expect((await states()).get('cloud')).toBe('answers')
  expect([(await states()).has('messages'), (await states()).get('cost_explorer')]).toEqual([false, 'answers'])
  await said(24)
  await runSchedule(tenant_id, 'refresh', null)
  // It was asked, and nobody connected it here.
  expect((await states()).get('cost_explorer')).toBe('not_connected')
})

it('answers a test for every channel, and the demonstration writes to nobody outside', async () => {
  expect(await testConnector(tenant_id, 'messages')).toMatchObject({ state: 'answers', detail: '1 channel took a test' })
  await connect([])
  expect(await testConnector(tenant_id, 'messages')).toMatchObject({ state: 'not_connected', remedy: expect.stringContaining('secret') })
})
