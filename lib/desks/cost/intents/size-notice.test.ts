import { expect, it } from 'vitest'
import { NOW, storyCase, tomas } from '@/lib/commands/fixtures/story'
import { POLICY } from '@/lib/desks/cost/fixtures/cases/plan'
import { SUCCEEDED } from '@/lib/desks/cost/fixtures/cases/run'
import { caseContext } from './case-context'
import { headlineIntent } from './headline'
import { planIntent } from './plan'

const story = storyCase({ policy_digest: 'a'.repeat(64) })
if (story.plan === null) throw new Error('the story has a plan')
const left = {
  template: 'ebs_gp2_to_gp3',
  target: 'vol-1, vol-2, vol-3',
  because: 'one plan touches at most 3 resources in prod',
  would_allow: null,
  left_for: 'another_plan' as const,
}
// As plans from before the code have it.
const former = { ...left, would_allow: 'another plan once this one is verified', left_for: undefined }
const read = (c: typeof story): string => planIntent(caseContext(c, NOW, tomas))?.plain.replaceAll(/\s+/g, ' ') ?? ''

it.each([
  ['by its code', left],
  ['by its words, on a plan from before the code', former],
])('says of a plan that is too small for what was found, %s, how much is left out, why, and when it is planned', (_how, rejected) => {
  const text = read({ ...story, plan: { ...(story.plan as NonNullable<typeof story.plan>), rejected: [rejected] } }) // safe: looked at above
  expect(text).toContain('3 resources of the same finding are not in this plan: one plan touches at most 3 resources in prod.')
  expect(text).toContain('Once the saving of this plan is verified on its own resources, “Plan the rest” opens a case of its own for them.')
  expect(text).toContain('It would be proposed if a case of its own, once this plan is verified')
  expect(text).not.toContain('another plan once this one is verified')
  expect(read(story)).not.toContain('left for later')
})

it('offers to plan the rest as long as the saving may be verified, and not on a case that was rolled back', () => {
  const plan = { ...(story.plan as NonNullable<typeof story.plan>), rejected: [left] } // safe: looked at above
  const at = (status: typeof story.status) => ({ ...story, plan, status })
  const offered = (status: typeof story.status) =>
    headlineIntent(caseContext({ ...at(status), run: SUCCEEDED }, NOW, tomas)).actions.find((a) => a.command === 'case.plan_rest')
  expect(offered('verified')?.disabled).toMatchObject({ rule: 'not_apart' })
  expect(offered('verifying')?.disabled).toMatchObject({ rule: 'not_verified' })
  for (const status of ['rolling_back', 'rolled_back', 'not_measurable', 'accepted'] as const) {
    expect(offered(status)).toBeUndefined()
    expect(read(at(status))).toContain('3 resources of the same finding are not in this plan')
    expect(read(at(status))).not.toContain('Plan the rest')
  }
})

it('says of a plan that policy denies for its size what makes a smaller one', () => {
  const reasons = [{ policy_id: 'deny-target-limit', text: 'The plan changes 9 resources; a plan in dev may change 4.', control: 'blast-radius' }]
  expect(read({ ...story, policy: { ...POLICY, decision: 'deny', reasons } })).toContain(
    'Make the plan again: it is then made for as many as one plan may change now.',
  )
})
