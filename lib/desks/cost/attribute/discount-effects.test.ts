import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { add } from '@/lib/kernel/money'
import type { CommitmentUse, Leaf } from '@/schemas/evidence/cost'
import { ledgerOf } from './ledger'

const WINDOWS = { before: { start: '2026-10-12', end: '2026-11-09' }, after: { start: '2026-11-10', end: '2026-11-18' } }
type Side = [list: string, cost: string, quantity: string]

const leafOf = (usage_type: string, before: Side, after: Side): Leaf => ({
  scope: { usage_type },
  before_cost: before[1],
  after_cost: after[1],
  before_list_cost: before[0],
  after_list_cost: after[0],
  before_quantity: before[2],
  after_quantity: after[2],
  unit: 'Hrs',
  first_seen: '2026-04-01',
})

type Covered = { type: string; before: [list: string, effective: string]; after: [list: string, effective: string] }
const useOf = (eligible: [string, string], covered: readonly Covered[]): CommitmentUse => ({
  kind: 'cost.commitment_use',
  scope: {},
  currency: 'USD',
  ...WINDOWS,
  commitments: covered.map(({ type, before, after }, i) => ({
    commitment_discount_id: `c-${i}`,
    commitment_discount_type: type,
    ends_on: null,
    covered_list_cost_before: before[0],
    covered_list_cost_after: after[0],
    covered_effective_cost_before: before[1],
    covered_effective_cost_after: after[1],
  })),
  eligible_list_cost_before: eligible[0],
  eligible_list_cost_after: eligible[1],
  coverage_ratio_before: null,
  coverage_ratio_after: null,
})

function ledger(leaves: Leaf[], use: CommitmentUse | null = null): Record<string, string> {
  const said = ledgerOf({
    leaf_changes: { kind: 'cost.leaf_changes', scope: {}, currency: 'USD', ...WINDOWS, leaves },
    charge_events: null,
    commitment_use: use,
  })
  expect(said.residual).toBe('0')
  return Object.fromEntries(said.ledger.map(({ term, amount }) => [term, amount]))
}

describe('a discount that went', () => {
  const machines = leafOf('BoxUsage:m5.large', ['1000', '600', '100'], ['1000', '700', '100'])

  it('is the rate of the plans where they cover what they did and give less for it', () => {
    const plan = useOf(['1000', '1000'], [{ type: 'Savings Plan', before: ['800', '400'], after: ['800', '500'] }])
    expect(ledger([machines], plan)).toEqual({ savings_plan_rate: '100' })
  })

  it('is the rate of the reservations where those give less, and coverage where they cover less', () => {
    const use = useOf(
      ['1000', '1000'],
      [
        { type: 'Reserved Instance', before: ['400', '200'], after: ['400', '240'] },
        { type: 'Savings Plan', before: ['400', '200'], after: ['280', '140'] },
      ],
    )
    expect(ledger([machines], use)).toEqual({ commitment: '60', reservation_rate: '40' })
  })

  it('is neither of a commitment that begins or ends, which has one rate only', () => {
    const use = useOf(
      ['1000', '1000'],
      [
        { type: 'Savings Plan', before: ['800', '400'], after: ['0', '0'] },
        { type: 'Savings Plan', before: ['0', '0'], after: ['600', '300'] },
      ],
    )
    expect(ledger([machines], use)).toEqual({ commitment: '100' })
  })

  it('is the spot price where spot usage stayed and became dearer', () => {
    expect(ledger([leafOf('EU-SpotUsage:c6i.large', ['100', '30', '10'], ['100', '45', '10'])])).toEqual({ spot_price: '15' })
  })

  it('is a share of spot that was left where the same usage went to on-demand prices, and volume where usage only grew', () => {
    const spot = leafOf('SpotUsage:c6i.large', ['100', '30', '10'], ['40', '12', '4'])
    expect(ledger([spot, leafOf('BoxUsage:c6i.large', ['100', '100', '10'], ['160', '160', '16'])])).toEqual({ spot_share: '42' })
    const same = leafOf('SpotUsage:c6i.large', ['100', '30', '10'], ['100', '30', '10'])
    expect(ledger([same, leafOf('BoxUsage:c6i.large', ['100', '100', '10'], ['200', '200', '20'])])).toEqual({ volume: '100' })
  })

  it('is negotiated or tiered where none of these changed', () => {
    expect(ledger([machines], useOf(['1000', '1000'], []))).toEqual({ discount: '100' })
  })
})

describe('the ledger', () => {
  const money = fc.integer({ min: 0, max: 10 ** 9 }).map((n) => add((n / 1e5).toFixed(5)))
  const leaf = fc
    .record({
      usage_type: fc.constantFrom('BoxUsage:m5.large', 'SpotUsage:m5.large', 'TimedStorage-ByteHrs'),
      sides: fc.array(money, { minLength: 6, maxLength: 6 }),
    })
    .map(({ usage_type, sides: [a = '0', b = '0', c = '0', d = '0', e = '0', f = '0'] }) => leafOf(usage_type, [a, b, c], [d, e, f]))
  const pair = fc.tuple(money, money)
  const covered = fc.record({ type: fc.constantFrom('Savings Plan', 'Reserved Instance'), before: pair, after: pair })

  it('sums to the change to the last decimal, whatever commitments and spot prices did', () => {
    fc.assert(
      fc.property(fc.array(leaf, { minLength: 1, maxLength: 8 }), fc.array(covered, { maxLength: 4 }), pair, (leaves, commitments, eligible) => {
        ledger(leaves, useOf(eligible, commitments))
      }),
    )
  })
})
