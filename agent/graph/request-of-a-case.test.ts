import '@/agent/desks/cost/plan-editor'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { costSteps } from '@/agent/desks/cost/steps'
import { watchTenant } from '@/agent/desks/cost/watch'
import { testDatabase } from '@/e2e/scripts/test-database'
import { approvalsOfCase } from '@/lib/approval/store'
import { auditOfCase } from '@/lib/audit/store'
import { getCase, listCases } from '@/lib/cases/store'
import { runCommand } from '@/lib/commands/bus'
import { change } from '@/lib/db/change'
import { moveClock } from '@/lib/identity/tenant-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import { caseGraph } from './case-graph'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { deliver, personOf, seedDemonstration, TENANT_ID } from './fixtures/demonstration'

testDatabase()
afterAll(closeCheckpoints)

// A request that is in force belongs to its case from when it is sent until it ends, whatever else happens to the case meanwhile.
let story = ''
const [mara, tomas] = [personOf('mara'), personOf('tomas')]
const read = (): Promise<Case> => getCase(TENANT_ID, story)
const drive = () => driveCase(caseGraph(costSteps, checkpoints()), TENANT_ID, story)
async function give(command: CommandName, actor: Actor = mara, subject = story) {
  const c = await read()
  return runCommand(actor, {
    command,
    subject,
    expected_version: c.revision,
    plan_hash: c.plan?.plan_hash ?? null,
    intent_digest: null,
    params: {},
    reason: 'the machines are looked at again',
    acknowledged: null,
    surface: 'web',
    idempotency_key: randomUUID(),
  })
}
const nextDay = (): Promise<unknown> =>
  change(TENANT_ID, async (tx) => {
    await moveClock(tx, TENANT_ID, 24 * 3_600_000)
    return { result: undefined, events: [{ kind: 'clock.advanced', subject: TENANT_ID, actor: mara, body: { hours: 24 } }] }
  })
const inForce = async () =>
  (await approvalsOfCase(TENANT_ID, story)).filter((a) => ['pending', 'veto_open', 'approved', 'window_ended'].includes(a.state)).map((a) => a.approval_id)

beforeAll(async () => {
  await seedDemonstration()
  await deliver()
  await watchTenant(TENANT_ID)
  story = (await listCases(TENANT_ID)).find((c) => c.at_stake_per_day === '184.896')?.case_id ?? ''
  await drive()
  await give('plan.submit')
  await drive()
}, 180_000)

it('stays with its case when a bill arrives while the plan is looked at again, and the look decides about it', async () => {
  const sent = await read()
  await give('plan.request_recompute')
  await nextDay()
  await deliver()
  await watchTenant(TENANT_ID)
  expect(await read()).toMatchObject({ status: 'triaged', approval: { approval_id: sent.approval?.approval_id, state: 'pending' } })
  await drive()
  expect(await read()).toMatchObject({ status: 'awaiting_approval', approval: { approval_id: sent.approval?.approval_id, state: 'pending' } })
  expect(await inForce()).toEqual([sent.approval?.approval_id])
  expect((await auditOfCase(TENANT_ID, story)).at(-1)?.kind).toBe('approval.carried_over')
})

it('is void when the run was stopped before it began and the plan is made again, and the trail says so', async () => {
  const { approval } = await read()
  await give('approval.approve', tomas, approval?.approval_id)
  await drive()
  await give('execution.stop', tomas)
  await executeCase(costSteps, TENANT_ID, story, 'forward')
  expect(await read()).toMatchObject({ status: 'error', run: null, approval: { state: 'approved' } })
  await give('plan.request_recompute')
  await drive()
  expect(await read()).toMatchObject({ status: 'plan_ready', approval: null })
  expect(await inForce()).toEqual([])
  const voided = (await auditOfCase(TENANT_ID, story)).at(-1)
  expect([voided?.kind, JSON.parse(voided?.body ?? '{}')]).toMatchObject(['approval.voided', { approval_id: approval?.approval_id }])
  await give('plan.submit')
  expect(await inForce()).toEqual([(await read()).approval?.approval_id])
})
