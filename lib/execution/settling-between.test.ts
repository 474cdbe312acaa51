import { expect, it } from 'vitest'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { executePlan } from './execute-plan'
import { executionsOf } from './fixtures/executions-of'
import { memoryClaims } from './fixtures/memory-claims'

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
