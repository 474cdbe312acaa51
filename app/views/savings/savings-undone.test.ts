import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { costSteps } from '@/agent/desks/cost/steps'
import { watchTenant } from '@/agent/desks/cost/watch/watch'
import { driveCase } from '@/agent/graph/drive'
import { executeCase } from '@/agent/graph/execute'
import { deliver, personOf, seedDemonstration, TENANT_ID } from '@/agent/graph/fixtures/demonstration'
import { graphOf } from '@/agent/index'
import { savingsView } from '@/app/views/savings/savings'
import { testDatabase } from '@/e2e/scripts/test-database'
import { listAudit } from '@/lib/audit/store'
import { getCase, insertCase, listCases, saveCase } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { change } from '@/lib/db/change'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { simulatedLog } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-store'
import { ESTATE } from '@/lib/desks/cost/demo/estate'
import { tenantNow } from '@/lib/identity/tenant-store'
import type { Actor } from '@/schemas/actor'
import type { Case } from '@/schemas/case'
import type { CommandName } from '@/schemas/command'

testDatabase()
afterAll(closeCheckpoints)

const LUMEN = { account_id: '210000000006', region_id: 'eu-west-1' }
const LOADTEST = ESTATE.instances.filter((i) => i.tags['Name']?.startsWith('loadtest-')).map((i) => i.instance_id)
let story = ''
const read = (): Promise<Case> => getCase(TENANT_ID, story)
const drive = (): Promise<void> => driveCase(graphOf('cost'), TENANT_ID, story)

async function give(actor: Actor, command: CommandName, subject = story, params: Record<string, unknown> = {}) {
  const c = await read()
  const seen =
    command === 'clock.advance'
      ? { expected_version: null, plan_hash: null }
      : subject === c.approval?.approval_id
        ? { expected_version: c.approval.state_version }
        : {}
  await giveCommand(actor, command, c, { subject, ...seen, params, reason: 'the tests start again in the new year' })
}
async function laterBy(days: number): Promise<void> {
  await give(personOf('mara'), 'clock.advance', TENANT_ID, { days })
  await deliver()
  await watchTenant(TENANT_ID)
  await drive()
}

describe('a saving that was claimed and closed', () => {
  beforeAll(async () => {
    await seedDemonstration()
    await deliver()
    await watchTenant(TENANT_ID)
    story = (await listCases(TENANT_ID)).find((c) => c.headline.includes('lumen-dev'))?.case_id ?? ''
    await drive()
    await give(personOf('mara'), 'plan.submit')
    await give(personOf('tomas'), 'approval.approve', (await read()).approval?.approval_id)
    await drive()
    await executeCase(costSteps, TENANT_ID, story, 'forward')
    await drive()
    await laterBy(11)
    // A bill of four months and the model of its savings, on a machine that may be busy. Milliseconds.
  }, 180_000)

  it('stays closed while the schedule is in force', async () => {
    expect((await read()).status).toBe('verified')
    const { revision } = await read()
    await laterBy(3)
    expect(await read()).toMatchObject({ status: 'verified', revision })
    const { rows } = await savingsView(personOf('yuki'))
    // 21 Nov to 30 Nov are settled on 3 Dec: three more days than the check that closed it had.
    expect(rows.map((r) => [r.case_id, r.state, r.counted])).toEqual([[story, 'holds', '10 settled days, read to 30 Nov']])
  })

  it('is reopened for a person when the change is taken back, from the day on which the bill shows it', async () => {
    const cloud = simulatedCloud({ estate: ESTATE, log: simulatedLog(TENANT_ID), now: () => tenantNow(TENANT_ID) })
    for (const id of LOADTEST) {
      await cloud.deleteSchedule(LUMEN, id, { idempotency_key: `somebody ${id}`, dry_run: false })
      await cloud.startInstance(LUMEN, id, { idempotency_key: `somebody starts ${id}`, dry_run: false })
    }
    const taken_back = (await tenantNow(TENANT_ID)).slice(0, 10)
    await laterBy(9)
    const c = await read()
    expect({ status: c.status, checks: c.checks.map((k) => `${k.check} ${k.outcome} ${k.reason}`) }).toEqual({
      status: 'escalated',
      checks: ['n=7 close verified', 'after the close escalate came_undone'],
    })
    const since = c.checks.at(-1)?.undone_since ?? ''
    expect(since >= taken_back && since <= '2026-12-05').toBe(true)
    expect(c.checks.at(-1)?.effect).toMatchObject({ status: 'missing', detail: expect.stringContaining('the change was taken back') })
    expect((await listAudit(TENANT_ID, { subject: story, limit: 200 })).filter((e) => e.kind === 'case.reopened')).toHaveLength(1)
    const { rows } = await savingsView(personOf('yuki'))
    expect(rows.map((r) => r.state)).toEqual(['undone'])
  })

  it('is reopened once, and no second case is opened beside it', async () => {
    const before = await read()
    await watchTenant(TENANT_ID)
    await drive()
    expect((await read()).revision).toBe(before.revision)
    expect((await listCases(TENANT_ID)).filter((c) => c.headline.includes('lumen-dev'))).toHaveLength(1)
  })

  it('stays closed when a later case of its incident is open, says which, and stops no detection', async () => {
    const reopened = await read()
    const actor = personOf('mara')
    const timeline = reopened.timeline.slice(0, 1)
    const twin: Case = {
      ...reopened,
      case_id: 'case_later',
      revision: 0,
      status: 'detected',
      phase: 'watch',
      plan: null,
      approval: null,
      run: null,
      checks: [],
      timeline,
    }
    await change(TENANT_ID, async (tx) => {
      // As it stood before anybody saw that the saving was gone.
      await saveCase(tx, { ...reopened, status: 'verified', phase: 'closed', checks: reopened.checks.slice(0, -1) }, reopened.revision)
      await insertCase(tx, twin)
      return { result: undefined, events: [{ kind: 'case.opened', subject: twin.case_id, actor, body: {} }] }
    })
    await watchTenant(TENANT_ID)
    const ended = await read()
    expect(ended).toMatchObject({
      status: 'partial',
      checks: [{}, { reason: 'came_undone', effect: { detail: expect.stringMatching(/case_later goes on with it$/) } }],
    })
    expect((await savingsView(personOf('yuki'))).rows.map((r) => r.state)).toEqual(['undone'])
    await watchTenant(TENANT_ID)
    expect((await read()).revision).toBe(ended.revision)
  })
})
