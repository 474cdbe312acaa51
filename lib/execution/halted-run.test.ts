import { describe, expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import type { Run } from '@/schemas/execution'
import { type Execution, executePlan } from './execute-plan'
import { memoryClaims } from './fixtures/memory-claims'
import { rollbackRun } from './rollback-run'

const NOW = '2026-11-19T09:00:00.000Z'
const INSTANCES = [anInstance(1), anInstance(2)]
const now = async () => NOW

/** A plan of two actions, and a person who has the run stop after so many changes were asked for. */
async function runStoppedAfter(changes: number) {
  const port: CloudPort = simulatedCloud({ estate: estateOf(INSTANCES), log: memoryLog(), now })
  const proposal = proposalOf('case_halted', [scheduleCandidate(INSTANCES), tagCandidate(INSTANCES)])
  const plan = await preparePlan(proposal, { port, now: NOW, history: {}, is_in_change_window: true })
  const claims = memoryClaims()
  const execution: Execution<CloudPort> = {
    plan,
    planHash,
    templates: COST_ACTIONS,
    port,
    claims,
    previous: null,
    now,
    onStep: async () => undefined,
    isStopRequested: async () => false,
    isHaltRequested: async () => claims.all.size >= changes,
  }
  return { port, plan, claims, execution, run: await executePlan(execution) }
}
const applies = (run: Run): string[] => run.steps.filter((s) => s.step === 'apply').map((s) => s.status)
const schedules = (port: CloudPort) => Promise.all(INSTANCES.map((i) => port.schedule(DEV, i.instance_id)))

describe('a run that a person stops', () => {
  it('finishes the action in flight, applies nothing more and undoes nothing', async () => {
    const { run, plan, port, claims } = await runStoppedAfter(1)
    expect(plan.actions).toHaveLength(2)
    expect(run.state).toBe('stopped')
    expect(applies(run)).toEqual(['done', 'skipped'])
    expect(run.steps.some((s) => s.step === 'rollback')).toBe(false)
    expect(claims.all.size).toBe(1)
    const [first, second] = plan.actions
    expect(run.steps.filter((s) => s.action_id === first?.action_id && s.step === 'post_snapshot')).toMatchObject([{ status: 'done' }])
    expect(run.steps.find((s) => s.action_id === second?.action_id && s.step === 'apply')?.detail).toContain('not carried out')
    const is_scheduled = (await schedules(port)).every((s) => s !== null)
    expect(is_scheduled).toBe(first?.template === 'schedule_nonprod')
  })

  it('leaves the way back open for what was done', async () => {
    const { run, plan, port, claims } = await runStoppedAfter(1)
    const undone = await rollbackRun({ plan, run, templates: COST_ACTIONS, port, claims, now, onStep: async () => undefined })
    expect(undone.state).toBe('rolled_back')
    expect((await schedules(port)).every((s) => s === null)).toBe(true)
  })

  it('changes nothing at all when it is stopped before its first change, and says of every action that it was not carried out', async () => {
    const { run, claims } = await runStoppedAfter(0)
    expect([run.state, claims.all.size, run.reversible_until]).toEqual(['failed', 0, null])
    expect(applies(run)).toEqual(['skipped', 'skipped'])
  })

  it('stays stopped when its worker starts again', async () => {
    const { run, execution } = await runStoppedAfter(1)
    expect(await executePlan({ ...execution, previous: run, isHaltRequested: async () => false })).toEqual(run)
  })
})
