import { expect, it } from 'vitest'
import { MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { invariant } from '@/lib/kernel/errors'
import { approvalIntent } from './approval'
import { caseContext } from './case-context'

const denied = STORY.find((f) => f.c.approval?.state === 'denied')
invariant(denied, 'the story has a denied case')
const { c, now } = denied
const noticesOf = (over: Partial<typeof c>) =>
  approvalIntent(caseContext({ ...c, ...over }, now, MARA))?.components.flatMap((part) => (part.kind === 'notice' ? [[part.title, part.remedy]] : []))

it('says that a refusal stands for the same plan made again, and how to ask again', () => {
  const told = [['A refusal stands for exactly this plan', expect.stringMatching(/^To ask again, change the plan, or close the case and reopen it/)]]
  expect(noticesOf({})).toEqual(told)
  expect(noticesOf({ approval: c.approval && { ...c.approval, state: 'vetoed' } })).toEqual(told)
})
