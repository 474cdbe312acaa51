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
})

describe('machines of one family in the place of another', () => {
  const grown = size('BoxUsage:m6i.large', (t) => (t < 80 ? 40 : 130) * steady(t))

  it('are no rise when the two together cost what they did: that is kept in the ledger with its dollars', () => {
    const other = [grown, size('BoxUsage:c6i.2xlarge', (t) => (t < 80 ? 160 : 70) * steady(t))]
    expect(told(other)).toEqual([])
    expect(held(other)).toMatchObject([{ rule: 'moved_within_service', scope: { usage_type: 'BoxUsage:m6i.large' } }])
  })

  it.each([
    ['gave up much less', 'BoxUsage:c6i.2xlarge', (t: number) => (t < 80 ? 160 : 100)],
    ['is bought in another way', 'SpotUsage:c6i.2xlarge', (t: number) => (t < 80 ? 160 : 70)],
    ['is no machine', 'VolumeUsage.gp2', (t: number) => (t < 80 ? 160 : 70)],
    ['has what it gave up again on the next day', 'BoxUsage:c6i.2xlarge', (t: number) => (t === 80 ? 70 : 160)],
  ])('are a rise when the other %s', (_, usage_type, cost) => {
    expect(told([grown, size(usage_type, (t) => cost(t) * steady(t))])).toEqual([['2026-05-20', 'BoxUsage:m6i.large']])
  })
})
