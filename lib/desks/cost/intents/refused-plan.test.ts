import { expect, it } from 'vitest'
import { MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { decisionRule } from '@/lib/intents/decision-rule'
import { digest } from '@/lib/kernel/canonical'
import { invariant } from '@/lib/kernel/errors'
import { approvalIntent } from './approval'
import { caseContext } from './case-context'

const denied = STORY.find((f) => f.c.approval?.state === 'denied')
invariant(denied, 'the story has a denied case')
const { c, now } = denied
const noticesOf = (over: Partial<typeof c>) =>
  approvalIntent(caseContext({ ...c, ...over }, now, MARA))?.components.flatMap((part) => (part.kind === 'notice' ? [[part.title, part.remedy]] : []))

it('says that a refusal stands for the same plan made again, and how to ask again', () => {
  const told = [['A refusal stands for what this plan does', expect.stringMatching(/^To ask again, change the plan, or close the case and reopen it/)]]
  expect(noticesOf({})).toEqual(told)
  expect(noticesOf({ approval: c.approval && { ...c.approval, state: 'vetoed' } })).toEqual(told)
  expect(noticesOf({ plan: c.plan && { ...c.plan, plan_hash: digest('the same on newer figures') } })).toEqual(told)
})

it('says that nobody decided in time, also beside newer figures of the plan, and that it is sent again', () => {
  const approval = c.approval && { ...c.approval, state: 'expired' as const, signatures: [] }
  const plan = c.plan && { ...c.plan, plan_hash: digest('the same on newer figures') }
  expect(noticesOf({ status: 'expired', approval, plan })).toEqual([['The request expired', 'Send the plan for approval again.']])
})

it('has nobody review a new plan where a refusal stands', () => {
  const plan = c.plan && { ...c.plan, plan_hash: digest('the same on newer figures') }
  expect(decisionRule('approval.approve', { ...c, plan }, MARA, now)).toEqual(decisionRule('approval.approve', c, MARA, now))
})
