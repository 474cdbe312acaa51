import { describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { DEV } from '@/lib/desks/cost/fixtures/small-estate'
import { readEffect } from '@/lib/execution/claims/read-effect'
import { executePlan } from '@/lib/execution/execute-plan'
import { aPlan, INSTANCES, NOW, undo } from '@/lib/execution/fixtures/a-plan'
import { overTime } from '@/lib/execution/fixtures/over-time'
import { addHours } from '@/lib/kernel/time'

testDatabase()

describe('a rollback that a person asks for', () => {
  it('gives the captured fields back days later, and starts what ran before', async () => {
    const w = await aPlan()
    const run = await executePlan(w.execution())
    w.clock.now = '2026-11-22T12:00:00.000Z' // a Sunday: the schedule has stopped them
    expect(await readEffect({ plan: w.plan, run, templates: COST_ACTIONS, port: w.port, now: w.clock.now })).toMatchObject({ status: 'in_place' })
    const undone = await overTime(w.clock, () => undo(w, w.saved.run ?? run))
    expect(undone.state).toBe('rolled_back')
    const { instances } = await w.port.instances(
      DEV,
      INSTANCES.map((i) => i.instance_id),
    )
    expect(instances.map((i) => [i.state, i.schedule])).toEqual([
      ['running', null],
      ['running', null],
    ])
    expect(await undo(w, undone)).toEqual(undone)
    expect(await readEffect({ plan: w.plan, run, templates: COST_ACTIONS, port: w.port, now: w.clock.now })).toMatchObject({ status: 'missing' })
  })

  it('may be repeated when it failed', async () => {
    const w = await aPlan()
    const run = await executePlan(w.execution())
    const port: CloudPort = { ...w.port, deleteSchedule: async () => ({ api: 'x', request_id: null, status: 'refused', detail: 'no' }) }
    const failed = await undo(w, run, port)
    expect(failed.state).toBe('rollback_failed')
    expect((await undo(w, failed)).state).toBe('rolled_back')
  })

  it('is refused once the recipe is no longer known to work', async () => {
    const w = await aPlan()
    const run = await executePlan(w.execution())
    w.clock.now = addHours(NOW, 24 * 31)
    await expect(undo(w, run)).rejects.toMatchObject({ code: 'expired' })
  })
})
