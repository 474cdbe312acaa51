import { expect, it } from 'vitest'
import { storyCase } from '@/lib/commands/fixtures/story'
import { SUCCEEDED, WEEK_CHECK } from '@/lib/desks/cost/fixtures/cases/run'
import { addHours } from '@/lib/kernel/time'
import { claimOf } from './ledger-plans'

const closed = { ...storyCase({ policy_digest: 'a'.repeat(64) }), status: 'verified' as const, run: SUCCEEDED, checks: [WEEK_CHECK] }
const trajectory = WEEK_CHECK.trajectory.slice(0, 3)

it('counts the days of the check that claimed a saving until a bill is read after it', () => {
  expect(claimOf(closed)?.course).toEqual(WEEK_CHECK.trajectory)
  expect(claimOf(closed, { trajectory, read_at: addHours(WEEK_CHECK.at, -1) })?.course).toEqual(WEEK_CHECK.trajectory)
  expect(claimOf(closed, { trajectory, read_at: addHours(WEEK_CHECK.at, 1) })?.course).toEqual(trajectory)
})
