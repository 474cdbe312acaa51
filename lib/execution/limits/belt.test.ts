import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { storyPlan } from '@/lib/commands/fixtures/story'
import { makeEvidence } from '@/lib/evidence/make'
import type { Plan } from '@/schemas/action'
import type { PlanEstate } from '@/schemas/evidence/plan-estate'
import { type BeltQuestion, beltText, beltUses, beyondBelt, estateOf } from './belt'

const made = storyPlan({ policy_digest: 'a'.repeat(64) })
const [action] = made.actions
if (action === undefined) throw new Error('the story has an action')
const { account_id } = action
const PCT = { prod: 5, stage: 5, dev: 100, test: 100, unknown: 5 }
const prod = (targets: number): Plan => ({
  ...made,
  actions: [
    {
      ...action,
      environment: 'prod',
      template: 'ebs_gp2_to_gp3',
      targets: Array.from({ length: targets }, (_, n) => ({ arn: `arn:${n}`, label: `${n}`, change: '' })),
    },
  ],
})
const estate = (count: number | null): PlanEstate => ({
  kind: 'plan.estate',
  kinds: { ebs_gp2_to_gp3: 'volume', ebs_delete_unattached: 'volume', stop_rds: 'database' },
  counts: [{ account_id, resource_kind: 'volume', count }],
})
const beyond = (targets: number, count: number | null, more: Partial<BeltQuestion> = {}) =>
  beyondBelt(beltUses({ plan: prod(targets), estate: estate(count), pct: PCT, changed: [], ...more }))

it('goes by what was counted last, in whatever order the records come', () => {
  const at = (retrieved_at: string, count: number) =>
    makeEvidence({ source: { connector: 'test', query: 'x', data_version: null, retrieved_at }, body: estate(count) })
  const [older, newer] = [at('2026-11-18T09:00:00.000Z', 5), at('2026-11-19T09:00:00.000Z', 60)]
  expect(estateOf([newer, older])).toEqual(estate(60))
  expect(estateOf([older, newer])).toEqual(estate(60))
  expect(estateOf([])).toBeNull()
})

describe('the belt of an account', () => {
  it('lets a twentieth of the resources of a kind be changed in a day', () => {
    expect(beyond(3, 60)).toBeNull()
    expect(beyond(4, 60)).toMatchObject({ resource_kind: 'volume', count: 60, most: 3, wanted: 4, changed: 0 })
  })
  it('counts what any action changed of that kind today in that account, and nothing else', () => {
    const changed = (template: string, where = account_id) => ({ changed: [{ account_id: where, template, targets: 2 }] })
    expect(beyond(3, 80, changed('ebs_delete_unattached'))).toMatchObject({ most: 4, changed: 2 })
    expect(beyond(3, 80, changed('stop_rds'))).toBeNull()
    expect(beyond(3, 80, changed('ebs_delete_unattached', '999900001111'))).toBeNull()
  })
  it('lets one resource a day be changed in a small account', () => {
    expect(beyond(1, 4)).toBeNull()
    expect(beyond(2, 4)).toMatchObject({ most: 1 })
  })
  it('lets nothing through where nobody could count', () => {
    expect(beyond(1, null)).toMatchObject({ most: 0, count: null })
    expect(beyond(1, 60, { estate: { ...estate(60), counts: [] } })).toMatchObject({ most: 0, count: null })
  })
  it('is not there for what only notes something, and where a tenant has none', () => {
    const note: Plan = { ...made, actions: prod(9).actions.map((a) => ({ ...a, reversibility: 'R0' as const })) }
    expect(beyond(9, 10, { plan: note })).toBeNull()
    expect(beyond(9, 10, { pct: { ...PCT, prod: 100 } })).toBeNull()
    expect(beyond(9, 10, { plan: made })).toBeNull()
    for (const none of [{ plan: note }, { pct: { ...PCT, prod: 100 } }]) expect(beyond(9, 10, { ...none, estate: null })).toBeNull()
  })
  it('holds for a plan that was made before it was tightened: nobody counted for that, so nothing is let through until the plan is made again', () => {
    const use = beyond(1, null, { estate: null, changed: [{ account_id, template: 'stop_rds', targets: 50 }] })
    expect(use).toMatchObject({ most: 0, count: null, has_been_asked: false })
    expect(use === null ? '' : beltText(use)).toBe(
      `not known: how many resources account ${account_id} holds, which nobody counted when the plan was made, and at most 5 % of them may be changed a day`,
    )
    // A belt that held elsewhere in the plan counted there only.
    expect(beyond(1, null, { estate: { ...estate(null), counts: [] } })).toMatchObject({ resource_kind: 'volume', most: 0, has_been_asked: false })
    expect(beyond(1, null)).toMatchObject({ most: 0, has_been_asked: true })
  })
  it('takes the narrowest of an account’s environments for all of them', () => {
    const [one] = prod(2).actions
    if (one === undefined) throw new Error('no action')
    const plan: Plan = { ...made, actions: [{ ...one, environment: 'stage' }, one] }
    expect(beyond(4, 60, { plan, pct: { ...PCT, stage: 50 } })).toMatchObject({ pct: 5, wanted: 4, most: 3 })
  })
  it('never opens for more targets, for more changes today or for fewer resources', () => {
    const n = fc.integer({ min: 1, max: 30 })
    fc.assert(
      fc.property(n, fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 20 }), (targets, count, today) => {
        const at = (t: number, c: number, d: number) => beyond(t, c, { changed: [{ account_id, template: 'ebs_gp2_to_gp3', targets: d }] })
        if (at(targets, count, today) === null) return
        expect(at(targets + 1, count, today)).not.toBeNull()
        expect(at(targets, count, today + 1)).not.toBeNull()
        expect(at(targets, Math.max(0, count - 1), today)).not.toBeNull()
      }),
    )
  })
})
