import { expect, it } from 'vitest'
import { auditOfCase } from '@/lib/audit/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { lockCase, saveCase } from '@/lib/cases/store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { noor, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { leftOf } from '@/lib/execution/resume-run'
import { letBy, newRun, runLog } from '@/lib/execution/run-log'
import { lockTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { Fault, invariant } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { executeCase } from './execute'
import { readSmall, smallDesk, toExecuting } from './fixtures/small-desk'
import { smallGraph } from './fixtures/small-graph'
import { waitForRoom } from './wait-for-run'

smallGraph()

const { tenant_id } = TENANT
const WHY = 'tag owner was used 10 times in the last hour'

/** A desk whose plans have a second action, which waits for room when the first is done. */
function pausing(): { desk: DeskSteps; calls: { execute: number } } {
  const { desk, calls } = smallDesk()
  return {
    calls,
    desk: {
      ...desk,
      async plan(c, evidence, now) {
        const made = await desk.plan(c, evidence, now)
        return { ...made, plan: { ...made.plan, actions: made.plan.actions.flatMap((a) => [a, { ...a, action_id: 'act_second' }]) } }
      },
      async execute(c, now, onStep) {
        if (c.run !== null) return desk.execute(c, now, onStep)
        invariant(c.plan, 'a plan')
        const at = await now()
        const log = runLog(newRun(c.plan, letBy(c), at), now, onStep)
        const receipt = { idempotency_key: 'k', mode: 'live' as const, outcome: 'success' as const, changed: ['a'], calls: [], detail: '', finished_at: at }
        await log.step({ action_id: 'act_schedule', step: 'apply', status: 'done', detail: '', receipt }, { reversible_until: addHours(at, 24) })
        await log.step({ action_id: 'act_schedule', step: 'post_snapshot', status: 'done', detail: '' })
        await log.pause()
        throw new Fault('rate_limited', `the plan waits: ${WHY}`, { limit: 'template', retry_at: addHours(at, 1) })
      },
    },
  }
}

async function paused(name: string) {
  const { desk, calls } = pausing()
  const case_id = await toExecuting(desk, name)
  await executeCase(desk, tenant_id, case_id, 'forward')
  return { desk, calls, case_id }
}
const suspend = (denied_templates: string[]) =>
  change(tenant_id, async (tx) => {
    const { settings } = await lockTenant(tx, tenant_id)
    await saveSettings(tx, tenant_id, { ...settings, denied_templates })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: noor, body: {} }] }
  })
const kinds = async (case_id: string): Promise<string[]> => (await auditOfCase(tenant_id, case_id)).map((e) => e.kind)
const wakes = async (case_id: string): Promise<number> => {
  const rows = await everyTenant<{ n: string }>('select count(*) as n from graphile_worker._private_jobs where key = $1 and run_at <= now()', [
    `execute:${case_id}`,
  ])
  return Number(rows[0]?.n)
}

it('says how far it is and when it goes on, once, and goes on with the rest', async () => {
  const { desk, case_id } = await paused('paused')
  const c = await readSmall(case_id)
  const now = await tenantNow(tenant_id)
  expect(c).toMatchObject({ status: 'executing', run: { state: 'waiting' }, waits: { for: 'room', because: WHY } })
  expect(nextStep(c, now)).toMatch(/^1 of 2 actions carried out, goes on .+: tag owner was used 10 times in the last hour$/)
  expect((await kinds(case_id)).filter((kind) => kind === 'execution.waits')).toHaveLength(1)
  const steps = (await auditOfCase(tenant_id, case_id)).filter((e) => e.kind === 'execution.stepped').map((e) => (JSON.parse(e.body) as { step: string }).step)
  expect(steps).toEqual(['apply', 'post_snapshot', 'pause'])
  await executeCase(desk, tenant_id, case_id, 'forward')
  expect(await readSmall(case_id)).toMatchObject({ status: 'executed', waits: null })
})

it('ends stopped where its agreement does not stand any more: what it did stays, and the rest is said not to be done', async () => {
  const { desk, calls, case_id } = await paused('paused_void')
  await change(tenant_id, async (tx) => {
    const c = await lockCase(tx, tenant_id, case_id)
    invariant(c.approval, 'it was approved')
    await saveCase(tx, { ...c, approval: { ...c.approval, state: 'void' } }, c.revision)
    return { result: undefined, events: [{ kind: 'case.updated', subject: case_id, actor: noor, body: {} }] }
  })
  await executeCase(desk, tenant_id, case_id, 'forward')
  const c = await readSmall(case_id)
  expect(c).toMatchObject({ status: 'escalated', trouble: 'The run does not go on: the request is void. What it did stays and can be rolled back.' })
  expect([calls.execute, leftOf(c)?.map((a) => a.action_id)]).toEqual([0, ['act_second']])
})

it('ends stopped where policy denies by now what is left, and a person resumes it when that is over', async () => {
  const { desk, case_id } = await paused('paused_denied')
  await suspend(['schedule_nonprod'])
  await executeCase(desk, tenant_id, case_id, 'forward')
  expect(await readSmall(case_id)).toMatchObject({ status: 'escalated', run: { state: 'stopped' }, approval: { state: 'approved' } })
  await suspend([])
  await giveCommand(tomas, 'execution.resume', await readSmall(case_id))
  await executeCase(desk, tenant_id, case_id, 'forward')
  expect((await readSmall(case_id)).status).toBe('executed')
})

it('is woken by the stop of every run, and by one of its own', async () => {
  const { case_id } = await paused('paused_stopped')
  expect(await wakes(case_id)).toBe(0)
  await giveCommand(noor, 'kill_switch.set', await readSmall(case_id), { subject: tenant_id, params: { is_on: true }, plan_hash: null, expected_version: null })
  expect(await wakes(case_id)).toBe(1)
  await giveCommand(noor, 'kill_switch.set', await readSmall(case_id), {
    subject: tenant_id,
    params: { is_on: false },
    plan_hash: null,
    expected_version: null,
  })
  await giveCommand(tomas, 'execution.stop', await readSmall(case_id))
  expect(await wakes(case_id)).toBe(1)
})

it('stays woken where a look that began before finds what it waits for as it was', async () => {
  const { case_id } = await paused('paused_woken')
  const began_with = await readSmall(case_id)
  await giveCommand(tomas, 'execution.stop', began_with)
  await waitForRoom(began_with, 'forward', new Fault('rate_limited', `the plan waits: ${WHY}`, { limit: 'template', retry_at: began_with.waits?.until }))
  expect(await wakes(case_id)).toBe(1)
})

// Last, because the freeze stays.
it('ends stopped in a freeze that began while it waited, and changes nothing, not even back', async () => {
  const { desk, calls, case_id } = await paused('paused_frozen')
  const now = await tenantNow(tenant_id)
  const environment = (await readSmall(case_id)).plan?.actions[0]?.environment
  const everything = { subject: tenant_id, plan_hash: null, expected_version: null, reason: 'Release of the shop' }
  await giveCommand(tomas, 'freeze.set', await readSmall(case_id), { ...everything, params: { environment, from: now, to: addHours(now, 8) } })
  await executeCase(desk, tenant_id, case_id, 'forward')
  expect(await readSmall(case_id)).toMatchObject({ status: 'escalated', run: { state: 'stopped' } })
  expect((await readSmall(case_id)).trouble).toContain('A freeze window covers this environment now')
  expect(calls.execute).toBe(0)
})
