import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { testDatabase } from '@/e2e/scripts/test-database'
import { templateHistory } from '@/lib/cases/history-store'
import { getCase } from '@/lib/cases/store'
import { mara, storyPlan, system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { getTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { addHours } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'
import { giveCommand } from '../../lib/commands/fixtures/give-command'
import { caseGraph } from './case-graph'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { openSmallCase, seedSmallTenant, smallDesk } from './fixtures/small-desk'

testDatabase()
afterAll(closeCheckpoints)

const { tenant_id } = TENANT
const { desk: moving, world } = smallDesk({ tier: 'low', outcome: 'failed' })
const { made_at } = storyPlan({ policy_digest: '' })
/** A desk whose plan comes out identical whenever it is made again. */
const desk = { ...moving, plan: (c: Case, evidence: Parameters<typeof moving.plan>[1]) => moving.plan(c, evidence, addHours(made_at, 0.25)) }
let case_id = ''
const read = (): Promise<Case> => getCase(tenant_id, case_id)
const drive = () => driveCase(caseGraph(desk, checkpoints()), tenant_id, case_id)
const give = async (command: CommandName) => giveCommand(mara, command, await read())
const history = async () => (await templateHistory(tenant_id, await tenantNow(tenant_id)))['schedule_nonprod']

async function sendAndRun(): Promise<Case> {
  await drive()
  await give('plan.submit')
  await drive()
  await executeCase(desk, tenant_id, case_id, 'forward')
  return read()
}

beforeAll(async () => {
  await seedSmallTenant()
  await change(tenant_id, async (tx) => {
    const { settings } = await getTenant(tenant_id)
    await saveSettings(tx, tenant_id, { ...settings, mode: 'low_risk_automatic', auto_templates: ['schedule_nonprod'] })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: system, body: {} }] }
  })
  case_id = await openSmallCase('again')
})

it('makes another run of an identical plan that nobody is asked about each time that it is sent, and counts every earlier one', async () => {
  const first = await sendAndRun()
  expect(first).toMatchObject({ status: 'error', approval: null, policy: { decision: 'automatic' }, run: { state: 'failed' } })
  expect(await history()).toEqual({ runs: 1, rollbacks: 0 })
  await give('plan.request_recompute')
  const second = await sendAndRun()
  expect(second.plan?.plan_hash).toBe(first.plan?.plan_hash)
  expect(await history()).toEqual({ runs: 2, rollbacks: 0 })
  await give('plan.request_recompute')
  world.outcome = 'succeeded'
  const third = await sendAndRun()
  expect(third.run?.state).toBe('succeeded')
  expect(await history()).toEqual({ runs: 3, rollbacks: 0 })
  const runs = [...(third.earlier_runs ?? []), third.run].map((run) => run?.run_id)
  expect(runs).toEqual([first.run?.run_id, second.run?.run_id, third.run?.run_id])
  expect(new Set(runs).size).toBe(3)
})
