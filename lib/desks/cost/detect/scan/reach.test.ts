import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { DAYS, dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { addDays, weekday } from '@/lib/kernel/time'
import { levelAlarms } from './level-alarms'
import { withReach } from './reach'
import { scanBill } from './scan-bill'
import { scanParams } from './scan-params'
import { toIncident } from './to-incident'

const day = (t: number) => addDays(FIRST_DAY, t)
const told = (cost: (t: number) => number, days = DAYS) => scanBill(dailyBill([line({ usage_type: 'm5' }, cost, days)], days)).incidents

describe('how far an incident reaches', () => {
  it('is to the last whole day while the cost stays where it stepped to, with every dollar of it', () => {
    expect(told((t) => (t >= 70 ? 160 : 100))).toMatchObject([
      {
        start: day(70),
        end: day(119),
        is_ongoing: true,
        accepted_on: null,
        shape: 'step',
        expected_daily_cost: '100',
        actual_daily_cost: '160',
        impact: '3000',
      },
    ])
  })

  it('is to the day on which it came back, however long after that the bill goes on', () => {
    expect(told((t) => (t >= 60 && t < 100 ? 160 : 100))).toMatchObject([{ start: day(60), end: day(99), is_ongoing: false, impact: '2400' }])
  })

  it('is no further than the cost is more than half of the way up', () => {
    expect(told((t) => (t < 60 ? 100 : t < 90 ? 160 : 120))).toMatchObject([{ end: day(89), is_ongoing: false, impact: '1800' }])
    expect(told((t) => (t < 60 ? 100 : t < 90 ? 160 : 140))).toMatchObject([{ end: day(119), is_ongoing: true, impact: '3000' }])
  })

  it('is measured by the weekdays from before: what is small on weekends and doubled is twice that, and goes on over them', () => {
    const usual = (t: number) => (weekday(day(t)) >= 5 ? 30 : 100)
    const [incident, ...others] = told((t) => usual(t) * (t >= 60 ? 2 : 1))
    const truth = Array.from({ length: DAYS - 60 }, (_, i) => usual(60 + i)).reduce((a, b) => a + b, 0)
    expect(others).toEqual([])
    expect(incident).toMatchObject({ start: day(60), end: day(119), is_ongoing: true })
    expect(Number(incident?.impact) / truth).toBeCloseTo(1, 2)
  })

  it('is the same for a ramp: from the day it was heard to the day the cost came back', () => {
    const rise = (t: number) => (t >= 50 && t < 110 ? 8 * Math.min(10, t - 49) : 0)
    const [incident, ...others] = told((t) => 100 + rise(t))
    expect(others).toEqual([])
    expect(incident).toMatchObject({ end: day(109), is_ongoing: false, shape: 'drift' })
    const truth = Array.from({ length: DAYS }, (_, t) => rise(t)).reduce((a, b) => a + b, 0)
    expect(Number(incident?.impact) / truth).toBeGreaterThan(0.95)
  })

  it('goes on under a second step, which is an incident of its own, and no dollar counts in both', () => {
    expect(told((t) => (t < 60 ? 100 : t < 95 ? 160 : 260))).toMatchObject([
      { start: day(60), end: day(119), is_ongoing: true, impact: '3600' },
      { start: day(95), end: day(119), is_ongoing: true, impact: '2500' },
    ])
  })

  it('ends with a level that stood for ninety days: that is the new normal, and the incident says since when', () => {
    expect(told((t) => (t >= 60 ? 160 : 100), 200)).toMatchObject([{ end: day(149), is_ongoing: false, accepted_on: day(150), impact: '5400' }])
  })

  it('is one day for one day, and two for new spend of two', () => {
    expect(told((t) => (t === 80 ? 300 : 100))).toMatchObject([{ start: day(80), end: day(80), shape: 'spike', impact: '200' }])
    expect(told((t) => (t === 80 || t === 81 ? 300 : 0))).toMatchObject([{ start: day(80), end: day(81), impact: '600' }])
  })

  it('holds for a credit that ended and for a subscription that began', () => {
    const charges = [
      line({ account: 'a2', service: 'Credit', usage_type: 'Credit', kind: 'credit' }, (t) => (t < 60 ? -40 : 0)),
      line({ account: 'a3', service: 'Marketplace', usage_type: 'Subscription', kind: 'marketplace' }, (t) => (t < 50 || t >= 110 ? 0 : 30)),
    ]
    expect(scanBill(dailyBill(charges)).incidents).toMatchObject([
      { category: 'marketplace', start: day(50), end: day(109), is_ongoing: false, impact: '1800' },
      { category: 'credits_refunds_fees', start: day(60), end: day(119), is_ongoing: true, impact: '2400' },
    ])
  })

  it('leaves out days on which the bill is not whole', () => {
    const bill = dailyBill([line({ usage_type: 'm5' }, (t) => (t >= 70 ? 160 : 100))])
    expect(scanBill({ ...bill, is_whole: bill.is_whole.with(119, false) }).incidents).toMatchObject([{ end: day(118), is_ongoing: true, impact: '2940' }])
  })
})

describe('giving alarms their reach', () => {
  const noisy = wobbling('noisy', 200, 0.08)
  const changed = fc.record({
    onset: fc.integer({ min: 30, max: 110 }),
    length: fc.integer({ min: 1, max: 90 }),
    factor: fc.double({ min: 1.2, max: 4, noNaN: true }),
  })
  const bill = fc.array(changed, { minLength: 1, maxLength: 3 }).map((changes) => {
    const factorOn = (t: number) => changes.reduce((all, { onset, length, factor }) => (t >= onset && t < onset + length ? all * factor : all), 1)
    return dailyBill([line({ usage_type: 'm5' }, (t) => noisy(t) * factorOn(t))])
  })
  const reached = (leaves: readonly BillLeaf[], of: ReturnType<typeof dailyBill>) => {
    const alarms = levelAlarms(of, scanParams()).alarms
    return { alarms, with_reach: withReach(alarms, of), leaves }
  }

  it('changes neither their number nor anything else about them', () => {
    fc.assert(
      fc.property(bill, (of) => {
        const { alarms, with_reach } = reached(of.leaves, of)
        expect(with_reach.map(({ reach: _, ...alarm }) => alarm)).toEqual(alarms)
      }),
      { numRuns: 40 },
    )
  })

  it('covers all that was heard, and makes the impact the sum of actual minus expected over its days', () => {
    fc.assert(
      fc.property(bill, (of) => {
        for (const alarm of reached(of.leaves, of).with_reach) {
          const { days, expected, actual } = alarm.reach ?? { days: [], expected: [], actual: [] }
          expect(days).toEqual(expect.arrayContaining(alarm.lasting))
          const values = sumLeaves(alarm.members, of.leaves)
          expect(actual.every((cost, i) => cost <= (values[days[i] ?? 0] ?? 0) + 1e-9)).toBe(true)
          const incident = toIncident({ alarms: [alarm], price: null }, of, '1000')
          const sum = days.reduce((total, _, i) => total + (actual[i] ?? 0) - (expected[i] ?? 0), 0)
          expect(Number(incident.impact)).toBeCloseTo(sum, 4)
          expect([incident.start, incident.end]).toEqual([of.days[alarm.flagged[0] ?? 0], of.days[days.at(-1) ?? 0]])
        }
      }),
      { numRuns: 40 },
    )
  })

  it('counts no dollar of a line twice: what several alarms reach costs together no more than the line rose', () => {
    fc.assert(
      fc.property(bill, (of) => {
        const alarms = reached(of.leaves, of).with_reach
        for (let t = 0; t < of.days.length; t++) {
          const here = alarms.filter(({ reach }) => reach?.days.includes(t))
          const [lowest] = here.map(({ reach }) => reach?.expected[reach.days.indexOf(t)] ?? 0).sort((a, b) => a - b)
          if (here.length < 2 || lowest === undefined) continue
          const rises = here.map(({ reach }) => (reach?.actual[reach.days.indexOf(t)] ?? 0) - (reach?.expected[reach.days.indexOf(t)] ?? 0))
          const line_cost = sumLeaves(here[0]?.members ?? [], of.leaves)[t] ?? 0
          expect(rises.reduce((sum, rise) => sum + rise, 0)).toBeLessThanOrEqual(Math.max(0, line_cost - lowest) + 1e-6)
        }
      }),
      { numRuns: 40 },
    )
  })
})
