import { expect, it } from 'vitest'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { invariant } from '@/lib/kernel/errors'
import { pendingOf } from './pending-of'

const detected = STORY.find((f) => f.name === 'detected')?.c
invariant(detected, 'the story has a case that was just detected')

it('says of an open case what follows', () => {
  expect(pendingOf(detected).map((p) => `${p.section}: ${p.text}`)).toEqual([
    'attribution: Attribution follows once the evidence is in.',
    'triage: The rules have not run yet.',
    'plan: A plan follows triage.',
  ])
})

it('promises nothing of a case that was closed before that', () => {
  const texts = pendingOf({ ...detected, status: 'withdrawn_by_restatement' }).map((p) => p.text)
  expect(new Set(texts)).toEqual(new Set(['The case was closed before this.']))
  expect(texts).toHaveLength(3)
})
