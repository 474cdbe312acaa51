import { expect, it } from 'vitest'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { executePlan } from './execute-plan'
import type { Execution } from './execution'
import { memoryClaims } from './fixtures/memory-claims'
import { letBy, runId } from './run-log'

const NOW = '2026-11-19T09:00:00.000Z'
const INSTANCES = [anInstance(1), anInstance(2)]
const now = async () => NOW

/** One plan that comes out identical whenever it is made, and its account; `asked` counts the changes that were asked for. */
async function world() {
  const account = simulatedCloud({ estate: estateOf(INSTANCES), log: memoryLog(), now })
  const state = { is_refused: false, asked: 0 }
  const port: CloudPort = {
    ...account,
    async putSchedule(place, instance_id, schedule, m) {
      if (m.dry_run) return account.putSchedule(place, instance_id, schedule, m)
      state.asked++
      const refused = { api: 'scheduler:CreateSchedule', status: 'denied', request_id: null, detail: 'throttled' } as const
      return state.is_refused ? refused : account.putSchedule(place, instance_id, schedule, m)
    },
  }
  const make = () => preparePlan(proposalOf('case_again', [scheduleCandidate(INSTANCES)]), { port, now: NOW, history: {}, is_in_change_window: true })
  const plan = await make()
  const base = { plan, templates: COST_ACTIONS, port, claims: memoryClaims(), now, onStep: async () => undefined }
  const execute = async (let_by: string | null, over: Partial<Execution<CloudPort>> = {}) =>
    executePlan({ ...base, planHash, let_by, previous: null, isStopRequested: async () => false, ...over })
  const scheduled = async () => (await Promise.all(INSTANCES.map((i) => account.schedule(DEV, i.instance_id)))).map((s) => s !== null)
  return { state, base, make, execute, scheduled }
}

it('asks again for what failed when an identical plan is sent again, and once only for one submission', async () => {
  const w = await world()
  w.state.is_refused = true
  const first = await w.execute('sub_1')
  expect(first.state).toBe('failed')
  const { asked } = w.state
  w.state.is_refused = false
  expect(await w.execute('sub_1', { previous: first })).toEqual(first)
  expect(w.state.asked).toBe(asked)
  const second = await w.execute('sub_2', { previous: first })
  expect([second.state, await w.scheduled()]).toEqual(['succeeded', [true, true]])
  expect(second.run_id).not.toBe(first.run_id)
  expect(await w.execute('sub_2', { previous: second })).toEqual(second)
  expect(w.state.asked).toBe(asked + INSTANCES.length)
})

it('carries out an identical plan that is sent again after a rollback, and undoes it again', async () => {
  const w = await world()
  for (const let_by of ['sub_1', 'sub_2']) {
    expect((await w.make()).plan_hash).toBe(w.base.plan.plan_hash)
    const run = await w.execute(let_by)
    expect([run.state, await w.scheduled()]).toEqual(['succeeded', [true, true]])
    const undone = await rollbackRun({ ...w.base, run })
    expect([undone.state, await w.scheduled()]).toEqual(['rolled_back', [false, false]])
  }
})

it('leaves to a person what was asked for when nothing is left of how its targets were', async () => {
  const w = await world()
  await w.execute(null)
  const { asked } = w.state
  const lost = await w.execute(null)
  expect(lost.state).toBe('uncertain')
  expect(lost.steps.at(-1)?.detail).toContain('look at them before anything else is done')
  expect(w.state.asked).toBe(asked)
})

it('names the run of a row that an older version wrote as that version did: by its request, or by nothing', async () => {
  const { plan } = (await world()).base
  expect(letBy({ approval: null })).toBeNull()
  // Claims of runs that an upgrade finds under way are named by it.
  expect(runId({ ...plan, case_id: 'case_1', plan_hash: 'a'.repeat(64) }, null)).toBe('run_a4dc031f34a4579a062dd8af')
  expect(runId(plan, letBy({ approval: null, submission_id: 'sub_1' }))).not.toBe(runId(plan, null))
})
