import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storyPlan } from '@/lib/commands/fixtures/story'
import { addMs } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import { type CountedClaim, DEFAULT_LIMITS, type ExecutionLimits, heldBack } from './limits'
import { nextStretch, roomFor } from './stretch'

const NOW = '2026-11-19T09:00:00.000Z'
const limits: ExecutionLimits = { ...DEFAULT_LIMITS, mutations_per_day: { dev: 40, test: 40, stage: 20, prod: 10, unknown: 10 } }
const story = storyPlan({ policy_digest: 'a'.repeat(64) })
const [action] = story.actions
if (action === undefined) throw new Error('the story has an action')
/** A plan that uses one template so many times, on a resource each. */
const uses = (n: number): Plan => ({
  ...story,
  actions: Array.from({ length: n }, (_, i) => ({ ...action, action_id: `act_${i + 1}`, targets: action.targets.slice(0, 1) })),
})
const claimed = (n: number, minutes_ago: number, case_id = story.case_id): CountedClaim[] =>
  Array.from({ length: n }, () => ({
    case_id,
    account_id: action.account_id,
    template: action.template,
    environment: action.environment,
    targets: 1,
    claimed_at: addMs(NOW, -minutes_ago * 60_000),
    is_open: false,
  }))
const ids = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, i) => `act_${from + i}`)
const rest = (n: number, done: number): Plan => ({ ...uses(n), actions: uses(n).actions.slice(done) })

describe('a plan that limits let through as a whole', () => {
  it('begins as a whole or waits, so that nothing is left half done for want of room', () => {
    expect(roomFor(uses(10), [], limits, NOW, false)).toEqual({ may_begin: ids(1, 10) })
    expect(roomFor(uses(10), claimed(1, 5, 'case_other'), limits, NOW, false)).toMatchObject({ held: { limit: 'template', retry_at: addMs(NOW, 55 * 60_000) } })
  })
})

describe('a plan that an hour never lets through as a whole', () => {
  it('goes as far as the hour lets it, in its order', () => {
    expect(roomFor(uses(12), [], limits, NOW, false)).toEqual({ may_begin: ids(1, 10) })
    expect(roomFor(uses(12), claimed(7, 5, 'case_other'), limits, NOW, false)).toEqual({ may_begin: ids(1, 3) })
  })
  it('waits where the hour has no room at all, until it has room for as much as an hour lets through', () => {
    const other = [...claimed(4, 50, 'case_other'), ...claimed(6, 20, 'case_other')]
    expect(roomFor(uses(12), other, limits, NOW, false)).toMatchObject({ held: { limit: 'template', retry_at: addMs(NOW, 40 * 60_000) } })
  })
  it('goes on with the rest when the hour’s window is free, and says of what is left how much that is', () => {
    expect(nextStretch(rest(12, 10), claimed(10, 15), limits, NOW, 'what is left of the plan')).toEqual({
      limit: 'template',
      because: `${action.template.replaceAll('_', ' ')} was used 10 times in the last hour, what is left of the plan uses it 2 times, and it may be used at most 10 times an hour`,
      retry_at: addMs(NOW, 45 * 60_000),
    })
    expect(roomFor(rest(12, 10), claimed(10, 60), limits, NOW, true)).toEqual({ may_begin: ids(11, 12) })
  })
  it('waits for midnight where the day has no room', () => {
    const today = claimed(40, 120)
    expect(nextStretch(rest(50, 40), today, { ...limits, uses_per_hour: 40 }, NOW, 'the rest')).toMatchObject({ retry_at: '2026-11-20T00:00:00.000Z' })
  })
})

it('never lets more begin than limits allow, and always the front of what is left', () => {
  const some = fc.record({
    n: fc.integer({ min: 1, max: 30 }),
    done: fc.integer({ min: 0, max: 29 }),
    recent: fc.integer({ min: 0, max: 12 }),
    ago: fc.integer({ min: 1, max: 130 }),
  })
  fc.assert(
    fc.property(some, fc.boolean(), ({ n, done, recent, ago }, has_begun) => {
      const left = rest(n, Math.min(done, n - 1))
      const claims = claimed(recent, ago)
      const room = roomFor(left, claims, limits, NOW, has_begun)
      if ('held' in room) {
        expect(heldBack(left, claims, limits, NOW)).not.toBeNull()
        return
      }
      const part = { ...left, actions: left.actions.slice(0, room.may_begin.length) }
      expect(room.may_begin).toEqual(part.actions.map((a) => a.action_id))
      expect(heldBack(part, claims, limits, NOW)).toBeNull()
    }),
  )
})
