import { expect, it } from 'vitest'
import { NOW, storyCase, tomas } from '@/lib/commands/fixtures/story'
import { SUCCEEDED } from '@/lib/desks/cost/fixtures/cases/run'
import type { Run } from '@/schemas/execution'
import { INTENT_MAX_BYTES } from '@/schemas/intent'
import { caseContext } from './case-context'
import { executionIntent } from './execution'
import { planIntent } from './plan'

/** The card of the story's plan with so many actions, each with as many checks as a real one has. */
function cardOf(n: number) {
  const c = storyCase({ policy_digest: 'a'.repeat(64) })
  const [action] = c.plan?.actions ?? []
  if (c.plan === null || action === undefined) throw new Error('the story has a plan')
  const prechecks = Array.from({ length: 12 }, (_, i) => ({
    id: `check_${i}`,
    outcome: i === 11 ? ('unknown' as const) : ('passed' as const),
    detail: `check ${i} of what may stand against it`,
  }))
  const actions = Array.from({ length: n }, (_, k) => ({ ...action, action_id: `act_${k + 1}`, prechecks, targets: action.targets.slice(0, 1) }))
  const intent = planIntent(caseContext({ ...c, plan: { ...c.plan, actions } }, NOW, tomas))
  const card = intent?.components.find((part) => part.kind === 'plan.card')
  return { intent, card: card?.kind === 'plan.card' ? card : null }
}

it('lists every action of a plan as large as policy lets one be, with what did not pass, however many checks there are', () => {
  const { card } = cardOf(10)
  expect(card?.actions).toHaveLength(10)
  for (const action of card?.actions ?? []) {
    expect(action.prechecks.filter((check) => check.outcome === 'unknown')).toHaveLength(1)
    expect(action.prechecks[0]?.text).toMatch(/^(?:11 checks passed|check 0 of)/)
  }
})

it.each([15, 50, 200])('shows a plan of %i actions, and says how many of them are not listed', (n) => {
  const { intent, card } = cardOf(n)
  expect(JSON.stringify(intent).length).toBeLessThanOrEqual(INTENT_MAX_BYTES)
  expect(card?.actions.at(-1)?.where).toContain(`first ${card?.actions.length} of ${n} actions listed`)
  expect(intent?.plain.replaceAll(/\s+/g, ' ')).toContain(`of ${n} actions listed`)
})

it.each([15, 50, 200])('shows the run of a plan of %i actions where it stands, and says how many of its steps are not listed', (n) => {
  const c = storyCase({ policy_digest: 'a'.repeat(64) })
  const [action] = c.plan?.actions ?? []
  if (c.plan === null || action === undefined) throw new Error('the story has a plan')
  const actions = Array.from({ length: n }, (_, k) => ({ ...action, action_id: `act_${k + 1}`, title: `Schedule instance ${k + 1}` }))
  const steps = actions.flatMap((a) => SUCCEEDED.steps.map((step) => ({ ...step, action_id: a.action_id })))
  const run: Run = { ...SUCCEEDED, case_id: c.case_id, steps }
  const intent = executionIntent(caseContext({ ...c, plan: { ...c.plan, actions }, run }, NOW, tomas))
  expect(JSON.stringify(intent).length).toBeLessThanOrEqual(INTENT_MAX_BYTES)
  const card = intent?.components.find((part) => part.kind === 'execution.progress')
  const shown = card?.kind === 'execution.progress' ? card : null
  expect(shown?.steps.at(-1)?.action).toBe(`Schedule instance ${n}`)
  if ((shown?.steps.length ?? 0) < steps.length) expect(shown?.state).toContain(`last ${shown?.steps.length} of`)
})
