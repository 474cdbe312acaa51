import { expect, it } from 'vitest'
import type { DeskSteps } from '@/lib/cases/desk'
import { stopAsked } from '@/lib/cases/stop-store'
import { stuckRuns } from '@/lib/cases/stuck-store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { noor, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { letBy, newRun, runLog } from '@/lib/execution/run-log'
import { settlingLine } from '@/lib/execution/settling/settling'
import { lockTenant, saveSettings, tenantNow } from '@/lib/identity/tenant-store'
import { Fault, invariant } from '@/lib/kernel/errors'
import { addHours, toMs } from '@/lib/kernel/time'
import { executeCase } from './execute'
import { readSmall, smallDesk, toExecuting } from './fixtures/small-desk'
import { kinds, smallGraph } from './fixtures/small-graph'

smallGraph()

const { tenant_id } = TENANT
const WHY = 'until the database reports has stopped'

/** A desk whose way back waits for as long as the world is stopping, as the executor waits. */
function stopping() {
  const world = { is_stopping: true }
  const { desk, calls } = smallDesk()
  const action_id = 'act_schedule'
  const waiting: DeskSteps = {
    ...desk,
    async rollback(c, now, onStep) {
      invariant(c.run, 'a run')
      if (!world.is_stopping) return desk.rollback(c, now, onStep)
      const log = runLog({ ...c.run, state: 'rolling_back', finished_at: null }, now, onStep)
      if ((await stopAsked(c.tenant_id, c.case_id)) !== null) {
        await log.step({ action_id, step: 'settle', status: 'failed', detail: 'somebody had the way back end while it waited' })
        return log.finish('rollback_failed')
      }
      if (settlingLine(log.run(), action_id) === undefined) await log.step({ action_id, step: 'settle', status: 'running', detail: `waits ${WHY}` })
      const since = settlingLine(log.run(), action_id)?.at ?? ''
      throw new Fault('settling', WHY, { since, until: addHours(since, 2) })
    },
  }
  return { world, desk: waiting, calls }
}

/** A desk whose run waits before it has asked for anything, as long as its targets are on their way. */
function beginning() {
  const { desk, calls } = smallDesk()
  const waiting: DeskSteps = {
    ...desk,
    async execute(c, now, onStep) {
      invariant(c.plan, 'a plan')
      const log = runLog(newRun(c.plan, letBy(c), await now()), now, onStep)
      await log.step({ action_id: 'act_schedule', step: 'settle', status: 'running', detail: `waits ${WHY}` })
      throw new Fault('settling', WHY, { since: await now(), until: addHours(await now(), 2) })
    },
  }
  return { desk, waiting, calls }
}
const suspend = (denied_templates: string[]) =>
  change(tenant_id, async (tx) => {
    const { settings } = await lockTenant(tx, tenant_id)
    await saveSettings(tx, tenant_id, { ...settings, denied_templates })
    return { result: undefined, events: [{ kind: 'settings.changed', subject: tenant_id, actor: noor, body: {} }] }
  })

async function goingBack(name: string) {
  const made = stopping()
  const case_id = await toExecuting(made.desk, name)
  await executeCase(made.desk, tenant_id, case_id, 'forward')
  await giveCommand(tomas, 'execution.rollback', await readSmall(case_id))
  const look = () => executeCase(made.desk, tenant_id, case_id, 'back')
  await look()
  return { ...made, case_id, look }
}
const jobsOf = (case_id: string) =>
  everyTenant<{ payload: { direction: string }; run_at: string }>(
    `select p.payload, j.run_at from graphile_worker.jobs j join graphile_worker._private_jobs p on p.id = j.id
     where j.task_identifier = 'plan.execute' and j.key = $1`,
    [`execute:${case_id}`],
  )

it('says once what a way back waits for, since when and until when, however often it looks, and then goes on by itself', async () => {
  const { world, case_id, look } = await goingBack('settles')
  const first = await readSmall(case_id)
  expect(first).toMatchObject({ status: 'rolling_back', waits: { for: 'settling', because: WHY, tries: 0 } })
  const { since, until } = first.waits ?? {}
  invariant(since && until, 'it waits')
  expect(toMs(until) - toMs(since)).toBe(2 * 3_600_000)
  expect(nextStep(first, await tenantNow(tenant_id))).toMatch(/^waiting until the database reports has stopped, since .+ and until .+ at most$/)
  await look()
  const before = Date.now()
  await look()
  const after = Date.now()
  expect((await readSmall(case_id)).waits).toEqual(first.waits)
  expect((await kinds(case_id)).filter((kind) => kind === 'execution.waits')).toHaveLength(1)
  const [job] = await jobsOf(case_id)
  expect(job?.payload.direction).toBe('back')
  expect(Date.parse(job?.run_at ?? '')).toBeGreaterThan(before)
  expect(Date.parse(job?.run_at ?? '')).toBeLessThanOrEqual(after + 60_000)
  expect(await stuckRuns(tenant_id)).toEqual([])
  world.is_stopping = false
  await look()
  expect(await readSmall(case_id)).toMatchObject({ status: 'rolled_back', waits: null })
})

it('goes on where it waited when the process that looked was killed before it wrote why', async () => {
  const { world, desk, case_id, look } = await goingBack('killed')
  const since = (await readSmall(case_id)).waits?.since
  const dying: DeskSteps = { ...desk, rollback: () => Promise.reject(new Error('killed')) }
  await expect(executeCase(dying, tenant_id, case_id, 'back')).rejects.toThrow('killed')
  await look()
  expect((await readSmall(case_id)).waits).toMatchObject({ for: 'settling', since })
  world.is_stopping = false
  await look()
  expect((await readSmall(case_id)).status).toBe('rolled_back')
})

it('is given up where a person says so while it waits, at once, and may be asked for again', async () => {
  const { world, case_id, look } = await goingBack('given_up')
  const given = await giveCommand(tomas, 'execution.stop', await readSmall(case_id))
  expect(given.message).toContain('The way back is given up where it waits.')
  const [job] = await jobsOf(case_id)
  expect(job?.payload.direction).toBe('back')
  expect(Date.parse(job?.run_at ?? '')).toBeLessThanOrEqual(Date.now())
  await look()
  const c = await readSmall(case_id)
  expect(c).toMatchObject({ status: 'escalated', stop: null, waits: null, run: { state: 'rollback_failed' } })
  expect(c.trouble).toContain('somebody had the way back end while it waited')
  world.is_stopping = false
  await giveCommand(tomas, 'execution.rollback', c)
  await look()
  expect((await readSmall(case_id)).status).toBe('rolled_back')
})

it('waits on with the kill switch set, because undoing is the safe direction, and is looked at again at once', async () => {
  const { world, case_id, look } = await goingBack('killed_switch')
  const killSwitch = async (is_on: boolean) =>
    giveCommand(noor, 'kill_switch.set', { ...(await readSmall(case_id)), case_id: tenant_id, revision: 0 }, { params: { is_on } })
  await killSwitch(true)
  const [job] = await jobsOf(case_id)
  expect(Date.parse(job?.run_at ?? '')).toBeLessThanOrEqual(Date.now())
  await look()
  expect((await readSmall(case_id)).waits).toMatchObject({ for: 'settling' })
  world.is_stopping = false
  await look()
  expect((await readSmall(case_id)).status).toBe('rolled_back')
  await killSwitch(false)
})

it('asks policy again before anything is asked for, however long it waited, and does nothing where that denies by then', async () => {
  const { desk, waiting, calls } = beginning()
  const case_id = await toExecuting(desk, 'denied_meanwhile')
  await executeCase(waiting, tenant_id, case_id, 'forward')
  expect(await readSmall(case_id)).toMatchObject({ status: 'executing', waits: { for: 'settling' }, run: { state: 'running' } })
  await suspend(['schedule_nonprod'])
  await executeCase(desk, tenant_id, case_id, 'forward')
  await suspend([])
  expect(await readSmall(case_id)).toMatchObject({ status: 'policy_denied', run: null, waits: null, approval: { state: 'void' } })
  expect(calls.execute).toBe(0)
  expect((await kinds(case_id)).at(-1)).toBe('execution.refused')
})
