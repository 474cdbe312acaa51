import { expect, it } from 'vitest'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { invariant } from '@/lib/kernel/errors'
import type { Case } from '@/schemas/case'
import type { FrameOf } from '@/schemas/frame'
import type { AskWith } from '../answer-shape'
import { askDeps } from '../fixtures/ask-deps'
import { gazetteerOf } from '../gazetteer-of'
import { savingsSummary } from './ledger'

const FRAME: FrameOf<'savings_summary'> = { frame: 'savings_summary', scope: {}, period: null }
const story = STORY.find((s) => s.c.plan !== null && s.c.run !== null)?.c
invariant(story?.plan && story.cost, 'the story has a case that was carried out')
const { plan, cost } = story

/** A case whose check closed on a saving of `point` a day, on a resource of its own. */
function saved(name: string, point: string, over: Partial<Case> = {}): Case {
  const savings = WEEK_CHECK.savings === null ? null : { ...WEEK_CHECK.savings, point, currency: over.currency ?? 'USD' }
  const arn = `arn:aws:ec2:eu-west-1:210000000006:instance/${name}`
  return {
    ...(story as Case), // safe: looked for above
    case_id: `case_${name}`,
    status: 'verified',
    plan: { ...plan, actions: plan.actions.map((a) => ({ ...a, targets: [{ arn, label: name, change: 'runs less' }] })) } as Case['plan'],
    cost: { ...cost, anomaly: { ...cost?.anomaly, scope: { ...cost?.anomaly.scope, usage_type: name } } } as Case['cost'],
    run: { ...SUCCEEDED, case_id: `case_${name}`, finished_at: '2026-11-19T11:05:12.000Z' },
    checks: [{ ...WEEK_CHECK, savings }],
    ...over,
  }
}
async function realizedOf(...cases: Case[]) {
  const deps = askDeps('none', undefined, '2026-11-27T09:00:00.000Z')
  const told = { ...deps, cases: { ...deps.cases, carriedOut: async () => cases } }
  const ask: AskWith = { ...told, gazetteer: await gazetteerOf(told), run_key: 'run' }
  const { intents } = await savingsSummary(FRAME, ask)
  return intents[0]?.facts['realized']
}
const checked = (name: string, outcome: 'close' | 'monitor', reason: 'not_measurable' | 'accumulating'): Partial<Case> => ({
  status: outcome === 'monitor' ? 'verifying' : 'not_measurable',
  checks: saved(name, '500').checks.map((k) => ({ ...k, outcome, reason }) as typeof k),
})

it('adds up what was claimed and holds, and nothing that was only measured, came undone or was taken back', async () => {
  const [last] = saved('undone', '70').checks
  invariant(last, 'it has a check')
  const fact = await realizedOf(
    saved('one', '10'),
    saved('two', '20'),
    saved('not-told-from-zero', '500', checked('a', 'close', 'not_measurable')),
    saved('still-measured', '500', checked('b', 'monitor', 'accumulating')),
    saved('taken-back', '500', { status: 'rolled_back', run: { ...SUCCEEDED, state: 'rolled_back' } }),
    saved('may-be-taken-back', '500', { status: 'escalated', run: { ...SUCCEEDED, state: 'rollback_failed' } }),
    saved('undone', '500', {
      checks: [last, { ...last, check: 'after the close', savings: null, outcome: 'escalate', reason: 'came_undone', undone_since: '2026-11-24' }],
    }),
  )
  expect(fact).toMatchObject({ kind: 'money', value: '30', per: 'day' })
})

it('says that it is not known where no check has closed on a saving, and never adds two currencies', async () => {
  expect(await realizedOf(saved('only-measured', '500', checked('a', 'close', 'not_measurable')))).toMatchObject({
    kind: 'text',
    text: expect.stringContaining('not known'),
  })
  expect((await realizedOf(saved('one', '10'), saved('two', '20', { currency: 'EUR' })))?.text).toBe('€20.00 / day and $10.00 / day')
})
