import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addBusinessSeconds, businessSecondsBetween, type Calendar, EVERY_HOUR } from '@/lib/kernel/business-time'
import { digest } from '@/lib/kernel/canonical'
import { addHours, addMs } from '@/lib/kernel/time'
import type { Plan } from '@/schemas/action'
import type { Approval } from '@/schemas/approval'
import type { PolicyDecision } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'
import { carryOver } from './carry-over'
import { giveBackTime } from './give-back-time'

const THURSDAY: Instant = '2026-11-19T09:00:00.000Z'
const OFFICE: Calendar = { time_zone: 'Europe/Berlin', days: [0, 1, 2, 3, 4], from_hour: 9, to_hour: 17, holidays: [] }
const policy: PolicyDecision = {
  decision: 'delayed',
  level: 'delayed',
  slots: [],
  window_sec: 4 * 3600,
  reasons: [],
  unmet: [],
  errors: [],
  policy_digest: digest('policies'),
  input_digest: digest('facts'),
}
const plan = { plan_hash: digest('plan') } as Plan // safe: nothing else of a plan is read here
const request = (over: Partial<Approval> = {}): Approval => ({
  approval_id: `ap_${'a'.repeat(24)}`,
  case_id: 'case_story',
  plan_hash: plan.plan_hash,
  level: 'delayed',
  state: 'veto_open',
  state_version: 0,
  slots: [],
  signatures: [],
  proposed_by: 'usr_mara',
  proposed_by_name: 'Mara Lindqvist',
  proposed_at: THURSDAY,
  deadline: addHours(THURSDAY, 4),
  closed_at: null,
  closed_because: null,
  acknowledgement: null,
  ...over,
})

it('voids a request whose plan policy would have a person take back by now, and keeps one for which that was so before', () => {
  const by_person = { ...policy, rollback_alone_forbidden: [{ policy_id: 'tenant-rollback', text: 'A person decides', control: 'recoverability' }] }
  const of = (was: PolicyDecision, is: PolicyDecision) => carryOver({ plan: null, approval: request(), policy: was }, plan, is, addHours(THURSDAY, 1))
  expect(of(policy, by_person)).toMatchObject({ outcome: 'voided', approval: { closed_because: 'policy asks for another agreement by now' } })
  expect(of(by_person, by_person)).toMatchObject({ outcome: 'kept' })
})

describe('a veto window whose plan came out identical', () => {
  it('is open for as long as it was when the look began', () => {
    const pause = { since: addHours(THURSDAY, 3), calendar: EVERY_HOUR }
    const carried = carryOver({ plan: null, approval: request(), policy }, plan, policy, addHours(THURSDAY, 30), pause)
    expect(carried).toMatchObject({ outcome: 'kept', status: 'awaiting_veto', approval: { deadline: addHours(THURSDAY, 31), state_version: 1 } })
  })

  it('that was over before the look began is left as it is', () => {
    const pause = { since: addHours(THURSDAY, 5), calendar: EVERY_HOUR }
    expect(giveBackTime(request(), pause, addHours(THURSDAY, 30))).toEqual(request())
  })

  it('loses no hour in which people work, whenever the look began and however long it took', () => {
    const hours = fc.integer({ min: 0, max: 400 })
    fc.assert(
      fc.property(
        fc.constantFrom(OFFICE, EVERY_HOUR),
        hours,
        fc.integer({ min: 1, max: 40 }),
        hours,
        fc.integer({ min: 1, max: 200_000 }),
        (calendar, start, window, gone, look_sec) => {
          const proposed_at = addHours(THURSDAY, start)
          const deadline = addBusinessSeconds(proposed_at, window * 3600, calendar)
          const since = addHours(proposed_at, gone)
          const now = addMs(since, look_sec * 1000)
          const before = request({ proposed_at, deadline })
          const after = giveBackTime(before, { since, calendar }, now)
          const left = businessSecondsBetween(since, deadline, calendar)
          expect(after.deadline >= deadline).toBe(true)
          if (since < deadline) expect(businessSecondsBetween(now, after.deadline, calendar)).toBeGreaterThanOrEqual(left)
          else expect(after).toEqual(before)
        },
      ),
    )
  })
})

describe('an agreement whose plan was not carried out', () => {
  it.each(['approved', 'window_ended'] as const)('that is %s is void once the plan is made again, whatever comes out', (state) => {
    const agreed = request({ state, closed_at: addHours(THURSDAY, 1) })
    const now = addHours(THURSDAY, 2)
    for (const made of [plan, { plan_hash: digest('another plan') } as Plan]) // safe: nothing else of a plan is read here
      expect(carryOver({ plan: null, approval: agreed, policy }, made, policy, now)).toMatchObject({
        outcome: 'voided',
        approval: { state: 'void', closed_at: now },
      })
  })

  it('leaves a request that has ended otherwise as it ended', () => {
    for (const state of ['expired', 'withdrawn', 'void'] as const)
      expect(carryOver({ plan: null, approval: request({ state, closed_at: THURSDAY }), policy }, plan, policy, THURSDAY)).toBeNull()
  })
})
