import { describe, expect, it } from 'vitest'
import { dailyBill, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { scanBill } from './scan-bill'

const size = (usage_type: string, cost: (t: number) => number) => line({ account: 'a9', service: 'Machines', usage_type }, cost)
const steady = wobbling('fleet', 1, 0.01)
const told = (leaves: Parameters<typeof dailyBill>[0]) => scanBill(dailyBill(leaves)).incidents.map(({ start, scope }) => [start, scope.usage_type])
const held = (leaves: Parameters<typeof dailyBill>[0]) => scanBill(dailyBill(leaves)).held.filter(({ scope }) => scope.service_name === 'Machines')

describe('machines of one family in several sizes', () => {
  const shifted = [size('BoxUsage:m6i.large', (t) => (t < 80 ? 40 : 130) * steady(t)), size('BoxUsage:m6i.2xlarge', (t) => (t < 80 ? 160 : 70) * steady(t))]

  it('are no rise when one size takes over from another at the same cost: that is kept in the ledger with its dollars', () => {
    expect(told(shifted)).toEqual([])
    expect(held(shifted)).toMatchObject([{ rule: 'moved_within_service', scope: { usage_type: 'BoxUsage:m6i.large' } }])
  })

  it('are a rise when no other size gives as much up', () => {
    const grown = [shifted[0] ?? size('', () => 0), size('BoxUsage:m6i.2xlarge', (t) => (t < 80 ? 160 : 145) * steady(t))]
    expect(told(grown)).toEqual([['2026-05-20', 'BoxUsage:m6i.large']])
  })

  it('are a rise when another family gave it up, which is not the same machine', () => {
    const other = [shifted[0] ?? size('', () => 0), size('BoxUsage:c6i.2xlarge', (t) => (t < 80 ? 160 : 70) * steady(t))]
    expect(told(other)).toEqual([['2026-05-20', 'BoxUsage:m6i.large']])
  })
})
