import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { DAYS, dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays } from '@/lib/kernel/time'
import { MOST_PER_DAY } from './budget'
import { levelAlarms } from './level-alarms'
import { scanBill } from './scan-bill'
import { scanParams } from './scan-params'

const day = (t: number) => addDays(FIRST_DAY, t)
const scan = (...leaves: BillLeaf[]) => scanBill(dailyBill(leaves))
const noisy = wobbling('noisy', 200, 0.08)
// 2026-05-01 and 2026-06-01, counted from 2026-03-01.
const FIRSTS = [0, 31, 61, 92]

describe('scanning a bill', () => {
  it('is silent on a quiet one', () => {
    expect(scan()).toMatchObject({ incidents: [], quality: [] })
  })

  it('finds a step and says where, since when, how much and what it could not know', () => {
    const { incidents } = scan(line({ usage_type: 'm5' }, (t) => noisy(t) * (t >= 80 ? 1.6 : 1)))
    expect(incidents).toMatchObject([
      { start: day(80), scope: { sub_account_id: 'a1', service_name: 'Compute', usage_type: 'm5' }, category: 'unknown', mechanism: 'volume', shape: 'step' },
    ])
    expect(incidents[0]?.missing_evidence).toContain('cost.quantities')
    expect(Number(incidents[0]?.actual_daily_cost) - Number(incidents[0]?.expected_daily_cost)).toBeGreaterThan(90)
  })

  it('finds a ramp that no single day of it would show', () => {
    const { incidents } = scan(line({ usage_type: 'm5' }, (t) => noisy(t) * (1 + Math.max(0, Math.min(12, t - 80)) * 0.05)))
    expect(incidents).toHaveLength(1)
    const start = incidents[0]?.start ?? ''
    expect(start > day(80) && start <= day(92)).toBe(true)
  })

  it('hears two dollars a day in a line that stood still, and not in one that never does', () => {
    const rise = (cost: (t: number) => number) => (t: number) => cost(t) + (t >= 80 ? 2 : 0)
    expect(
      scan(
        line(
          { usage_type: 'still' },
          rise(() => 9),
        ),
      ).incidents,
    ).toMatchObject([{ start: day(80) }])
    expect(scan(line({ usage_type: 'restless' }, rise(wobbling('restless', 9, 0.1)))).incidents).toEqual([])
  })

  it('hears three dollars a day in a line that moves a little, where it never moved nearly as far', () => {
    const rise = (cost: (t: number) => number) => (t: number) => cost(t) + (t >= 80 ? 3 : 0)
    expect(scan(line({ usage_type: 'calm' }, rise(wobbling('calm', 7, 0.03)))).incidents).toMatchObject([{ start: day(80) }])
    expect(scan(line({ usage_type: 'restless' }, rise(wobbling('restless', 7, 0.06)))).incidents).toEqual([])
  })

  it('hears one operation of a usage type whose other operations are too restless to show it, once', () => {
    const restless = wobbling('zones', 400, 0.15)
    const { incidents } = scan(
      line({ service: 'Transfer', usage_type: 'Regional-Bytes', operation: 'InterZone' }, restless),
      line({ service: 'Transfer', usage_type: 'Regional-Bytes', operation: 'LoadBalancing' }, (t) => wobbling('balancer', 20, 0.02)(t) * (t >= 80 ? 2 : 1)),
    )
    expect(incidents).toMatchObject([{ start: day(80), causes: [{ operation: 'LoadBalancing' }] }])
  })

  it('calls it a price when every line of a service and region moves by one factor, and tells it once for all accounts', () => {
    const lines = ['a1', 'a2'].flatMap((account) =>
      ['x', 'y', 'z'].map((usage_type, i) =>
        line({ account, service: 'Cache', usage_type }, (t) => wobbling(`${account}${usage_type}`, 60 + 40 * i, 0.01)(t) * (t >= 80 ? 1.3 : 1)),
      ),
    )
    const { incidents } = scan(...lines)
    expect(incidents).toMatchObject([
      { category: 'pricing_change', mechanism: 'price', start: day(80), scope: { service_name: 'Cache', region_id: 'eu-west-1' } },
    ])
    expect(incidents[0]?.cells.map(({ scope }) => scope.sub_account_id).sort()).toEqual(['a1', 'a2'])
  })

  it('begins a price on its day, and tells what rose the day before in one of its lines by itself', () => {
    const lines = ['a1', 'a2'].flatMap((account) =>
      ['x', 'y', 'z'].map((usage_type, i) => {
        const usual = wobbling(`${account}${usage_type}`, 60 + 40 * i, 0.01)
        return line({ account, service: 'Cache', usage_type }, (t) => usual(t) * (t >= 81 || (t === 80 && account === 'a1' && i === 0) ? 1.3 : 1))
      }),
    )
    const { incidents } = scan(...lines)
    expect(incidents.map(({ start, cells, mechanism }) => [start, cells.map(({ scope }) => scope.sub_account_id).sort(), mechanism])).toEqual([
      [day(80), ['a1'], 'volume'],
      [day(81), ['a1', 'a2'], 'price'],
    ])
  })

  it('tells a second credit that ends, and a second subscription that begins, while the first is still news to six weeks', () => {
    const { incidents } = scan(
      line({ account: 'a2', service: 'Credit', usage_type: 'Credit', kind: 'credit' }, (t) => (t < 70 ? -40 : t < 82 ? -20 : 0)),
      line({ account: 'a3', service: 'Marketplace', usage_type: 'Subscription', kind: 'marketplace' }, (t) => (t < 60 ? 0 : t < 75 ? 30 : 60)),
    )
    expect(incidents.map(({ start, category }) => [start, category])).toEqual([
      [day(60), 'marketplace'],
      [day(70), 'credits_refunds_fees'],
      [day(75), 'marketplace'],
      [day(82), 'credits_refunds_fees'],
    ])
    expect(incidents.map((i) => Number(i.actual_daily_cost) - Number(i.expected_daily_cost))).toEqual([30, 20, 30, 20])
  })

  it('tells a charge that rises within its first week at a new height once', () => {
    const { incidents } = scan(line({ service: 'Marketplace', usage_type: 'Subscription', kind: 'marketplace' }, (t) => (t < 60 ? 0 : t < 64 ? 30 : 60)))
    expect(incidents).toHaveLength(1)
  })

  it('calls moved bytes data transfer, a credit that stopped a credit, and a subscription a subscription', () => {
    const { incidents } = scan(
      line({ service: 'Transfer', usage_type: 'DataTransfer-Out-Bytes' }, (t) => noisy(t) * (t >= 70 ? 2 : 1)),
      line({ account: 'a2', service: 'Credit', usage_type: 'Credit', kind: 'credit' }, (t) => (t < 80 ? -60 : 0)),
      line({ account: 'a3', service: 'Marketplace', usage_type: 'Subscription', kind: 'marketplace' }, (t) => (t < 90 ? 0 : 30)),
    )
    expect(incidents.map(({ category, start }) => [category, start])).toEqual([
      ['data_transfer', day(70)],
      ['credits_refunds_fees', day(80)],
      ['marketplace', day(90)],
    ])
  })

  it('calls it the commitment, not usage, when a reservation ended, and tells it once', () => {
    const { incidents } = scan(
      line({ usage_type: 'm5', operation: 'Used RIs', kind: 'committed' }, (t) => (t < 80 ? 50 : 0)),
      line({ usage_type: 'm5' }, (t) => (t < 80 ? 10 : 120)),
    )
    expect(incidents).toMatchObject([{ category: 'commitment_coverage_drift', start: day(80), told_on: day(82) }])
  })

  it('keeps a fee that falls on the first of each month to itself', () => {
    const { incidents, held } = scan(
      line({ usage_type: 'HostedZone' }, (t) => (FIRSTS.includes(t) ? 90 : 0.5)),
      line({ service: 'Desks', usage_type: 'Desk' }, (t) => (t === 92 ? 80 : 12)),
    )
    expect(incidents).toEqual([])
    expect(held.map(({ rule, start }) => [rule, start])).toContainEqual(['monthly_fee', day(92)])
  })

  it('keeps a burst that came twice before to itself, with its dollars in the ledger', () => {
    const { incidents, held } = scan(line({ usage_type: 'Requests' }, (t) => ([60, 75, 88].includes(t) ? 90 : 20)))
    expect(incidents.filter(({ start }) => start === day(88))).toEqual([])
    expect(held).toContainEqual(expect.objectContaining({ rule: 'known_level', start: day(88) }))
    expect(Number(held.find(({ start }) => start === day(88))?.impact)).toBeGreaterThan(50)
  })

  it('keeps new spend to itself that only moved over from beside it', () => {
    const { incidents, held } = scan(
      line({ usage_type: 'm4' }, (t) => (t < 80 ? 150 : 0)),
      line({ usage_type: 'm5' }, (t) => (t < 80 ? 0 : 148)),
    )
    expect(incidents).toEqual([])
    expect(held.map(({ rule }) => rule)).toContain('moved_within_service')
  })

  it('keeps usage to itself that only went over to another owner', () => {
    const owned = (owner: string, cost: (t: number) => number) => {
      const leaf = line({ usage_type: 'm5' }, cost)
      return { ...leaf, scope: { ...leaf.scope, owner } }
    }
    const { incidents, held } = scan(
      owned('data', (t) => (t < 80 ? 150 : 0)),
      owned('platform', (t) => (t < 80 ? 0 : 150)),
    )
    expect(incidents).toEqual([])
    expect(held.map(({ rule }) => rule)).toContain('moved_within_service')
  })

  it('tells no more than the budget of a day, the dearest first, and holds the rest with their dollars', () => {
    const many = Array.from({ length: 14 }, (_, i) =>
      line({ account: `m${i}`, service: `Service ${i}`, usage_type: 'u' }, (t) => (t < 80 ? 100 : 160 + 10 * i)),
    )
    const { incidents, held } = scan(...many)
    const over = held.filter(({ rule }) => rule === 'alert_budget')
    expect(incidents).toHaveLength(MOST_PER_DAY)
    expect(over).toHaveLength(4)
    expect(Math.max(...over.map(({ rise_per_day }) => Number(rise_per_day)))).toBeLessThan(
      Math.min(...incidents.map((i) => Number(i.actual_daily_cost) - Number(i.expected_daily_cost))),
    )
  })

  it('gives the same answer for the same bill in another order of its lines', () => {
    const bill = dailyBill([line({ usage_type: 'm5' }, (t) => noisy(t) * (t >= 80 ? 1.6 : 1))])
    const told = (b: typeof bill) => scanBill(b).incidents.map(({ incident_id, impact }) => [incident_id, impact])
    expect(told({ ...bill, leaves: [...bill.leaves].reverse() })).toEqual(told(bill))
  })

  it('never changes what it said about a day because of later days', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: DAYS - 5 }),
        fc.double({ min: 0.5, max: 4, noNaN: true }),
        fc.integer({ min: 50, max: 100 }),
        (cut, factor, onset) => {
          const bill = dailyBill([line({ usage_type: 'm5' }, (t) => noisy(t) * (t >= onset && t < onset + 9 ? factor : 1))])
          const until = {
            days: bill.days.slice(0, cut),
            is_whole: bill.is_whole.slice(0, cut),
            leaves: bill.leaves.map((leaf) => ({ ...leaf, values: leaf.values.slice(0, cut) })),
          }
          const flagged = (b: typeof bill) =>
            levelAlarms(b, scanParams())
              .alarms.flatMap((alarm) => alarm.flagged)
              .filter((t) => t < cut - 1)
          expect(flagged(until)).toEqual(flagged(bill))
        },
      ),
      { numRuns: 25 },
    )
  })
})
