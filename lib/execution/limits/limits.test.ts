import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storyPlan } from '@/lib/commands/fixtures/story'
import { addHours, addMs } from '@/lib/kernel/time'
import { Environment } from '@/schemas/action'
import { type CountedClaim, DEFAULT_LIMITS, type ExecutionLimits, heldBack } from './limits'

const NOW = '2026-11-19T09:00:00.000Z'
const plan = storyPlan({ policy_digest: 'a'.repeat(64) })
const [action] = plan.actions
if (action === undefined) throw new Error('the story has an action')
const limits: ExecutionLimits = { ...DEFAULT_LIMITS, mutations_per_day: { dev: 40, test: 40, stage: 20, prod: 10, unknown: 10 } }
const claim = (differs: Partial<CountedClaim> = {}): CountedClaim => ({
  case_id: 'case_other',
  account_id: '999900001111',
  template: 'tag_owner',
  environment: 'prod',
  targets: 1,
  claimed_at: addMs(NOW, -60_000),
  is_open: false,
  ...differs,
})

describe('the daily budget of one action', () => {
  // One every twelve minutes since midnight: never ten in an hour.
  const used = (n: number) =>
    Array.from({ length: n }, (_, i) => claim({ template: action.template, environment: 'test', claimed_at: addMs('2026-11-19T00:00:00.000Z', i * 720_000) }))
  it('is used up by as many uses as it holds, whatever each of them changed, and is renewed at midnight UTC', () => {
    expect(heldBack(plan, used(39), limits, NOW)).toBeNull()
    expect(heldBack(plan, used(40), limits, NOW)).toMatchObject({
      limit: 'template',
      retry_at: '2026-11-20T00:00:00.000Z',
      because: expect.stringContaining('at most 40 times a day'),
    })
    expect(heldBack(plan, used(40), limits, '2026-11-20T09:00:00.000Z')).toBeNull()
  })
})

describe('the uses of a template', () => {
  const three = { ...plan, actions: [1, 2, 3].map((n) => ({ ...action, action_id: `act_${n}`, targets: action.targets.slice(n - 1, n) })) }
  const uses = (n: number, minutes: number) =>
    Array.from({ length: n }, (_, i) => claim({ template: action.template, environment: 'test', claimed_at: addMs(NOW, -(i + 1) * minutes * 60_000) }))
  it('are those of today and all of the plan’s together', () => {
    const spread = Array.from({ length: 38 }, (_, i) =>
      claim({ template: action.template, environment: 'test', claimed_at: addMs('2026-11-19T00:00:00.000Z', i * 720_000) }),
    )
    expect(heldBack(three, spread.slice(0, 37), limits, NOW)).toBeNull()
    expect(heldBack(three, spread, limits, NOW)).toMatchObject({
      limit: 'template',
      because: `${action.template.replaceAll('_', ' ')} was used 38 times today, the plan uses it 3 times, and it may be used at most 40 times a day`,
      retry_at: '2026-11-20T00:00:00.000Z',
    })
  })
  it('are those of the last hour and all of the plan’s together, and it is asked again when there is room', () => {
    expect(heldBack(three, uses(7, 5), limits, NOW)).toBeNull()
    const held = heldBack(three, uses(9, 5), limits, NOW)
    expect(held).toMatchObject({
      limit: 'template',
      because: `${action.template.replaceAll('_', ' ')} was used 9 times in the last hour, the plan uses it 3 times, and it may be used at most 10 times an hour`,
      // The second oldest of nine, five minutes apart.
      retry_at: addMs(NOW, (60 - 8 * 5) * 60_000),
    })
    expect(heldBack(three, uses(9, 5), limits, held?.retry_at ?? NOW)).toBeNull()
  })
})

describe('a plan waits', () => {
  it('for nothing when nothing else happens', () => {
    expect(heldBack(plan, [], limits, NOW)).toBeNull()
  })
  it('while two others are carried out', () => {
    const open = [claim({ is_open: true }), claim({ is_open: true, case_id: 'case_third' })]
    expect(heldBack(plan, open, limits, NOW)).toMatchObject({ limit: 'concurrent', retry_at: addMs(NOW, 60_000) })
    expect(heldBack(plan, [claim({ is_open: true })], limits, NOW)).toBeNull()
  })
  it('while another is carried out in its account', () => {
    expect(heldBack(plan, [claim({ is_open: true, account_id: action.account_id })], limits, NOW)).toMatchObject({ limit: 'account' })
  })
  it('not for its own claims, nor for one whose process died long ago', () => {
    const own = claim({ is_open: true, case_id: plan.case_id, account_id: action.account_id })
    const dead = claim({ is_open: true, account_id: action.account_id, claimed_at: addHours(NOW, -1) })
    expect(heldBack(plan, [own, dead], limits, NOW)).toBeNull()
  })
  it('until tomorrow when the day’s changes are used up', () => {
    const used = claim({ environment: action.environment, targets: 40 - action.targets.length + 1, claimed_at: addHours(NOW, -3) })
    expect(heldBack(plan, [used], limits, NOW)).toMatchObject({ limit: 'daily', retry_at: '2026-11-20T00:00:00.000Z' })
    expect(heldBack(plan, [{ ...used, targets: used.targets - 1 }], limits, NOW)).toBeNull()
    expect(heldBack(plan, [{ ...used, claimed_at: '2026-11-18T23:59:00.000Z' }], limits, NOW)).toBeNull()
  })
  it('until tomorrow when its account’s belt is used up, and says what was counted', () => {
    const { account_id, template, environment } = action
    const belt = (count: number | null) => ({
      pct: { prod: 5, stage: 5, dev: 5, test: 5, unknown: 5, [environment]: 50 },
      estate: { kind: 'plan.estate' as const, kinds: { [template]: 'instance' }, counts: [{ account_id, resource_kind: 'instance', count }] },
    })
    const wanted = action.targets.length
    expect(heldBack(plan, [], { ...limits, belt: belt(2 * wanted) }, NOW)).toBeNull()
    const used = claim({ account_id, template, targets: 1, claimed_at: addHours(NOW, -2) })
    expect(heldBack(plan, [used], { ...limits, belt: belt(2 * wanted) }, NOW)).toMatchObject({
      limit: 'belt',
      because: `50 % of ${2 * wanted} instances in account ${account_id} is ${wanted} a day; 1 was changed today, and the plan changes ${wanted}`,
      retry_at: '2026-11-20T00:00:00.000Z',
    })
    expect(heldBack(plan, [], { ...limits, belt: belt(null) }, NOW)).toMatchObject({ limit: 'belt', because: expect.stringContaining('not known') })
  })
  it('until an hour after the first of ten uses of its template', () => {
    const uses = Array.from({ length: 10 }, (_, n) => claim({ template: action.template, claimed_at: addMs(NOW, -(n + 1) * 60_000) }))
    expect(heldBack(plan, uses, limits, NOW)).toMatchObject({ limit: 'template', retry_at: addMs(NOW, -600_000 + 3_600_000) })
    expect(heldBack(plan, uses.slice(1), limits, NOW)).toBeNull()
  })
})

it('waits for no limit of an action that only accompanies what it is for, and counts none', () => {
  const beside = { ...action, action_id: 'act_beside', template: 'submit_ad_feedback', account_id: '210000000001', accompanies: true as const }
  const both = { ...plan, actions: [action, beside] }
  const uses = Array.from({ length: 10 }, (_, n) =>
    claim({ template: beside.template, account_id: beside.account_id, is_open: n === 0, claimed_at: addMs(NOW, -(n + 1) * 60_000) }),
  )
  expect(heldBack(both, uses, limits, NOW)).toBeNull()
  const left = claim({ environment: action.environment, targets: 40 - action.targets.length, claimed_at: addHours(NOW, -3) })
  expect(heldBack(both, [left], limits, NOW)).toBeNull()
})

it('is never let go by one more claim', () => {
  const any = fc.record({
    case_id: fc.constantFrom('case_a', 'case_b', 'case_c'),
    account_id: fc.constantFrom(action.account_id, '999900001111'),
    template: fc.constantFrom(action.template, 'tag_owner'),
    environment: fc.constantFrom(...Environment.options),
    targets: fc.integer({ min: 0, max: 15 }),
    claimed_at: fc.integer({ min: 0, max: 1_200 }).map((minutes) => addMs(NOW, -minutes * 60_000)),
    is_open: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(any, { maxLength: 12 }), any, (claims, one) => {
      if (heldBack(plan, claims, limits, NOW) !== null) expect(heldBack(plan, [...claims, one], limits, NOW)).not.toBeNull()
    }),
  )
})
