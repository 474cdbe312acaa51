import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storyPlan } from '@/lib/commands/fixtures/story'
import { addMs } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import { foreseeRun } from './foresee-run'
import { type CountedClaim, DEFAULT_LIMITS, type ExecutionLimits, heldBack } from './limits'

const NOW = '2026-11-19T09:00:00.000Z'
const DAYS = { dev: 40, test: 40, stage: 20, prod: 10, unknown: 10 }
const limits: ExecutionLimits = { ...DEFAULT_LIMITS, mutations_per_day: DAYS }
const aDay = (dev: number): ExecutionLimits => ({ ...limits, uses_per_hour: 40, mutations_per_day: { ...DAYS, dev } })
const story = storyPlan({ policy_digest: 'a'.repeat(64) })
const [action] = story.actions
if (action === undefined) throw new Error('the story has an action')
/** A plan of so many actions, on a resource each. */
const planOf = (n: number): Plan => ({
  ...story,
  actions: Array.from({ length: n }, (_, i) => ({ ...action, action_id: `act_${i + 1}`, targets: action.targets.slice(0, 1) })),
})
const claimed = (n: number, minutes_ago: number, is_open = false, case_id = 'case_other'): CountedClaim[] =>
  Array.from({ length: n }, () => ({
    ...{ case_id, account_id: action.account_id, template: action.template, environment: action.environment, targets: 1 },
    ...{ claimed_at: addMs(NOW, -minutes_ago * 60_000), is_open },
  }))
const shape = (plan: Plan, claims: CountedClaim[], within: ExecutionLimits) => {
  const { stretches, is_complete } = foreseeRun(plan, claims, within, NOW)
  return [...stretches.map((s) => `${s.action_ids.length} from ${s.begins_at.slice(0, 16)}`), ...(is_complete ? [] : ['the rest never'])]
}

describe('what limits make of a plan', () => {
  it('is one stretch at once where they let it through', () => {
    expect(foreseeRun(planOf(9), [], limits, NOW)).toMatchObject({ held: null, behind: null, is_complete: true })
    expect(shape(planOf(9), [], limits)).toEqual(['9 from 2026-11-19T09:00'])
  })

  it('is one stretch later where others used the room up', () => {
    expect(shape(planOf(9), claimed(5, 20), limits)).toEqual(['9 from 2026-11-19T09:40'])
  })

  it('is a stretch a day where a day lets fewer resources be changed than it changes', () => {
    expect(shape(planOf(8), [], aDay(3))).toEqual(['3 from 2026-11-19T09:00', '3 from 2026-11-20T00:00', '2 from 2026-11-21T00:00'])
  })

  it('begins with what others left of today', () => {
    expect(shape(planOf(8), claimed(2, 60), aDay(3))).toEqual([
      '1 from 2026-11-19T09:00',
      '3 from 2026-11-20T00:00',
      '3 from 2026-11-21T00:00',
      '1 from 2026-11-22T00:00',
    ])
  })

  it('says that another run has to end first, and what it will be then', () => {
    const run = foreseeRun(planOf(8), claimed(1, 5, true), aDay(3), NOW)
    expect(run.behind?.limit).toBe('account')
    expect(run.stretches).toHaveLength(3)
  })

  it('never is complete where an action alone is more than a day lets through', () => {
    const wide = { ...story, actions: [action] }
    expect(shape(wide, [], aDay(3))).toEqual(['the rest never'])
  })
})

it('holds every limit in every stretch, and leaves no action out', () => {
  const some = fc.record({
    n: fc.integer({ min: 1, max: 30 }),
    a_day: fc.integer({ min: 1, max: 12 }),
    an_hour: fc.integer({ min: 1, max: 12 }),
    used: fc.integer({ min: 0, max: 12 }),
    ago: fc.integer({ min: 1, max: 130 }),
  })
  fc.assert(
    fc.property(some, ({ n, a_day, an_hour, used, ago }) => {
      const within = { ...aDay(a_day), uses_per_hour: an_hour }
      const plan = planOf(n)
      const claims = claimed(used, ago)
      const { stretches, is_complete } = foreseeRun(plan, claims, within, NOW)
      expect(is_complete).toBe(true)
      expect(stretches.flatMap((s) => s.action_ids)).toEqual(plan.actions.map((a) => a.action_id))
      for (const { begins_at, action_ids } of stretches) {
        const part = { ...plan, actions: plan.actions.filter((a) => action_ids.includes(a.action_id)) }
        expect(heldBack(part, claims, within, begins_at)).toBeNull()
        claims.push(...claimed(action_ids.length, 0, false, plan.case_id).map((c) => ({ ...c, claimed_at: begins_at })))
      }
    }),
    { numRuns: 60 },
  )
})
