import { describe, expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import type { DeskSteps } from '@/lib/cases/desk'
import { lockCase, saveCase } from '@/lib/cases/store'
import { stuckRuns } from '@/lib/cases/stuck-store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { NOW, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { nextStep } from '@/lib/desks/cost/intents/next-step'
import { letBy, newRun, runLog } from '@/lib/execution/run-log'
import { tenantNow } from '@/lib/identity/tenant-store'
import { Fault, invariant } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import { caseGraph } from './case-graph'
import { driveCase } from './drive'
import { executeCase } from './execute'
import { readSmall, smallDesk, toExecuting } from './fixtures/small-desk'
import { kinds, smallGraph } from './fixtures/small-graph'
import { giveUp } from './wait-for-run'

smallGraph()

const { tenant_id } = TENANT

const failing = (desk: DeskSteps, fault: () => Fault): DeskSteps => ({ ...desk, execute: () => Promise.reject(fault()) })
const full = (retry_at: string, limit: string) => new Fault('rate_limited', 'the plan waits: 40 of 40 resources were changed today', { retry_at, limit })

describe('a run that waits for room', () => {
  it('says why and until when, once, and stops saying so when it goes on', async () => {
    const { desk } = smallDesk()
    const case_id = await toExecuting(desk, 'room')
    const midnight = addHours(await tenantNow(tenant_id), 15)
    const held = failing(desk, () => full(midnight, 'daily'))
    await executeCase(held, tenant_id, case_id, 'forward')
    await executeCase(held, tenant_id, case_id, 'forward')
    const c = await readSmall(case_id)
    expect(c).toMatchObject({ status: 'executing', waits: { for: 'room', until: midnight, because: '40 of 40 resources were changed today' } })
    expect(nextStep(c, await tenantNow(tenant_id))).toMatch(/^waiting for room until .+: 40 of 40 resources were changed today$/)
    expect((await kinds(case_id)).filter((kind) => kind === 'execution.waits')).toHaveLength(1)
    await executeCase(desk, tenant_id, case_id, 'forward')
    expect(await readSmall(case_id)).toMatchObject({ status: 'executed', waits: null })
  })

  it('names no moment where room comes back only when another run ends', async () => {
    const { desk } = smallDesk()
    const case_id = await toExecuting(desk, 'other_run')
    const now = await tenantNow(tenant_id)
    await executeCase(
      failing(desk, () => full(addHours(now, 1), 'account')),
      tenant_id,
      case_id,
      'forward',
    )
    expect(nextStep(await readSmall(case_id), now)).toContain('waiting for room until another run ends')
  })
})

describe('a provider that does not answer', () => {
  const down = () => new Fault('provider_down', 'AWS did not answer')
  async function tryUntilGivenUp(desk: DeskSteps, case_id: string): Promise<number> {
    let tries = 0
    while ((await readSmall(case_id)).status === 'executing' && tries < 50) {
      await executeCase(desk, tenant_id, case_id, 'forward')
      tries += 1
    }
    return tries
  }

  it('is asked twelve times, then a person is called, who is told that nothing was done and can have it tried again', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await toExecuting(desk, 'down')
    await executeCase(failing(desk, down), tenant_id, case_id, 'forward')
    expect(await readSmall(case_id)).toMatchObject({ status: 'executing', waits: { for: 'provider', tries: 1 } })
    expect(await tryUntilGivenUp(failing(desk, down), case_id)).toBe(11)
    const c = await readSmall(case_id)
    expect(c).toMatchObject({
      status: 'error',
      trouble: expect.stringMatching(/^Nothing was done: it was tried 12 times: AWS did not answer/),
      run: null,
      waits: null,
    })
    expect((await kinds(case_id)).at(-1)).toBe('execution.given_up')
    const graph = caseGraph(desk, checkpoints())
    await driveCase(graph, tenant_id, case_id)
    await giveCommand(tomas, 'execution.retry', c)
    await driveCase(graph, tenant_id, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'executing', trouble: null })
    await executeCase(desk, tenant_id, case_id, 'forward')
    await driveCase(graph, tenant_id, case_id)
    expect(calls.execute).toBe(1)
    expect((await readSmall(case_id)).status).toBe('executed')
  })

  it('escalates what had begun to act, keeps its run, and goes on with it when a person says so', async () => {
    const { desk } = smallDesk()
    const case_id = await toExecuting(desk, 'half_way')
    const half: DeskSteps = {
      ...desk,
      async execute(c, now, onStep) {
        invariant(c.plan, 'no plan')
        const log = runLog(c.run ?? newRun(c.plan, letBy(c), await now()), now, onStep)
        if (c.run === null) await log.step({ action_id: 'act_schedule', step: 'apply', status: 'running', detail: 'asked for' })
        throw down()
      },
    }
    await tryUntilGivenUp(half, case_id)
    const c = await readSmall(case_id)
    expect(c).toMatchObject({ status: 'escalated', run: { state: 'running' }, trouble: expect.stringContaining('stopped half way') })
    await giveCommand(tomas, 'execution.retry', c)
    await executeCase(desk, tenant_id, case_id, 'forward')
    expect((await readSmall(case_id)).status).toBe('executed')
  })

  it('has no retry where no run was given up', async () => {
    const { desk } = smallDesk({ outcome: 'failed' })
    const case_id = await toExecuting(desk, 'failed')
    await executeCase(desk, tenant_id, case_id, 'forward')
    await expect(giveCommand(tomas, 'execution.retry', await readSmall(case_id))).rejects.toMatchObject({ code: 'conflict' })
  })
})

it('finds a run that no job will go on with, and none that one will', async () => {
  const { desk } = smallDesk()
  const case_id = await toExecuting(desk, 'stuck')
  expect(await stuckRuns(tenant_id)).toEqual([])
  await everyTenant("update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'out of memory' where key is null or key is not null")
  const [stuck] = await stuckRuns(tenant_id)
  expect(stuck).toEqual({ case_id, last_error: 'out of memory' })
  await giveUp(await readSmall(case_id), 'its job was given up')
  expect(await readSmall(case_id)).toMatchObject({ status: 'error', trouble: expect.stringContaining('Nothing was done') })
  expect(await stuckRuns(tenant_id)).toEqual([])
})

describe('a run that a person stops', () => {
  it('does not begin when it was stopped while it waited, keeps its signatures, and can be tried again', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await toExecuting(desk, 'stopped_early')
    await executeCase(
      failing(desk, () => full(addHours(NOW, 1), 'account')),
      tenant_id,
      case_id,
      'forward',
    )
    await giveCommand(tomas, 'execution.stop', await readSmall(case_id))
    await executeCase(desk, tenant_id, case_id, 'forward')
    const c = await readSmall(case_id)
    expect(c).toMatchObject({ status: 'error', run: null, stop: null, waits: null, approval: { state: 'approved' } })
    expect(c.trouble).toMatch(/^Tomas Okafor stopped the run before it began \(.+\): nothing was done[.]$/)
    expect(calls.execute).toBe(0)
    expect((await kinds(case_id)).filter((kind) => kind.startsWith('execution.stop'))).toEqual(['execution.stop_requested', 'execution.stopped'])
    await giveCommand(tomas, 'execution.retry', c)
    await executeCase(desk, tenant_id, case_id, 'forward')
    expect((await readSmall(case_id)).status).toBe('executed')
  })

  it('says how much was done and how much was not when it ends half way, and leaves the rest to a person', async () => {
    const { desk } = smallDesk()
    const case_id = await toExecuting(desk, 'stopped_half_way')
    await giveCommand(tomas, 'execution.stop', await readSmall(case_id))
    const half: DeskSteps = {
      ...desk,
      async execute(c, now, onStep) {
        const at = await now()
        invariant(c.plan, 'a plan')
        const log = runLog(newRun(c.plan, letBy(c), at), now, onStep)
        const receipt = { idempotency_key: 'k', mode: 'live', outcome: 'success', changed: ['a'], calls: [], detail: '', finished_at: at } as const
        await log.step(
          { action_id: 'act_schedule', step: 'apply', status: 'done', detail: '', receipt: { ...receipt, changed: [...receipt.changed], calls: [] } },
          { reversible_until: addHours(at, 24) },
        )
        await log.step({ action_id: 'act_second', step: 'apply', status: 'skipped', detail: 'not carried out' })
        return log.finish('stopped')
      },
    }
    // It had begun before anybody asked: a run that is on the case is finished, and only then ended.
    await change(tenant_id, async (tx) => {
      const c = await lockCase(tx, tenant_id, case_id)
      invariant(c.plan, 'a plan')
      await saveCase(tx, { ...c, run: newRun(c.plan, letBy(c), NOW) }, c.revision)
      return { result: undefined, events: [{ kind: 'case.updated', subject: case_id, actor: tomas, body: {} }] }
    })
    await executeCase(half, tenant_id, case_id, 'forward')
    const c = await readSmall(case_id)
    expect(c).toMatchObject({ status: 'escalated', stop: null, run: { state: 'stopped' } })
    expect(c.trouble).toMatch(/1 of 2 actions carried out, 1 not; what was done stays and can be rolled back[.]$/)
    expect((await kinds(case_id)).filter((kind) => kind === 'execution.stopped')).toHaveLength(1)
    await giveCommand(tomas, 'execution.rollback', c)
    await executeCase(desk, tenant_id, case_id, 'back')
    expect((await readSmall(case_id)).status).toBe('rolled_back')
  })
})
