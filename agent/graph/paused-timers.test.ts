import { describe, expect, it } from 'vitest'
import { checkpoints } from '@/agent/checkpoints'
import { runSchedule } from '@/agent/desks/cost/scheduled/run-schedule'
import { listAudit } from '@/lib/audit/store'
import type { DeskSteps } from '@/lib/cases/desk'
import { takeTurn } from '@/lib/cases/sweep-store'
import { lateOf } from '@/lib/cases/timed-store'
import { giveCommand } from '@/lib/commands/fixtures/give-command'
import { mara, noor, TENANT, tomas } from '@/lib/commands/fixtures/story'
import { everyTenant } from '@/lib/db/every-tenant'
import { tenantNow } from '@/lib/identity/tenant-store'
import { listTimers } from '@/lib/jobs/timer-store'
import type { Actor } from '@/schemas/actor'
import type { CommandName } from '@/schemas/command'
import type { TimerName } from '@/schemas/schedule'
import { caseGraph } from './case-graph'
import { driveCase } from './drive'
import { openSmallCase, passTime, readSmall, smallDesk } from './fixtures/small-desk'
import { act, drive, hoursLeft, smallGraph, toExecuted } from './fixtures/small-graph'

smallGraph()
const { tenant_id } = TENANT

const give = async (actor: Actor, command: CommandName, name: TimerName, case_id: string) =>
  giveCommand(actor, command, await readSmall(case_id), { subject: tenant_id, expected_version: null, plan_hash: null, params: { name } })
const sweep = async () => takeTurn(tenant_id, await tenantNow(tenant_id), [])
const late = async (name: TimerName) => (await lateOf(tenant_id, name, await tenantNow(tenant_id))).cases
const driveAsked = (desk: DeskSteps, case_id: string) => driveCase(caseGraph(desk, checkpoints()), tenant_id, case_id, true)
/** Drives of a case that wait for a worker; whether somebody asked for them. */
const waiting = async (case_id: string) =>
  (
    await everyTenant<{ payload: { case_id: string; asked?: boolean } }>(
      "select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'case.drive' order by j.id",
    )
  ).flatMap(({ payload }) => (payload.case_id === case_id ? [payload.asked ?? false] : []))

describe('checks that somebody paused', () => {
  it('fall due and wait, whatever drives their case, and are made once they go on', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await toExecuted(desk, 'held')
    await give(noor, 'schedule.pause', 'verification', case_id)
    await passTime(3)
    const before = await readSmall(case_id)
    expect([await sweep(), await late('verification')]).toEqual([[], 1])
    await drive(desk, case_id)
    expect([await readSmall(case_id), calls.verify]).toEqual([before, 0])
    await passTime(30)
    expect([await sweep(), await late('verification')]).toEqual([[], 1])
    await give(noor, 'schedule.resume', 'verification', case_id)
    expect(await sweep()).toEqual([case_id])
    await drive(desk, case_id)
    expect([calls.verify, (await readSmall(case_id)).checks.map((c) => c.check), await late('verification')]).toEqual([1, ['T+1d'], 0])
  })

  it('are made where a person asks for one, or for all that are due, and stay paused', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await toExecuted(desk, 'asked')
    await give(noor, 'schedule.pause', 'verification', case_id)
    await giveCommand(mara, 'verification.recheck', await readSmall(case_id))
    expect((await waiting(case_id)).at(-1)).toBe(true)
    await driveAsked(desk, case_id)
    expect(calls.verify).toBe(1)
    await passTime(30)
    await drive(desk, case_id)
    expect(calls.verify).toBe(1)
    await runSchedule(tenant_id, 'verification', mara.name)
    expect((await waiting(case_id)).at(-1)).toBe(true)
    await driveAsked(desk, case_id)
    expect([calls.verify, await sweep()]).toEqual([2, []])
    const [timer] = await listTimers(tenant_id)
    expect(timer).toMatchObject({ paused_since: expect.any(String), runs: [{ outcome: 'done', detail: '1 due check is being made', asked_by: mara.name }] })
    await give(noor, 'schedule.resume', 'verification', case_id)
  })
})

describe('deadlines that somebody paused', () => {
  it('make no request usable whose time is over, and mark it once they go on', async () => {
    const { desk, calls } = smallDesk()
    const case_id = await openSmallCase('over')
    await drive(desk, case_id)
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    await give(noor, 'schedule.pause', 'expiry', case_id)
    await passTime((await hoursLeft(case_id)) + 1)
    const c = await readSmall(case_id)
    expect([await sweep(), await late('expiry'), c.status]).toEqual([[], 1, 'awaiting_approval'])
    for (const command of ['approval.approve', 'approval.deny', 'approval.request_changes'] as const)
      await expect(giveCommand(tomas, command, c, { subject: c.approval?.approval_id ?? '' })).rejects.toMatchObject({ code: 'expired' })
    await act(desk, case_id)
    expect([calls.execute, (await readSmall(case_id)).approval?.signatures]).toEqual([0, []])
    await give(noor, 'schedule.resume', 'expiry', case_id)
    expect(await sweep()).toEqual([case_id])
    await drive(desk, case_id)
    expect(await readSmall(case_id)).toMatchObject({ status: 'expired', approval: { state: 'expired' } })
  })

  it('remind nobody and let nobody else sign meanwhile, unless somebody has what is due looked at', async () => {
    const { desk } = smallDesk()
    const case_id = await openSmallCase('reminded')
    await drive(desk, case_id)
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    await give(noor, 'schedule.pause', 'expiry', case_id)
    await passTime(25)
    expect(await sweep()).toEqual([])
    expect((await readSmall(case_id)).approval?.escalated_at).toBeUndefined()
    await runSchedule(tenant_id, 'expiry', noor.name)
    expect((await waiting(case_id)).at(-1)).toBe(true)
    await driveAsked(desk, case_id)
    expect((await readSmall(case_id)).approval?.reminded_at).toBeDefined()
    await give(noor, 'schedule.resume', 'expiry', case_id)
  })

  it('hold no veto window open: its plan runs when it said it would', async () => {
    const { desk } = smallDesk({ tier: 'low' })
    const case_id = await openSmallCase('window')
    await drive(desk, case_id)
    await giveCommand(mara, 'plan.submit', await readSmall(case_id))
    await give(noor, 'schedule.pause', 'expiry', case_id)
    await passTime(await hoursLeft(case_id))
    expect(await sweep()).toEqual([case_id])
    await give(noor, 'schedule.resume', 'expiry', case_id)
  })
})

it('lets only who runs the product pause a timer, anybody who works have it looked at, and records each', async () => {
  const { desk } = smallDesk()
  const case_id = await toExecuted(desk, 'rights')
  for (const command of ['schedule.pause', 'schedule.resume'] as const)
    await expect(give(mara, command, 'verification', case_id)).rejects.toMatchObject({ code: 'forbidden' })
  await give(mara, 'schedule.run_now', 'verification', case_id)
  await give(noor, 'schedule.pause', 'verification', case_id)
  await give(noor, 'schedule.pause', 'verification', case_id)
  await give(noor, 'schedule.resume', 'verification', case_id)
  const told = (await listAudit(tenant_id, { noun: 'schedule', limit: 4 })).map((e) => {
    const { name, is_paused } = JSON.parse(e.body) as { name: string; is_paused?: boolean }
    return [e.kind, JSON.parse(e.actor).id, name, is_paused]
  })
  expect(told).toEqual([
    ['schedule.resumed', noor.id, 'verification', false],
    ['schedule.paused', noor.id, 'verification', true],
    ['schedule.paused', noor.id, 'verification', true],
    ['schedule.run_asked', mara.id, 'verification', undefined],
  ])
})
