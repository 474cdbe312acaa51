import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { storyCase, tomas } from '@/lib/commands/fixtures/story'
import type { CallResult } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { executePlan } from '@/lib/execution/execute-plan'
import { aPlan, NOW } from '@/lib/execution/fixtures/a-plan'
import { invariant } from '@/lib/kernel/errors'
import { addHours } from '@/lib/kernel/time'
import type { CaseStatus } from '@/schemas/case'
import { caseContext } from './case-context'
import { executionIntent } from './execution'
import { nextStep } from './next-step'

testDatabase()

const FIVE = [1, 2, 3, 4, 5].map((n) => anInstance(n))
const LABELS = FIVE.map((i) => i.tags['Name'] ?? i.instance_id)
const refused = (api: string): CallResult => ({ api, request_id: 'r-1', status: 'refused', detail: 'ConflictException: somebody else changes it' })

/** What the card says after the third of five actions was refused, where a way back may be refused as well. `show` prints the same text. */
async function toldAfter(at: CaseStatus, refuses_back: readonly number[] = []) {
  const w = await aPlan(
    FIVE.map((i) => scheduleCandidate([i])),
    estateOf(FIVE),
  )
  // In the order in which the plan carries them out.
  const order = w.plan.actions.map((a) => a.targets[0]?.label ?? '')
  expect([...order].sort()).toEqual([...LABELS].sort())
  const idOf = (n: number) => FIVE[LABELS.indexOf(order[n - 1] ?? '')]?.instance_id
  const port: CloudPort = {
    ...w.port,
    putSchedule: async (place, id, schedule, m) =>
      id === idOf(3) && !m.dry_run ? refused('scheduler:CreateSchedule') : w.port.putSchedule(place, id, schedule, m),
    deleteSchedule: async (place, id, m) =>
      refuses_back.some((n) => id === idOf(n)) && !m.dry_run ? refused('scheduler:DeleteSchedule') : w.port.deleteSchedule(place, id, m),
  }
  const run = await executePlan(w.execution({ port }))
  const c = { ...storyCase({ policy_digest: 'a'.repeat(64) }), plan: w.plan, run, status: at }
  const intent = executionIntent(caseContext(c, addHours(NOW, 1), tomas))
  invariant(intent, 'a case with a run has a card')
  const progress = intent.components.find((part) => part.kind === 'execution.progress')
  const outcomes = order.map((label) => progress?.targets?.find((t) => t.target === label)?.outcome)
  return { c, run, outcomes, order, said: intent.plain.replaceAll(/\s+/g, ' ') }
}

it('says of a run whose third of five actions failed what was undone, what failed and what was not begun', async () => {
  const { c, run, outcomes, order, said } = await toldAfter('policy_denied')
  expect(run.state).toBe('rolled_back')
  expect(nextStep({ ...c, status: 'error' }, NOW)).toBe('somebody has to look: a change failed, and what had been changed was undone')
  expect(outcomes).toEqual(['undone', 'undone', 'failed', 'not_reached', 'not_reached'])
  expect(said).toContain(
    `Of 5 actions 2 were carried out and undone since (${order[0]}, ${order[1]}), 1 failed (${order[2]}) and 2 were not begun (${order[3]}, ${order[4]}). Nothing of it stands.`,
  )
  expect(said).toContain('ConflictException: somebody else changes it')
})

it('names what stands where a way back was refused too', async () => {
  const { run, outcomes, order, said } = await toldAfter('escalated', [1])
  expect(run.state).toBe('rollback_failed')
  expect(outcomes).toEqual(['changed', 'undone', 'failed', 'not_reached', 'not_reached'])
  expect(said).toContain(
    `Of 5 actions 1 was carried out and stands (${order[0]}), 1 was carried out and undone since (${order[1]}), 1 failed (${order[2]}) and 2 were not begun (${order[3]}, ${order[4]}).`,
  )
  expect(said).toContain('The rollback failed')
})
