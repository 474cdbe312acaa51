import { describe, expect, it } from 'vitest'
import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { addDays } from '@/lib/kernel/time'
import { drawEvents } from './draw-events'

const DAYS = 133
const line = (account: string, service: string, usage_type: string, operation: string, kind: BillLeaf['kind'], cost: number): BillLeaf => ({
  scope: { sub_account_id: account, service_name: service, region_id: 'us-west-2', usage_type },
  operation,
  kind,
  values: new Array<number>(DAYS).fill(cost),
})
const accounts = Array.from({ length: 12 }, (_, i) => `acct-${i}`)
const plain: DailyBill = {
  days: Array.from({ length: DAYS }, (_, t) => addDays('2017-07-01', t)),
  is_whole: Array.from({ length: DAYS }, (_, t) => t < DAYS - 1),
  leaves: accounts.flatMap((account, i) => [
    line(account, 'EC2 Instance', 'm4.large', 'On-Demand Instances', 'standard', 10 + i),
    line(account, 'EC2 Instance', 'm4.large', 'Used RIs - Partial Upfront', 'committed', 8),
    line(account, 'EC2 Instance', 'm4.large', 'Amortized RIs - Partial Upfront', 'committed', 4),
    line(account, 'Data Transfer', 'DataTransfer-Out-Bytes', 'GetObject', 'standard', 20),
    line(account, 'CloudWatch', 'CW:Requests', 'PutMetricData', 'standard', 12),
    line(account, 'S3', 'TimedStorage-ByteHrs', 'StandardStorage', 'standard', 30),
  ]),
}
const sum = ({ leaves }: DailyBill) => leaves.reduce((total, { values }) => total + values.reduce((a, b) => a + b, 0), 0)

describe('drawing events into a bill', () => {
  it('gives the same events for a seed every time, and others for another', () => {
    const told = (seed: number) => drawEvents(plain, seed).events.map(({ cause, first, impact }) => [cause, first, impact])
    expect(told(1)).toEqual(told(1))
    expect(told(1)).not.toEqual(told(2))
  })

  it('leaves the plain bill as it was, draws all ten causes, and begins none before six weeks of history', () => {
    const before = sum(plain)
    const { events } = drawEvents(plain, 3)
    expect(sum(plain)).toBe(before)
    expect(new Set(events.map(({ cause }) => cause)).size).toBe(10)
    expect(Math.min(...events.map(({ first }) => first))).toBeGreaterThanOrEqual(45)
    expect(events.every(({ last }) => last < DAYS - 1)).toBe(true)
  })

  it('makes every event cost what it says, and a reservation that ends dearer by its on-demand price less what it paid', () => {
    for (const { cause, impact, first, last } of drawEvents(plain, 4).events) {
      expect(impact).toBeGreaterThan(0)
      if (cause === 'commitment_expiry') expect(impact).toBeCloseTo((2.2 * 8 - 12) * (last - first + 1), 6)
    }
  })

  it('changes no line twice but the on-demand line that several reservations end in', () => {
    const lines = drawEvents(plain, 5)
      .events.filter(({ cause }) => cause !== 'commitment_expiry')
      .flatMap(({ leaves }) => [...leaves])
    expect(new Set(lines).size).toBe(lines.length)
  })
})
