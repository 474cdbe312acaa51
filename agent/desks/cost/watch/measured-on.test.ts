import '@/agent/desks/cost/plan/plan-editor'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { deliver, passHours, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { storyCase } from '@/agent/graph/fixtures/story-case'
import { replayCase } from '@/agent/replay'
import { testDatabase } from '@/e2e/scripts/test-database'
import { moveCase } from '@/lib/cases/move'
import { saveCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { tenantNow } from '@/lib/identity/tenant-store'
import type { Case } from '@/schemas/case'
import { watchTenant } from './watch'

testDatabase()
afterAll(closeCheckpoints)

const FROM = '2026-09-01'
const story = storyCase()
const { read, drive, give, decide, send, notes } = story

/** A day goes by, its bill comes and is looked at. */
async function nextBill(): Promise<void> {
  await passHours(24)
  await deliver(FROM)
  await watchTenant(TENANT_ID)
}

const heardTo = ({ cost }: Case) => cost?.anomaly.last_day

beforeAll(async () => {
  await story.open(FROM)
  await drive()
  await send()
})

it('leaves a case alone while people are asked about its plan', async () => {
  const asked = await read()
  await nextBill()
  expect(await read()).toEqual(asked)
})

it('measures a case whose plan was denied with each bill, and the denial stands for the same plan with newer figures', async () => {
  await decide('tomas', 'approval.deny')
  await drive()
  const denied = await read()
  for (const day of ['2026-11-18', '2026-11-19']) {
    await nextBill()
    await drive()
    const c = await read()
    expect([c.status, c.approval, heardTo(c)]).toEqual(['denied', denied.approval, day])
    expect(c.plan?.data_version).toBe(c.cost?.anomaly.data_version)
    expect(c.plan?.plan_hash).not.toBe(denied.plan?.plan_hash)
    expect(await notes(1)).toEqual(['Made again on newer figures, and does the same: what was decided on it stands'])
    expect((await replayCase(TENANT_ID, story.id())).is_identical).toBe(true)
  }
})

it('does the same after the plan was made again by a person, and where nobody decided in time', async () => {
  await give('mara', 'plan.request_recompute')
  await drive()
  await give('mara', 'anomaly.snooze', { params: { until: '2026-12-10' } })
  await nextBill()
  await drive()
  const c = await read()
  expect([c.status, heardTo(c), c.snoozed?.until]).toEqual(['denied', '2026-11-20', '2026-12-10T00:00:00.000Z'])
  const now = await tenantNow(TENANT_ID)
  const approval = c.approval && { ...c.approval, state: 'expired' as const, signatures: [] }
  await change(TENANT_ID, async (tx) => {
    await saveCase(tx, moveCase(c, 'expired', now, 'Nobody decided in time', { approval }), c.revision)
    return { result: undefined, events: [{ kind: 'approval.expired', subject: c.case_id, actor: systemActor(TENANT_ID), body: {} }] }
  })
  await nextBill()
  await drive()
  const after = await read()
  expect([after.status, after.approval, heardTo(after)]).toEqual(['expired', approval, '2026-11-21'])
  await send()
  expect((await read()).status).toBe('awaiting_approval')
})
