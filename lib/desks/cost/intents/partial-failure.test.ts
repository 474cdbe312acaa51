import { describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { storyCase, tomas } from '@/lib/commands/fixtures/story'
import type { CallResult } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { anInstance, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { scheduleCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { executePlan } from '@/lib/execution/execute-plan'
import { aPlan, NOW } from '@/lib/execution/fixtures/a-plan'
import { invariant } from '@/lib/kernel/errors'
import { add } from '@/lib/kernel/money'
import { addHours } from '@/lib/kernel/time'
import type { Case, CaseStatus } from '@/schemas/case'
import type { Run } from '@/schemas/execution'
import type { UiIntent } from '@/schemas/intent'
import { caseContext } from './case-context'
import { executionIntent } from './execution'
import { nextStep } from './next-step'

testDatabase()

const FIVE = [1, 2, 3, 4, 5].map((n) => anInstance(n))
const LABELS = FIVE.map((i) => i.tags['Name'] ?? i.instance_id)
const refused = (api: string): CallResult => ({ api, request_id: 'r-1', status: 'refused', detail: 'ConflictException: somebody else changes it' })

function wayBackIn(intent: UiIntent | null) {
  const part = intent?.components.find((p) => p.kind === 'rollback.card')
  invariant(part, 'a plan with actions has a way back')
  const lost = intent?.facts['saving_lost']?.value
  return { state: part.state, sentence: part.sentence, listed: part.actions.map((a) => a.title), lost: part.saving_lost === null ? null : lost }
}

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
  return { c, run, outcomes, order, said: intent.plain.replaceAll(/\s+/g, ' '), back: wayBackIn(intent) }
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

const titlesOf = (c: Case, order: readonly string[]) => order.map((label) => `${c.plan?.actions.find((a) => a.targets[0]?.label === label)?.title} (${label})`)

it('lists as a way back what was undone, and says which actions changed nothing and which never ran', async () => {
  const { back, c, order } = await toldAfter('error')
  expect(back).toEqual({
    state: 'done',
    listed: titlesOf(c, order.slice(0, 2)),
    sentence: `It was undone: the targets are as the snapshot shows them. Failed and changed nothing: ${order[2]}. Never ran: ${order[3]}, ${order[4]}.`,
    lost: null,
  })
})

it('lists the steps by hand of what still stands alone, where undoing the rest went well', async () => {
  const { back, c, order } = await toldAfter('escalated', [1])
  expect(back).toEqual({
    state: 'failed',
    listed: titlesOf(c, order.slice(0, 1)),
    sentence: `Undoing it failed: somebody has to do it by hand with these steps. Undone already: ${order[1]}. Failed and changed nothing: ${order[2]}. Never ran: ${order[3]}, ${order[4]}.`,
    lost: null,
  })
})

describe('the way back of a run of five actions', () => {
  const cardOf = async (states: (run: Run) => Run, status: CaseStatus) => {
    const { c, run, order } = await toldAfter('error')
    const forward = { ...run, steps: run.steps.filter((s) => s.step !== 'rollback') }
    const at = { ...c, status, run: states(forward) }
    const intent = executionIntent(caseContext(at, addHours(NOW, 1), tomas))
    return { back: wayBackIn(intent), facts: intent?.facts ?? {}, said: intent?.plain.replaceAll(/\s+/g, ' '), order, plan: at.plan }
  }
  const until = addHours(NOW, 100)

  it('gives up the saving of what was carried out alone, where somebody stopped the run', async () => {
    const { back, order, plan } = await cardOf((run) => ({ ...run, state: 'stopped', reversible_until: until }), 'escalated')
    expect(back.state).toBe('possible')
    expect(back.listed).toHaveLength(2)
    expect(back.sentence).toContain(`Never ran: ${order[3]}, ${order[4]}.`)
    const two = order.slice(0, 2).map((label) => plan?.actions.find((a) => a.targets[0]?.label === label)?.savings.expected ?? '0')
    expect(back.lost).toBe(add('0', ...two))
  })

  it('can be taken once the run has ended, and says what has not begun so far', async () => {
    const { back, order } = await cardOf((run) => ({ ...run, state: 'running', reversible_until: until }), 'executing')
    expect(back.sentence).toContain('It can be undone once the run has ended or was stopped.')
    expect(back.sentence).toContain(`Not begun so far: ${order[3]}, ${order[4]}.`)
  })

  it('is not called empty where nobody knows whether anything was changed', async () => {
    const unanswered = (run: Run): Run => ({
      ...run,
      state: 'uncertain',
      reversible_until: null,
      steps: run.steps
        .filter((s) => s.action_id === run.steps.find((x) => x.step === 'apply')?.action_id)
        .map((s) => (s.step === 'apply' && s.receipt !== null ? { ...s, receipt: { ...s.receipt, outcome: 'uncertain', changed: [], calls: [] } } : s)),
    })
    const { back, order, facts, said } = await cardOf(unanswered, 'escalated')
    expect(said).toContain('What helps: Look at the targets, and undo by hand what was changed.')
    expect(facts['reversible_until']?.text).toBe('not known: whether anything was changed is not known')
    expect(back.state).toBe('failed')
    expect(back.listed).toHaveLength(1)
    expect(back.sentence).toBe(
      `Whether anything was changed is not known: look at the targets, and undo by hand what was changed, with these steps. Never ran: ${order.slice(1).join(', ')}.`,
    )
  })

  it('is not said to be taken any more once that was given up', async () => {
    const { back, order } = await cardOf((run) => ({ ...run, state: 'rolling_back', finished_at: null, reversible_until: until }), 'escalated')
    expect(back.state).toBe('failed')
    expect(back.listed).toHaveLength(2)
    expect(back.sentence).toContain('Undoing it was given up: try it again, or do it by hand with these steps.')
    expect(back.sentence).toContain(`Never ran: ${order[3]}, ${order[4]}.`)
    const goes_on = await cardOf((run) => ({ ...run, state: 'rolling_back', finished_at: null, reversible_until: until }), 'rolling_back')
    expect(goes_on.back.sentence).toContain('It is being undone.')
  })

  it('lists nothing where nothing was changed', async () => {
    const { back } = await cardOf((run) => ({ ...run, state: 'failed', reversible_until: null, steps: [] }), 'error')
    expect(back).toEqual({ state: 'nothing', listed: [], sentence: 'Nothing was changed, so there is nothing to undo.', lost: null })
  })
})
