import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scanBill } from '@/lib/desks/cost/detect/scan/scan-bill'
import { NOW, place, sampleBill, series } from '@/lib/desks/cost/fixtures/sample-bill'
import { dailyBill, FIRST_DAY, line } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { judgeSeries } from '@/lib/desks/cost/series/judge-series'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, daysIn, isLastOfMonth, toMs, weekday } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import type { BillLeaf } from '../bill/bill-leaf'
import { findAnomalies } from '../find-anomalies'
import { monthlyCharges } from './monthly-charges'

const DAYS = 215
const FEE = 600
const dayAt = (t: number): Day => addDays(FIRST_DAY, t)
const at = (day: Day): number => daysIn(FIRST_DAY, day).length
const isWeekend = (day: Day) => weekday(day) >= 5
/** The day itself, or the next working day where it falls on a weekend. */
const orNextWorkday = (end: string) => (day: Day) =>
  !isWeekend(day) && [0, 1, 2].some((n) => addDays(day, -n).endsWith(end) && daysIn(addDays(day, -n), day).every(isWeekend))
const isLastWorkday = (day: Day) =>
  !isWeekend(day) && [0, 1, 2].some((n) => isLastOfMonth(addDays(day, n)) && daysIn(addDays(day, 1), addDays(day, n + 1)).every(isWeekend))

type Charge = { on: (day: Day) => boolean; base?: number; fee?: (day: Day) => number; kind?: BillLeaf['kind']; days?: number }
/** A line of a bill that costs `base` a day, give or take, and a fee on some days. */
function monthly({ on, base = 40, fee = () => FEE, kind = 'standard', days = DAYS }: Charge): BillLeaf {
  const random = makeRandom(3, 'monthly')
  const noise = Array.from({ length: days }, () => Math.exp(0.04 * random.normal()))
  return line({ account: 'z9', service: 'Directory', usage_type: 'Seats', kind }, (t) => base * (noise[t] ?? 1) + (on(dayAt(t)) ? fee(dayAt(t)) : 0), days)
}
const scan = (...leaves: BillLeaf[]) => scanBill(dailyBill(leaves, DAYS))
const on15th = (day: Day) => day.endsWith('-15')
const told = (...leaves: BillLeaf[]) => scan(...leaves).incidents.map(({ start, impact }) => [start, Math.round(Number(impact) / 10) * 10])
const rise = ({ actual_daily_cost, expected_daily_cost }: { actual_daily_cost: string; expected_daily_cost: string }) =>
  Number(actual_daily_cost) - Number(expected_daily_cost)

describe('a charge that comes every month', () => {
  it.each<[string, Charge['on']]>([
    ['on the third', (day) => day.endsWith('-03')],
    ['on the fifteenth', on15th],
    ['on the fifteenth, or the next working day', orNextWorkday('-15')],
    ['on the last working day', isLastWorkday],
    ['on the second Tuesday', (day) => weekday(day) === 1 && day.slice(8) > '07' && day.slice(8) <= '14'],
  ])('is told while it is new and expected from its third month on, with its dollars in the ledger: %s', (_, on) => {
    const days = Array.from({ length: DAYS }, (_, t) => dayAt(t)).filter(on)
    for (const base of [0, 40]) {
      const { incidents, held } = scan(monthly({ on, base }))
      expect(incidents.length).toBeGreaterThan(0)
      expect(incidents.every(({ start }) => days.slice(0, 3).includes(start))).toBe(true)
      const quiet = held.filter(({ rule }) => rule === 'monthly_fee')
      expect(quiet.length).toBeGreaterThanOrEqual(4)
      for (const { start, rise_per_day } of quiet) {
        expect(days).toContain(start)
        expect(Math.abs(Number(rise_per_day) - FEE)).toBeLessThan(15)
      }
    }
  })

  it.each(['fee', 'marketplace'] as const)('is expected from its second month on where it is no usage: %s', (kind) => {
    const { incidents, held } = scan(monthly({ on: (day) => on15th(day) && day > '2026-03-31', base: 0, kind }))
    expect(incidents.map(({ start }) => start)).toEqual(['2026-04-15'])
    expect(held.map(({ rule, start, rise_per_day }) => [rule, start, rise_per_day])).toEqual(
      ['2026-05-15', '2026-06-15', '2026-07-15', '2026-08-15', '2026-09-15'].map((day) => ['monthly_fee', day, '600']),
    )
  })

  it('is told of what it became dearer by, once', () => {
    for (const kind of ['standard', 'marketplace'] as const) {
      const { incidents } = scan(monthly({ on: on15th, base: 0, kind, fee: (day) => (day < '2026-08-01' ? FEE : 1.75 * FEE) }))
      const [dearer, ...later] = incidents.filter(({ start }) => start > '2026-05-31')
      expect(dearer).toMatchObject({ start: '2026-08-15', expected_daily_cost: '600', actual_daily_cost: '1050', impact: '450' })
      expect(later).toEqual([])
    }
  })

  it('is known also where it comes every quarter, from the third time on', () => {
    const isQuarter = (day: Day) => on15th(day) && Number(day.slice(5, 7)) % 3 === 1
    const { incidents, held } = scanBill(dailyBill([monthly({ on: isQuarter, days: 330 })], 330))
    expect(incidents.map(({ start }) => start)).toEqual(['2026-04-15', '2026-07-15'])
    expect(held.filter(({ rule }) => rule === 'monthly_fee').map(({ start }) => start)).toEqual(['2026-10-15', '2027-01-15'])
  })

  it('may differ as it always did, and no more', () => {
    const sizes: Record<string, number> = { '03': 1, '04': 0.85, '05': 1.1, '06': 0.95, '07': 1.15, '08': 1, '09': 1.9 }
    const { incidents } = scan(monthly({ on: on15th, fee: (day) => FEE * (sizes[day.slice(5, 7)] ?? 1) }))
    expect(incidents.map(({ start }) => start).filter((start) => start > '2026-05-31')).toEqual(['2026-09-15'])
    expect(rise(incidents.at(-1) as never)).toBeCloseTo(0.9 * FEE, -2)
  })

  it('is told when it comes twice, on its day or days later', () => {
    expect(told(monthly({ on: on15th, fee: (day) => (day === '2026-07-15' ? 2 * FEE : FEE) }))).toContainEqual(['2026-07-15', FEE])
    expect(told(monthly({ on: (day) => on15th(day) || day === '2026-07-18' }))).toContainEqual(['2026-07-18', FEE])
    expect(told(monthly({ on: (day) => on15th(day) || day === '2026-07-18', kind: 'fee' }))).toContainEqual(['2026-07-18', FEE])
  })

  it('is told in its third month as well when it comes twice or doubles, as what came twice', () => {
    const begun = (day: Day) => on15th(day) && day > '2026-03-31'
    expect(told(monthly({ on: begun, base: 0, kind: 'fee', fee: (day) => (day === '2026-06-15' ? 2 * FEE : FEE) }))).toContainEqual(['2026-06-15', FEE])
    for (const on of [begun, on15th])
      expect(told(monthly({ on: (day) => on(day) || day === '2026-06-18', base: 0, kind: 'fee' }))).toContainEqual(['2026-06-18', FEE])
    const second = monthly({ on: (day) => begun(day) || (day >= '2026-06-18' && day.endsWith('-18')), base: 0, kind: 'fee' })
    expect(told(second)).toEqual([
      ['2026-04-15', FEE],
      ['2026-06-18', FEE],
    ])
  })

  it.each([
    ['standard', 1.2],
    ['standard', 1.3],
    ['fee', 1.3],
  ] as const)('is told every month that it grows, from its fourth on: %s, %s times', (kind, factor) => {
    const amount = (day: Day) => FEE * factor ** (Number(day.slice(5, 7)) - 3)
    const { incidents } = scan(monthly({ on: on15th, kind, base: kind === 'fee' ? 0 : 40, fee: amount }))
    for (const day of ['2026-07-15', '2026-08-15', '2026-09-15']) {
      const one = incidents.find(({ start }) => start === day)
      expect(one === undefined ? 0 : rise(one) / (amount(day) * (1 - 1 / factor))).toBeCloseTo(1, 1)
    }
  })

  it('is told among the falls when it does not come, and as a credit that ended where it was a credit', () => {
    const isMissed = (day: Day) => day === '2026-08-15'
    const { falls } = scan(monthly({ on: (day) => on15th(day) && !isMissed(day) }))
    expect(falls.map(({ start, impact }) => [start, Math.round(Number(impact) / 20) * 20])).toContainEqual(['2026-08-19', -FEE])
    const { incidents } = scan(monthly({ on: (day) => on15th(day) && !isMissed(day), base: 0, kind: 'credit', fee: () => -FEE }))
    expect(incidents).toMatchObject([{ start: '2026-08-19', category: 'credits_refunds_fees', subcategory: 'credits_expired', impact: '600' }])
  })

  it('is told as a credit that shrank, once, where it is less than it used to be', () => {
    const credit = (fee: (day: Day) => number) => scan(monthly({ on: on15th, base: 0, kind: 'credit', fee: (day) => -fee(day) })).incidents
    expect(credit((day) => (day < '2026-08-01' ? FEE : 0.6 * FEE))).toMatchObject([
      { start: '2026-08-15', category: 'credits_refunds_fees', expected_daily_cost: '-600', actual_daily_cost: '-360', impact: '240' },
    ])
    const sizes: Record<string, number> = { '03': 1, '04': 0.85, '05': 1.1, '06': 0.95, '07': 1.1, '08': 0.8, '09': 1 }
    expect(credit((day) => FEE * (sizes[day.slice(5, 7)] ?? 1))).toEqual([])
    expect(credit((day) => (day < '2026-08-01' ? FEE : 0.95 * FEE))).toEqual([])
  })

  it('hides nothing else: not as much on another day, nor what begins on its day and stays', () => {
    const other = line({ account: 'z9', service: 'Directory', usage_type: 'Seats', operation: 'Run' }, (t) => (dayAt(t) === '2026-08-24' ? FEE : 0), DAYS)
    expect(told(monthly({ on: on15th }), other)).toContainEqual(['2026-08-24', FEE])
    const stays = scan(monthly({ on: (day) => on15th(day) || day > '2026-08-15' }))
    expect(stays.incidents.at(-1)).toMatchObject({ start: '2026-08-16', is_ongoing: true })
  })

  it('is none that comes at odd times, however alike', () => {
    const odd = ['2026-04-10', '2026-05-02', '2026-06-18', '2026-07-30', '2026-08-21']
    expect(told(monthly({ on: (day) => odd.includes(day) })).map(([start]) => start)).toEqual(odd)
  })

  it('opens no case, and stands in the ledger of the look', () => {
    const look = (fee: (day: Day) => number, parts = 1) =>
      findAnomalies({
        leaves: [
          ...sampleBill([]).leaves,
          ...Array.from({ length: parts }, (_, n) =>
            series(
              place('210000000007', 'AWS Directory Service', `EU-Seats${n === 0 ? '' : n}`, 'platform'),
              (day) => (12 + (day.endsWith('-15') ? fee(day) : 0)) / parts,
              NOW,
              3,
              0.02,
            ),
          ),
        ],
        charges: [{ family: 'fee', series: series({ sub_account_id: '210000000009' }, (day) => (day.endsWith('-14') ? 450 : 0), NOW, 3, 0) }],
        currency: 'USD',
        now: NOW,
        data_version: 'v1',
        evidence_id_of: () => 'ev_1',
      })
    const { anomalies, held } = look(() => FEE)
    expect(anomalies).toEqual([])
    expect(
      held
        .filter(({ rule }) => rule === 'monthly_fee')
        .map(({ family, first_day, change_per_day }) => [family, first_day, Math.round(Number(change_per_day) / 10) * 10]),
    ).toEqual([
      ['usage', '2026-11-15', FEE],
      ['fee', '2026-11-14', 450],
    ])
    // Of many small lines the account is told, as none of them is large enough.
    const [all] = look(() => FEE, 100).held.filter(({ rule, family }) => rule === 'monthly_fee' && family === 'usage')
    expect(all).toMatchObject({ scope: { sub_account_id: '210000000007' }, first_day: '2026-11-15' })
    expect(Number(all?.change_per_day)).toBeCloseTo(FEE, -2)
    const dearer = look((day) => (day === '2026-11-15' ? 2 * FEE : FEE)).anomalies.map(({ anomaly }) => anomaly)
    expect(dearer.map(({ first_day, delta_daily_cost }) => [first_day, Math.round(Number(delta_daily_cost) / 50) * 50])).toEqual([['2026-11-15', FEE]])
  })

  it('is expected in a series alone', () => {
    const { values } = monthly({ on: on15th })
    const { points } = judgeSeries(values.map((value, t) => ({ at: dayAt(t), ms: toMs(`${dayAt(t)}T00:00:00.000Z`), value })))
    const flagged = points.filter(({ flag }) => flag).map(({ at: day }) => day)
    expect(flagged).toEqual(['2026-03-15', '2026-04-15', '2026-05-15'])
    expect(points[at('2026-08-15')]?.expected).toBeGreaterThan(FEE)
  })
})

describe('monthlyCharges', () => {
  it('judges a day by those before it, and expects no more than it cost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 40, max: DAYS }), fc.double({ min: 0, max: 0.3, noNaN: true }), (seed, cut, noise) => {
        const random = makeRandom(seed, 'monthly')
        const fee_day = 1 + random.below(28)
        const values = Array.from(
          { length: DAYS },
          (_, t) => 50 * Math.exp(noise * random.normal()) + (Number(dayAt(t).slice(8)) === fee_day ? 300 * Math.exp(0.2 * random.normal()) : 0),
        )
        const whole = monthlyCharges(values)
        const until = monthlyCharges(values.slice(0, cut))
        for (let t = 0; t < cut; t++) {
          expect([until?.came[t] ?? 0, until?.missed[t] ?? 0]).toEqual([whole?.came[t] ?? 0, whole?.missed[t] ?? 0])
          expect(whole?.came[t] ?? 0).toBeLessThanOrEqual(values[t] ?? 0)
        }
      }),
      { numRuns: 60 },
    )
  })
})
