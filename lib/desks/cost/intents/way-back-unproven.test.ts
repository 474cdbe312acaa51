import { expect, it } from 'vitest'
import { storyCase, tomas } from '@/lib/commands/fixtures/story'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { executePlan } from '@/lib/execution/execute-plan'
import { executionsOf } from '@/lib/execution/fixtures/executions-of'
import { memoryClaims } from '@/lib/execution/fixtures/memory-claims'
import { overTime } from '@/lib/execution/fixtures/over-time'
import { rollbackRun } from '@/lib/execution/undo/rollback-run'
import { invariant } from '@/lib/kernel/errors'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Run } from '@/schemas/execution'
import { caseContext } from './case-context'
import { executionIntent } from './execution'
import { targetOutcomes } from './target-outcomes'
import { whatBecame } from './what-became'

const TWO = [anInstance(1), anInstance(2)]

/** Two machines that were stopped by their schedules, and the way back that somebody ended a second after it was sent to the second, before that ran again. */
async function endedUnproven() {
  const clock = { now: '2026-11-19T22:00:00.000Z' }
  const now = async () => clock.now
  const port = simulatedCloud({ estate: estateOf(TWO), log: memoryLog(), now })
  const proposal = proposalOf(
    'case_back',
    TWO.map((i) => scheduleCandidate([i])),
  )
  const plan = await preparePlan(proposal, { port, now: clock.now, history: {}, is_in_change_window: true })
  const { saved, execution } = executionsOf({ plan, port, claims: memoryClaims(), now })
  await overTime(clock, () => executePlan(execution()))
  const back = (asked_at: string | null) => {
    invariant(saved.run, 'it was carried out')
    return rollbackRun({ ...execution({ isHaltRequested: async (since) => asked_at !== null && since !== undefined && asked_at >= since }), run: saved.run })
  }
  clock.now = addHours(clock.now, 1)
  const began_at = clock.now
  await expect(back(null)).rejects.toMatchObject({ code: 'settling' })
  clock.now = addMs(clock.now, 1000)
  const run = await back(began_at)
  const said = (of: Run): string => {
    const c = { ...storyCase({ policy_digest: 'a'.repeat(64) }), plan, run: of, status: 'escalated' as const }
    return (executionIntent(caseContext(c, clock.now, tomas))?.plain ?? '').replaceAll(/\s+/g, ' ')
  }
  return { plan, run, said, again: () => overTime(clock, () => back(null)) }
}

it('calls nothing undone whose way back was sent and is not proven', async () => {
  const { plan, run, said, again } = await endedUnproven()
  expect(run.state).toBe('rollback_failed')
  expect(said(run)).toContain('Of 2 actions 1 was carried out and stands (loadtest-1) and 1 was carried out and its way back is not proven (loadtest-2).')
  expect(said(run)).not.toContain('undone since')
  const later = await again()
  expect(later.state).toBe('rolled_back')
  expect(said(later)).toContain('Of 2 actions 2 were carried out and undone since (loadtest-1, loadtest-2). Nothing of it stands.')
  expect(targetOutcomes({ ...run, state: 'stopped' }, plan.actions).map((t) => t.outcome)).toEqual(['changed', 'unknown'])
})

it('calls no action unknown whose targets a finished way back has shown to be as they were', async () => {
  const { plan, again } = await endedUnproven()
  const later = await again()
  const last = plan.actions.at(-1)?.action_id
  const unanswered = later.steps.map((s) =>
    s.action_id === last && s.step === 'apply' && s.receipt !== null ? { ...s, receipt: { ...s.receipt, outcome: 'uncertain' as const, changed: [] } } : s,
  )
  expect(whatBecame({ ...later, steps: unanswered }, plan.actions)).toBe(
    'Of 2 actions 1 was carried out and undone since (loadtest-1) and 1 got no answer and is as it was before (loadtest-2). Nothing of it stands.',
  )
  expect(whatBecame({ ...later, state: 'uncertain', steps: unanswered.filter((s) => s.step !== 'rollback') }, plan.actions)).toBe(
    'Of 2 actions 1 was carried out and stands (loadtest-1) and 1 is not known (loadtest-2).',
  )
})
