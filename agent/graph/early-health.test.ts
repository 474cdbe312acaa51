import { expect, it } from 'vitest'
import { saveCase } from '@/lib/cases/store'
import { system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { addHours } from '@/lib/kernel/time'
import { passTime, readSmall, smallDesk } from './fixtures/small-desk'
import { act, drive, expectStill, kinds, smallGraph, toExecuted } from './fixtures/small-graph'

smallGraph()
const { tenant_id } = TENANT
const MINUTE = 1 / 60

/** What the trail tells since the run: which check found what, and what was done about it. */
const sinceRun = async (case_id: string): Promise<string[]> => {
  const [trail, { checks }] = await Promise.all([kinds(case_id), readSmall(case_id)])
  const made = checks[Symbol.iterator]()
  const told = (kind: string): string => {
    const check = kind === 'verification.checked' ? made.next().value : undefined
    return check === undefined ? kind : `${check.check} ${check.health.status}: ${check.outcome}`
  }
  return trail.slice(trail.indexOf('execution.finished') + 1).map(told)
}

it('looks at health five minutes, half an hour, two hours and a day after a run, and in between at nothing', async () => {
  const { desk, calls } = smallDesk()
  const case_id = await toExecuted(desk, 'each_check')
  for (const [hours, looks] of [
    [4 * MINUTE, 0],
    [1.1 * MINUTE, 1],
    [24 * MINUTE, 1],
    [1 * MINUTE, 2],
    [1.4, 2],
    [0.2, 3],
    [21.8, 3],
    [0.2, 4],
  ] as const) {
    await passTime(hours)
    await drive(desk, case_id)
    await expectStill(desk, case_id)
    expect([hours, calls.verify]).toEqual([hours, looks])
  }
  expect(await sinceRun(case_id)).toEqual(['T+5min ok: monitor', 'T+30min ok: monitor', 'T+2h ok: monitor', 'T+1d ok: monitor'])
  expect((await readSmall(case_id)).checks.at(-1)?.next_check_at?.slice(11)).toBe('00:00:00.000Z')
})

it('calls nobody for what is not known yet, and a person two hours after the run', async () => {
  const { desk } = smallDesk({ health: 'unknown' })
  const case_id = await toExecuted(desk, 'too_early')
  for (const hours of [6 * MINUTE, 25 * MINUTE, 1.5]) {
    await passTime(hours)
    await drive(desk, case_id)
  }
  expect(await sinceRun(case_id)).toEqual(['T+5min unknown: monitor', 'T+30min unknown: monitor', 'T+2h unknown: escalate'])
  expect((await readSmall(case_id)).status).toBe('escalated')
})

it.each([
  ['five minutes', 'T+5min', [6 * MINUTE]],
  ['half an hour', 'T+30min', [6 * MINUTE, 25 * MINUTE]],
] as const)('rolls back %s after the run where health got worse by then', async (_, check, waits) => {
  const { desk, world, calls } = smallDesk()
  const case_id = await toExecuted(desk, `worse_at_${check.slice(2)}`)
  for (const [n, hours] of waits.entries()) {
    if (n === waits.length - 1) world.health = 'degraded'
    await passTime(hours)
    await drive(desk, case_id)
  }
  expect((await readSmall(case_id)).status).toBe('rolling_back')
  await act(desk, case_id, 'back')
  await drive(desk, case_id)
  expect(calls.rollback).toBe(1)
  const before = check === 'T+30min' ? ['T+5min ok: monitor'] : []
  expect(await sinceRun(case_id)).toEqual([...before, `${check} degraded: rollback`, 'execution.stepped', 'rollback.finished'])
})

it('makes up for checks that were missed with the latest of them', async () => {
  const { desk } = smallDesk()
  const case_id = await toExecuted(desk, 'jumped')
  await passTime(7 * 24)
  await drive(desk, case_id)
  await passTime(4 * 24)
  await drive(desk, case_id)
  expect(await sinceRun(case_id)).toEqual(['T+1d ok: monitor', 'n=7 ok: close'])
})

it('goes on at its own time with a run whose first check an older version had set two hours after it', async () => {
  const { desk } = smallDesk()
  const case_id = await toExecuted(desk, 'older_schedule')
  const c = await readSmall(case_id)
  await change(tenant_id, async (tx) => {
    await saveCase(tx, c, c.revision, addHours(c.run?.finished_at ?? '', 2))
    return { result: undefined, events: [{ kind: 'case.updated', subject: case_id, actor: system, body: {} }] }
  })
  await passTime(0.7)
  await expectStill(desk, case_id)
  await passTime(1.4)
  await drive(desk, case_id)
  expect((await readSmall(case_id)).checks.map((k) => k.check)).toEqual(['T+2h'])
  await passTime(22)
  await drive(desk, case_id)
  expect((await readSmall(case_id)).checks.map((k) => k.check)).toEqual(['T+2h', 'T+1d'])
})
