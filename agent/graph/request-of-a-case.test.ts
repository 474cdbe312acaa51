import '@/agent/desks/cost/plan/plan-editor'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { testDatabase } from '@/e2e/scripts/test-database'
import { approvalsOfCase } from '@/lib/approval/store'
import { auditOfCase } from '@/lib/audit/store'
import { deliver, passHours, TENANT_ID } from './fixtures/demonstration'
import { storyCase } from './fixtures/story-case'

testDatabase()
afterAll(closeCheckpoints)

// A request that is in force belongs to its case from when it is sent until it ends, whatever else happens to the case meanwhile.
const story = storyCase()
const { read, drive, give, decide, send } = story
const [mara, tomas] = ['mara', 'tomas'] as const
const inForce = async () =>
  (await approvalsOfCase(TENANT_ID, story.id())).filter((a) => ['pending', 'veto_open', 'approved', 'window_ended'].includes(a.state)).map((a) => a.approval_id)

beforeAll(async () => {
  await story.open()
  await drive()
  await send()
}, 180_000)

it('stays with its case when a bill arrives while the plan is looked at again, and the look decides about it', async () => {
  const sent = await read()
  await give(mara, 'plan.request_recompute')
  await passHours(24)
  await deliver()
  await watchTenant(TENANT_ID)
  expect(await read()).toMatchObject({ status: 'triaged', approval: { approval_id: sent.approval?.approval_id, state: 'pending' } })
  await drive()
  expect(await read()).toMatchObject({ status: 'awaiting_approval', approval: { approval_id: sent.approval?.approval_id, state: 'pending' } })
  expect(await inForce()).toEqual([sent.approval?.approval_id])
  expect((await auditOfCase(TENANT_ID, story.id())).at(-1)?.kind).toBe('approval.carried_over')
})

it('is void when the run was stopped before it began and the plan is made again, and the trail says so', async () => {
  const { approval } = await read()
  await decide(tomas, 'approval.approve')
  await drive()
  await give(tomas, 'execution.stop')
  await story.execute('forward')
  expect(await read()).toMatchObject({ status: 'error', run: null, approval: { state: 'approved' } })
  await give(mara, 'plan.request_recompute')
  await drive()
  expect(await read()).toMatchObject({ status: 'plan_ready', approval: null })
  expect(await inForce()).toEqual([])
  const voided = (await auditOfCase(TENANT_ID, story.id())).at(-1)
  expect([voided?.kind, JSON.parse(voided?.body ?? '{}')]).toMatchObject(['approval.voided', { approval_id: approval?.approval_id }])
  await give(mara, 'plan.submit')
  expect(await inForce()).toEqual([(await read()).approval?.approval_id])
})
