import { expect, it } from 'vitest'
import { nextOf } from '@/app/views/case/next-of'
import { MARA } from '@/lib/desks/cost/fixtures/cases/people'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { invariant } from '@/lib/kernel/errors'

const NOW = '2026-11-19T09:30:00.000Z'
const stopped = STORY.map((f) => f.c).filter((c) => c.status === 'denied' || c.status === 'policy_denied')

it('leads to why nobody runs a plan that a person or policy denied', () => {
  expect(stopped.map((c) => [c.status, nextOf(c, { now: NOW, actor: MARA, first_check_at: null })])).toEqual(
    stopped.map((c) => [
      c.status,
      { sentence: expect.stringMatching(/.{10,}/), label: 'Read why', href: c.status === 'denied' ? `/approvals/${c.approval?.approval_id}` : '#plan' },
    ]),
  )
  expect(new Set(stopped.map((c) => c.status)).size).toBe(2)
})

it('leads to the run of a verified case whose way back was given up, and says so', () => {
  const verified = STORY.find((f) => f.name === 'verified')?.c
  invariant(verified?.run, 'the story has a verified case')
  const c = { ...verified, status: 'escalated' as const, run: { ...verified.run, state: 'rolling_back' as const, finished_at: null } }
  expect(nextOf(c, { now: NOW, actor: MARA, first_check_at: null })).toEqual({
    sentence: 'Somebody has to look: the rollback was given up half way',
    label: 'Look at the run',
    href: '#execution',
  })
})
