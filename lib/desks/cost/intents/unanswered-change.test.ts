import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { storyCase } from '@/lib/commands/fixtures/story'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { executePlan } from '@/lib/execution/execute-plan'
import { aPlan, NOW, undo } from '@/lib/execution/fixtures/a-plan'
import { newStep } from '@/lib/execution/run-log'
import type { Receipt } from '@/schemas/action'
import type { Run } from '@/schemas/execution'
import { rollbackCard } from './rollback'
import { targetOutcomes } from './target-outcomes'
import { becameOf, whatBecame } from './what-became'

testDatabase()

/** A run of two actions whose process died once the first was sent, before its answer was kept, and that went on in another process, where the second may be refused. */
async function afterADeath(is_refused = false) {
  const two = [anInstance(1), anInstance(2)]
  const w = await aPlan(
    two.map((i) => scheduleCandidate([i])),
    estateOf(two),
  )
  const port: CloudPort = {
    ...w.port,
    putSchedule: async (place, id, schedule, m) => {
      const result = await w.port.putSchedule(place, id, schedule, m)
      if (!m.dry_run) throw new Error('the process died')
      return result
    },
  }
  await expect(executePlan(w.execution({ port }))).rejects.toThrow('the process died')
  const refusing: CloudPort = {
    ...w.port,
    putSchedule: async (place, id, schedule, m) =>
      m.dry_run ? w.port.putSchedule(place, id, schedule, m) : { api: 'scheduler:CreateSchedule', request_id: 'r-1', status: 'refused', detail: 'Conflict' },
  }
  const run = await executePlan(w.execution(is_refused ? { port: refusing } : {}))
  expect(run.steps.filter((s) => s.receipt?.detail.startsWith('no answer was recorded'))).toHaveLength(1)
  return { w, run }
}

it('tells a change whose answer was lost, and that was found in place, as carried out, and lists its way back', async () => {
  const { w, run } = await afterADeath()
  expect(run.state).toBe('succeeded')
  expect(w.plan.actions.map((a) => becameOf(run, a))).toEqual(['stands', 'stands'])
  expect(whatBecame(run, w.plan.actions)).toContain('2 were carried out and stand')
  const card = rollbackCard({ c: { ...storyCase({ policy_digest: 'a'.repeat(64) }), plan: w.plan, run, status: 'executed' }, now: NOW })
  expect(card?.part.actions).toHaveLength(2)
  expect(card?.part.sentence).not.toContain('In the wanted state before')
})

it('tells it as undone once it was taken back', async () => {
  const { w, run } = await afterADeath()
  const back = await undo(w, run)
  expect(back.state).toBe('rolled_back')
  expect(w.plan.actions.map((a) => becameOf(back, a))).toEqual(['undone', 'undone'])
})

it('tells its target as undone where the next action was refused, not as one that was in the wanted state', async () => {
  const { w, run } = await afterADeath(true)
  expect(run.state).toBe('rolled_back')
  expect(targetOutcomes(run, w.plan.actions).map((t) => t.outcome)).toEqual(['undone', 'failed'])
  const forward = { ...run, state: 'stopped' as const, steps: run.steps.filter((s) => s.step !== 'rollback') }
  expect(targetOutcomes(forward, w.plan.actions)[0]).toMatchObject({ outcome: 'changed', said: expect.stringContaining('read again') })
})

it('tells an action as not known whose later stage got no answer, whatever the stage before it changed', async () => {
  const { plan } = await aPlan()
  const [action] = plan.actions
  if (action === undefined) throw new Error('the plan has an action')
  const receipt: Receipt = { idempotency_key: 'k', mode: 'live', outcome: 'noop', changed: [], calls: [], detail: 'was in the wanted state', finished_at: NOW }
  const line = { action_id: action.action_id, step: 'apply' } as const
  const steps = [newStep({ ...line, status: 'done', detail: receipt.detail, receipt }, NOW), newStep({ ...line, status: 'running', detail: 'asked for' }, NOW)]
  const run: Run = {
    run_id: 'run_1',
    case_id: plan.case_id,
    plan_hash: plan.plan_hash,
    state: 'running',
    steps,
    snapshots: [],
    diff: [],
    started_at: NOW,
    finished_at: null,
    reversible_until: null,
  }
  expect(becameOf(run, action)).toBe('unknown')
  expect(becameOf({ ...run, steps: steps.slice(0, 1) }, action)).toBe('as_it_was')
})
