import { expect, it } from 'vitest'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { executePlan } from '@/lib/execution/execute-plan'
import { executionsOf } from '@/lib/execution/fixtures/executions-of'
import { memoryClaims } from '@/lib/execution/fixtures/memory-claims'
import { overTime } from '@/lib/execution/fixtures/over-time'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { invariant } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'

const NOW = '2026-11-19T09:00:00.000Z'
const [FIRST, SECOND] = [anInstance(1), anInstance(2)]
const now = async () => NOW

/** A run that has carried out the first of its two actions, and waits because somebody stopped the machine of the second meanwhile. */
async function betweenTwo() {
  const port = simulatedCloud({ estate: estateOf([FIRST, SECOND]), log: memoryLog(), now })
  const proposal = proposalOf('case_between', [scheduleCandidate([FIRST]), scheduleCandidate([SECOND])])
  const plan = await preparePlan(proposal, { port, now: NOW, history: {}, is_in_change_window: true })
  const { saved, execution } = executionsOf({ plan, port, claims: memoryClaims(), now })
  const { onStep } = execution()
  const [first] = plan.actions
  const whole = execution({
    async onStep(run) {
      await onStep(run)
      const last = run.steps.at(-1)
      if (last?.step === 'post_snapshot' && last.action_id === first?.action_id)
        await port.stopInstance(DEV, SECOND.instance_id, { dry_run: false, idempotency_key: 'somebody' })
    },
  })
  await expect(executePlan(whole)).rejects.toMatchObject({ code: 'settling' })
  const schedules = () => Promise.all([FIRST, SECOND].map((i) => port.schedule(DEV, i.instance_id)))
  expect((await schedules()).map((s) => s !== null)).toEqual([true, false])
  return { saved, execution, schedules }
}

it('undoes what was done at once when the kill switch is set while the next action waits, and not only when its targets have settled', async () => {
  const { execution, schedules } = await betweenTwo()
  const run = await executePlan(execution({ isStopRequested: async () => true }))
  expect(run.state).toBe('rolled_back')
  expect(await schedules()).toEqual([null, null])
  expect(run.steps.filter((s) => s.status === 'running')).toEqual([])
})

it('ends where it stands when a person stops it while the next action waits, and says of nothing that it still waits', async () => {
  const { execution, schedules } = await betweenTwo()
  const run = await executePlan(execution({ isHaltRequested: async () => true }))
  expect(run.state).toBe('stopped')
  expect((await schedules()).map((s) => s !== null)).toEqual([true, false])
  expect(run.steps.filter((s) => s.status === 'running')).toEqual([])
})

it('leaves the rest of a way back as it is where somebody has it end while an action waits for its proof, also when that has settled before the next look', async () => {
  // At night a schedule stops what it is put on, and taking it back starts it again.
  const clock = { now: '2026-11-19T22:00:00.000Z' }
  const port = simulatedCloud({ estate: estateOf([FIRST, SECOND]), log: memoryLog(), now: async () => clock.now })
  const proposal = proposalOf('case_back', [scheduleCandidate([FIRST]), scheduleCandidate([SECOND])])
  const plan = await preparePlan(proposal, { port, now: clock.now, history: {}, is_in_change_window: true })
  const { saved, execution } = executionsOf({ plan, port, claims: memoryClaims(), now: async () => clock.now })
  const states = async () => (await port.instances(DEV, [FIRST.instance_id, SECOND.instance_id])).instances.map((i) => i.state)
  await overTime(clock, () => executePlan(execution()))
  expect(await states()).toEqual(['stopped', 'stopped'])
  const back = (asked_at: string | null) => {
    invariant(saved.run, 'it was carried out')
    return rollbackRun({ ...execution({ isHaltRequested: async (since) => asked_at !== null && since !== undefined && asked_at >= since }), run: saved.run })
  }
  clock.now = addHours(clock.now, 1)
  const asked_at = clock.now
  await expect(back(null)).rejects.toMatchObject({ code: 'settling' })
  clock.now = addHours(clock.now, 1)
  const run = await back(asked_at)
  expect([run.state, await states()]).toEqual(['rollback_failed', ['stopped', 'running']])
  expect(run.steps.at(-1)).toMatchObject({ step: 'settle', status: 'failed', detail: 'somebody had the way back end while it waited' })
  expect((await overTime(clock, () => back(null))).state).toBe('rolled_back')
})
