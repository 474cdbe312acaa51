import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAYS, dailyBill, line } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import type { BillLeaf, CommitmentLines } from '../bill/bill-leaf'
import { scanBill } from '../scan/scan-bill'
import { commitmentShifts } from './commitment-shift'

const MACHINES = 14
const RESERVED = 12
// What an hour-day of a machine costs with a commitment and without.
const [PAID, OPEN] = [10, 16]
const END = 70

/** On which account the first of two commitments pays that day; the other one pays on the other. They change places every few days. */
const turn = (every: number) => (t: number) => Math.floor(t / every) % 2

/** Equal machines in two accounts; the first commitment ends on `end`. */
function shared(end: number, every: number): { leaves: BillLeaf[]; commitments: CommitmentLines[] } {
  const first = turn(every)
  const pays = (r: number, account: number, t: number) => (r === 0 ? t < end && first(t) === account : first(t) !== account)
  const machines = (account: number, t: number) => [0, 1].filter((r) => pays(r, account, t)).length * RESERVED
  const of = (account: number, kind: 'committed' | 'standard', cost: (t: number) => number) =>
    line({ account: `a${account}`, service: 'Compute', usage_type: 'BoxUsage:c5.4xlarge', operation: 'Run', kind }, cost)
  const leaves = [0, 1].flatMap((account) => [
    of(account, 'committed', (t) => machines(account, t) * PAID),
    of(account, 'standard', (t) => (MACHINES - machines(account, t)) * OPEN),
  ])
  const values = (r: number, account: number) => Array.from({ length: DAYS }, (_, t) => (pays(r, account, t) ? RESERVED * PAID : 0))
  const commitments = [0, 1].map((r) => ({ id: `ri-${r}`, lines: [0, 1].map((account) => ({ leaf: 2 * account, values: values(r, account) })) }))
  return { leaves, commitments }
}

describe('a commitment of several accounts', () => {
  it('is known to have ended by its name, on its day and with its dollars, wherever the others pay then', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: DAYS - 10 }), fc.integer({ min: 1, max: 6 }), (end, every) => {
        const { leaves, commitments } = shared(end, every)
        const found = commitmentShifts(leaves, commitments)
        expect(found).toMatchObject([{ first: end, lost: RESERVED * PAID, gained: RESERVED * OPEN }])
      }),
    )
  })

  it('is told in the one account that it paid in, also where other commitments pay for the same machines elsewhere', () => {
    // Nothing changes places: the first pays in the one account, the other one in the other.
    const { leaves, commitments } = shared(END, DAYS + 1)
    const [found] = commitmentShifts(leaves, commitments)
    expect(found).toMatchObject({ first: END, lost: RESERVED * PAID, gained: RESERVED * OPEN })
    expect(new Set(found?.leaves.map((leaf) => leaves[leaf]?.scope.sub_account_id))).toEqual(new Set(['a0']))
  })

  it('has not ended while it pays for machines of another account, whatever goes away on a single line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), (every) => {
        const { leaves, commitments } = shared(DAYS + 1, every)
        expect(commitmentShifts(leaves, commitments)).toEqual([])
      }),
    )
  })

  it('has not ended under usage that stopped with it, nor where another one took its place on that day', () => {
    const { leaves, commitments } = shared(END, 3)
    const gone = leaves.map((leaf) => (leaf.kind === 'standard' ? { ...leaf, values: leaf.values.map((y, t) => (t < END ? y : 0)) } : leaf))
    expect(commitmentShifts(gone, commitments)).toEqual([])
    const renewed = shared(DAYS + 1, 3)
    const [one, other] = renewed.commitments
    if (one === undefined || other === undefined) throw new Error('there are two')
    const split = (from: number, to: number) => one.lines.map(({ leaf, values }) => ({ leaf, values: values.map((y, t) => (t >= from && t < to ? y : 0)) }))
    expect(commitmentShifts(renewed.leaves, [{ id: 'old', lines: split(0, END) }, { id: 'new', lines: split(END, DAYS) }, other])).toEqual([])
  })

  it('is one incident of both accounts, and cover that goes to and fro is none', () => {
    const scan = (end: number) => {
      const { leaves, commitments } = shared(end, 3)
      const bill = dailyBill(leaves)
      const from = bill.leaves.length - leaves.length
      const placed = commitments.map(({ id, lines }) => ({ id, lines: lines.map(({ leaf, values }) => ({ leaf: from + leaf, values })) }))
      return scanBill({ ...bill, commitments: placed }).incidents
    }
    const [found, ...others] = scan(END)
    expect(others).toEqual([])
    expect(found).toMatchObject({ category: 'commitment_coverage_drift', scope: { service_name: 'Compute', usage_type: 'BoxUsage:c5.4xlarge' } })
    expect(found?.scope.sub_account_id).toBeUndefined()
    expect(found?.cells.map(({ scope }) => scope.sub_account_id).toSorted()).toEqual(['a0', 'a1'])
    expect(scan(DAYS + 1)).toEqual([])
  })
})
