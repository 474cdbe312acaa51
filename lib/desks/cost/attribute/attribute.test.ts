import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleCube, scoreSlices } from '@/lib/desks/cost/fixtures/sample-cube'
import { add } from '@/lib/kernel/money'
import type { ChargeEvents, Leaf, LeafChanges } from '@/schemas/evidence/cost'
import { attribute } from './attribute'
import { ledgerOf, splitLeaf } from './ledger'
import { sliceScale } from './slice-scale'
import { windowsFor } from './windows-for'

const WINDOWS = { before: { start: '2026-10-12', end: '2026-11-09' }, after: { start: '2026-11-10', end: '2026-11-18' } }
const amount = fc.integer({ min: 0, max: 10 ** 12 }).map((n) => add((n / 1e7).toFixed(7)))
const leafArb: fc.Arbitrary<Leaf> = fc.record({
  scope: fc.record({
    sub_account_id: fc.constantFrom('1', '2'),
    service_name: fc.constantFrom('a', 'b'),
    region_id: fc.constantFrom('x', 'y'),
    usage_type: fc.constantFrom('u', 'v', 'w'),
    owner: fc.constantFrom('', 't'),
  }),
  before_cost: amount,
  after_cost: amount,
  before_list_cost: amount,
  after_list_cost: amount,
  before_quantity: fc.option(amount),
  after_quantity: fc.option(amount),
  unit: fc.constant('Hrs'),
  first_seen: fc.constant('2026-04-01'),
})
const changesOf = (leaves: Leaf[]): LeafChanges => ({ kind: 'cost.leaf_changes', scope: {}, currency: 'USD', ...WINDOWS, leaves })
const eventsArb: fc.Arbitrary<ChargeEvents['events']> = fc.array(
  fc.record({
    event: fc.constantFrom('credit', 'fee', 'tax', 'refund', 'marketplace', 'commitment_unused', 'discount'),
    description: fc.constant('x'),
    before_cost: amount,
    after_cost: amount,
  }),
  { maxLength: 5 },
)

describe('the ledger', () => {
  it('sums to the change to the last decimal, whatever the leaves and charges are', () => {
    fc.assert(
      fc.property(fc.array(leafArb, { minLength: 1, maxLength: 20 }), eventsArb, (leaves, events) => {
        const { ledger, residual, total_change } = ledgerOf({
          leaf_changes: changesOf(leaves),
          charge_events: { kind: 'cost.charge_events', scope: {}, currency: 'USD', ...WINDOWS, events },
          commitment_use: null,
        })
        expect(residual).toBe('0')
        expect(add('0', ...ledger.map((l) => l.amount))).toBe(total_change)
      }),
    )
  })

  it('calls more of the same at the same price volume, and nothing else', () => {
    const leaf: Leaf = {
      scope: {},
      before_cost: '100',
      after_cost: '250',
      before_list_cost: '120',
      after_list_cost: '300',
      before_quantity: '10',
      after_quantity: '25',
      unit: 'Hrs',
      first_seen: '2026-04-01',
    }
    expect(splitLeaf(leaf)).toEqual({ volume: '150', list_price: '0', discount: '0' })
    expect(splitLeaf({ ...leaf, before_quantity: null })).toEqual({ unsplit: '150' })
    expect(splitLeaf({ ...leaf, before_cost: '0', before_quantity: '0' })).toEqual({ new: '250' })
    expect(splitLeaf({ ...leaf, after_cost: '0', after_quantity: '0' })).toEqual({ gone: '-100' })
  })

  it('calls the same quantity at a lost discount discount, and what commitments gave of it commitment', () => {
    const leaf: Leaf = {
      scope: {},
      before_cost: '900',
      after_cost: '1420',
      before_list_cost: '1420',
      after_list_cost: '1420',
      before_quantity: '1000',
      after_quantity: '1000',
      unit: 'Hrs',
      first_seen: '2026-04-01',
    }
    const sp = {
      commitment_discount_id: 'sp',
      commitment_discount_type: 'Savings Plan',
      ends_on: '2026-11-14',
      covered_list_cost_before: '1156',
      covered_list_cost_after: '0',
      covered_effective_cost_before: '636',
      covered_effective_cost_after: '0',
    }
    const use = {
      kind: 'cost.commitment_use' as const,
      scope: {},
      currency: 'USD',
      ...WINDOWS,
      commitments: [sp],
      eligible_list_cost_before: '1420',
      eligible_list_cost_after: '1420',
      coverage_ratio_before: 0.814,
      coverage_ratio_after: 0,
    }
    expect(ledgerOf({ leaf_changes: changesOf([leaf]), charge_events: null, commitment_use: use })).toEqual({
      ledger: [{ term: 'commitment', amount: '520' }],
      residual: '0',
      total_change: '520',
    })
  })
})

describe('attribute', () => {
  it('gives slices whose net changes and remainder add up to the total change', () => {
    fc.assert(
      fc.property(fc.array(leafArb, { minLength: 1, maxLength: 20 }), (leaves) => {
        const { slices, remainder, total_change } = attribute({
          leaf_changes: changesOf(leaves),
          charge_events: null,
          commitment_use: null,
          evidence_ids: ['ev_1'],
        })
        expect(add(remainder, ...slices.map((s) => s.net_change))).toBe(total_change)
        expect(slices.every((s) => s.share > 0 && s.share <= 1)).toBe(true)
      }),
      { numRuns: 60, endOnFailure: true },
    )
  })
})

describe('sliceScale', () => {
  it('names the true slices of generated bills leaf by leaf with an F1 of at least 0.95', () => {
    const sum = { exact: 0, wrong: 0, missed: 0 }
    for (let seed = 1; seed <= 25; seed++) {
      const cube = sampleCube(seed)
      const score = scoreSlices(
        sliceScale(cube.leaves).map((s) => s.leaves),
        cube.causes,
      )
      for (const key of ['exact', 'wrong', 'missed'] as const) sum[key] += score[key]
    }
    expect((2 * sum.exact) / (2 * sum.exact + sum.wrong + sum.missed)).toBeGreaterThanOrEqual(0.95)
  })

  it('does not depend on the order of the leaves', () => {
    const { leaves } = sampleCube(3)
    const named = (list: typeof leaves) => sliceScale(list).map((s) => s.leaves.map((i) => list[i]?.keys.join()).sort())
    expect(named([...leaves].reverse())).toEqual(named(leaves))
  })

  it('finds nothing where nothing moved beyond its noise', () => {
    expect(sliceScale([{ keys: ['a', 'b'], expected: 100, actual: 104, noise: 5 }])).toEqual([])
  })
})

describe('windowsFor', () => {
  it('leaves the onset day out once there are later days, and takes the 28 days before it', () => {
    expect(windowsFor({ first_day: '2026-11-09', last_day: '2026-11-17', shape: 'new_spend' })).toEqual({
      before: { start: '2026-10-12', end: '2026-11-09' },
      after: { start: '2026-11-10', end: '2026-11-18' },
    })
    expect(windowsFor({ first_day: '2026-11-09', last_day: '2026-11-09', shape: 'step' }).after).toEqual({ start: '2026-11-09', end: '2026-11-10' })
    expect(windowsFor({ first_day: '2026-11-09', last_day: '2026-11-10', shape: 'spike' }).after).toEqual({ start: '2026-11-09', end: '2026-11-11' })
  })
})
