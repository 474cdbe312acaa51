import { describe, expect, it } from 'vitest'
import { dailyBill, FIRST_DAY, line } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'
import type { BillLeaf } from '../bill/bill-leaf'
import { scanBill } from '../scan/scan-bill'

const [DAYS, END] = [120, 70]
const [RESERVED, ON_DEMAND] = [4, 8]
const LARGE = 'BoxUsage:m6i.large'

type Day = { covered: readonly number[]; used: readonly number[] }
/** Machines of three accounts in a bill that names no commitment: how many of each run on a day, and how many of them are covered. Dollars a day of a machine. */
const machines = (at: (t: number) => Day, has_quantities = true): BillLeaf[] => {
  const lineOf = (kind: 'committed' | 'standard', account: number, price: number, count: (t: number) => number) => ({
    ...line({ account: `p${account}`, service: 'EC2', usage_type: LARGE, operation: kind === 'committed' ? 'Reserved' : 'Run', kind }, (t) => price * count(t)),
    ...(has_quantities ? { quantities: Array.from({ length: DAYS }, (_, t) => 24 * count(t)) } : {}),
  })
  return [0, 1, 2].flatMap((account) => {
    const covered = (t: number) => at(t).covered[account] ?? 0
    return [lineOf('committed', account, RESERVED, covered), lineOf('standard', account, ON_DEMAND, (t) => (at(t).used[account] ?? 0) - covered(t))]
  })
}
/** Cover for so many machines, given to the accounts in another order every four days. */
const spread = (cover: number, used: readonly number[], t: number): Day => {
  const covered = used.map(() => 0)
  let left = cover
  for (const n of [0, 1, 2]) {
    const account = (n + Math.floor(t / 4) * 2) % used.length
    covered[account] = Math.min(left, used[account] ?? 0)
    left -= covered[account] ?? 0
  }
  return { covered, used }
}
const USED = [20, 16, 24]
const told = (leaves: BillLeaf[]) => scanBill(dailyBill(leaves)).incidents

describe('commitments that a bill does not name', () => {
  it.each([true, false])('are told as one end on its day where one of several ended, and as usage nowhere (quantities known: %s)', (has_quantities) => {
    const incidents = told(machines((t) => spread(t < END ? 40 : 30, USED, t), has_quantities))
    expect(incidents.map(({ category, start }) => [category, start])).toEqual([['commitment_coverage_drift', addDays(FIRST_DAY, END)]])
    expect(Number(incidents[0]?.actual_daily_cost) - Number(incidents[0]?.expected_daily_cost)).toBeCloseTo(10 * (ON_DEMAND - RESERVED), 6)
  })

  it('are told by nobody while their cover moves between accounts and comes to the same', () => {
    expect(told(machines((t) => spread(40, USED, t)))).toEqual([])
  })

  it('did not end where more is used, or where what they paid for was switched off', () => {
    const more = told(machines((t) => spread(40, t < END ? USED : [20, 40, 24], t)))
    expect(more.map(({ category }) => category)).not.toContain('commitment_coverage_drift')
    expect(more.length).toBeGreaterThan(0)
    expect(told(machines((t) => spread(40, t < END ? USED : [20, 0, 10], t)))).toEqual([])
  })

  it('did not end where they went over to other machines', () => {
    const plan = (paid: (t: number) => number) =>
      line({ account: 'p0', service: 'EC2', usage_type: 'BoxUsage:c5.large', operation: 'Plan', kind: 'committed' }, paid)
    const incidents = told([...machines((t) => spread(t < END ? 40 : 30, USED, t)), plan((t) => (t < END ? 20 : 60))])
    expect(incidents.map(({ category }) => category)).not.toContain('commitment_coverage_drift')
  })

  it('did not end where the hours say that more was used, although the price alone would allow for it', () => {
    const bill = machines((t) => spread(t < END ? 40 : 30, t < END ? USED : [23, 19, 26], t))
    expect(told(bill).map(({ category }) => category)).not.toContain('commitment_coverage_drift')
  })
})
