import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MARA, PEOPLE } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { editPreview, planEditor } from '@/lib/desks/cost/intents/plan-editor'
import type { Plan } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import { PlanEditorView } from '@/schemas/plan-edit-view'
import type { PolicyDecision } from '@/schemas/policy'
import { editFields } from './plan-edit-fields'

const story = (name: string): { c: Case; now: string } => {
  const found = STORY.find((f) => f.name === name)
  if (found === undefined) throw new Error(`no fixture ${name}`)
  return found
}
const planOf = (c: Case): Plan => {
  if (c.plan === null) throw new Error('the fixture has no plan')
  return c.plan
}

describe('the editor of a plan', () => {
  it('offers what the template bounds, with the range, the rule and the present value', () => {
    const { c, now } = story('plan-ready')
    const fields = planEditor({ c, viewer: MARA, now })?.actions[0]?.fields ?? []
    expect(fields.map((f) => `${f.label}, ${f.control}: ${f.value_text} (${[f.range, f.rule].filter(Boolean).join('; ')})`)).toEqual([
      'starts at hour, number: 7 (0 to 23; at least 40 hours a week stay on)',
    ])
  })

  it('says what keeping a change ends, and nothing while nobody was asked', () => {
    const [ready, waiting, half] = [story('plan-ready'), story('awaiting-approval'), story('awaiting-second-signature')]
    expect(planEditor({ ...ready, viewer: MARA })?.voids).toBeNull()
    expect(planEditor({ ...waiting, viewer: MARA })?.voids).toBe('Ends the request that Mara Lindqvist sent. Nobody has signed it yet.')
    expect(planEditor({ ...half, viewer: MARA })?.voids).toContain('1 signature is void with it.')
  })

  it('locks a kept change to the plan and the version that were shown, and is off with a reason for whoever may not', () => {
    for (const f of STORY)
      for (const viewer of PEOPLE) {
        const view = planEditor({ c: f.c, viewer, now: f.now })
        if (view === null) continue
        expect(() => PlanEditorView.parse(view)).not.toThrow()
        expect([view.save.plan_hash, view.save.expected_version]).toEqual([f.c.plan?.plan_hash, f.c.revision])
        if (viewer.kind !== 'person' || viewer.roles.includes('viewer')) expect(view.save.disabled?.unblock).not.toBe('')
      }
  })

  it('is not there once the plan was carried out', () => {
    for (const f of STORY.filter((s) => s.c.run !== null)) expect(planEditor({ c: f.c, viewer: MARA, now: f.now })).toBeNull()
  })
})

describe('the score of an edit', () => {
  const { c } = story('plan-ready')
  const plan = planOf(c)
  const policy = c.policy as PolicyDecision
  const [action] = plan.actions

  it('changes nothing when nothing changed', () => {
    for (const term of editPreview({ plan, policy }, { plan, policy }, action?.action_id ?? '').terms)
      expect([term.after, term.is_better]).toEqual([term.before, null])
  })

  it('calls more saving, less risk and less agreement better, and never the other way round', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 0, max: 100 }), (dollars, score) => {
        const next: Plan = { ...plan, expected_savings: { ...plan.expected_savings, expected: String(dollars) }, risk: { ...plan.risk, score } }
        const terms = Object.fromEntries(editPreview({ plan, policy }, { plan: next, policy }, action?.action_id ?? '').terms.map((t) => [t.id, t.is_better]))
        const was = Number(plan.expected_savings.expected)
        expect(terms['saving']).toBe(dollars === was ? null : dollars > was)
        expect(terms['risk']).toBe(score === plan.risk.score ? null : score < plan.risk.score)
        expect(terms['level']).toBeNull()
      }),
    )
  })

  it('names the policies that would deny it, and that nobody could sign', () => {
    const deny: PolicyDecision = {
      ...policy,
      decision: 'deny',
      level: null,
      slots: [],
      reasons: [{ policy_id: 'p', text: 'Production is frozen', control: '' }],
    }
    const preview = editPreview({ plan, policy }, { plan, policy: deny }, action?.action_id ?? '')
    expect(preview.denials).toEqual(['Production is frozen'])
    expect(preview.terms.find((t) => t.id === 'level')).toMatchObject({ after: 'policy denies it', is_better: false })
  })
})

it('tells a value that differs between targets, and that every target gets the same', () => {
  const bounds = [{ param: 'targets.iops', min: 3000, max: 16000, options: null, rule: 'not below gp2' }]
  const [field] = editFields({ bounds, params: { targets: [{ iops: 3000 }, { iops: 6000 }, { iops: 3000 }] } })
  expect(field).toMatchObject({ label: 'iops, each of 3 targets', value: 3000, value_text: '3000, 6000', control: 'number', range: '3000 to 16000' })
})
