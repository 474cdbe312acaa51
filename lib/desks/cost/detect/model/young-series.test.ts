import { describe, expect, test } from 'vitest'
import { DAYS, dailyBill, FIRST_DAY, line, wobbling } from '@/lib/desks/cost/fixtures/sample-daily-bill'
import { makeRandom } from '@/lib/kernel/random'
import { addDays } from '@/lib/kernel/time'
import { detectParams } from '../params'
import { scanBill } from '../scan/scan-bill'
import { detectValues } from './detect-series'

const LINES = 160
// Days after which the residuals of a series are those of judged days alone.
const YOUNG_DAYS = 56
const P = detectParams('0')
const calendar = Array.from({ length: DAYS }, (_, t) => ({ day: addDays(FIRST_DAY, t), is_settled: true }))

/** Lines that wander by a share of their own level every day, and do nothing else. */
function calmLines(seed: number, noise: number) {
  return Array.from({ length: LINES }, (_, k) => {
    const random = makeRandom(seed * LINES + k, 'calm')
    const level = 20 + 100 * random.unit()
    const values = Array.from({ length: DAYS }, () => level * Math.exp(noise * random.normal()))
    return line({ account: `a${k}`, usage_type: `u${k}` }, (t) => values[t] ?? 0)
  })
}

const risesOf = (values: readonly number[]): number[] =>
  detectValues(calendar, values, P, '2027-01-01T00:00:00.000Z').incidents.flatMap(({ direction, flagged }) => (direction === 'rise' ? flagged.slice(0, 1) : []))

describe.each([
  { seed: 1, noise: 0.06 },
  { seed: 2, noise: 0.06 },
  { seed: 3, noise: 0.06 },
  { seed: 4, noise: 0.12 },
  { seed: 5, noise: 0.25 },
])('lines that wander by $noise of their level (seed $seed)', ({ seed, noise }) => {
  test('give hardly more false alarms in their first eight weeks than later: their noise is not taken for less than it is', () => {
    const { incidents } = scanBill(dailyBill(calmLines(seed, noise)))
    const young = incidents.filter(({ start }) => start < addDays(FIRST_DAY, YOUNG_DAYS))
    expect(young.length).toBeLessThanOrEqual(LINES / 20)
    expect(incidents.length - young.length).toBeLessThanOrEqual(LINES / 40)
  })

  test('are told in their third, sixth and eighth week of a rise that would be told of an old line', () => {
    const factor = Math.exp(8 * noise)
    for (const at of [18, 38, 52, 90]) {
      const risen = calmLines(seed, noise).map(({ values }) => values.map((y, t) => (t >= at && t < at + 10 ? factor * y : y)))
      const told = risen.filter((values) => risesOf(values).some((t) => t >= at && t <= at + 2))
      expect(told.length, `day ${at}`).toBeGreaterThanOrEqual(0.9 * LINES)
    }
  })
})

/** A line whose level comes and goes within weeks: what its days differ from the slower expectation is as wide as all that. */
const wandering = (t: number): number => 150 * Math.exp(0.9 * Math.sin(t / 4))
const DEAREST = 150 * Math.exp(0.9)

describe('a line whose level comes and goes, so that its spread hides anything', () => {
  test.each([44, 52, 70, 90])('is told on day %i of what is several times as dear as it ever was', (at) => {
    const jump = (factor: number) => risesOf(calendar.map((_, t) => (t >= at && t < at + 3 ? factor * DEAREST : wandering(t))))
    expect(jump(P.unheard_of_ratio * 1.05)).toContain(at)
    expect(jump(1.2)).not.toContain(at)
  })
})

describe('a line that is several times as dear on some days', () => {
  const usual = wobbling('recurring', 20, 0.1)
  const told = (cost: (t: number) => number) => scanBill(dailyBill([line({ usage_type: 'x' }, cost)])).incidents.map(({ start }) => start)

  test.each<[string, (t: number) => number]>([
    ['on the first of each month', (t) => (addDays(FIRST_DAY, t).endsWith('-01') ? 300 : usual(t))],
    ['on one weekday from the first week on', (t) => (t % 7 === 3 ? 3 : 1) * usual(t)],
    ['by cents', (t) => (t === 80 ? 0.9 : 0.005 * usual(t))],
    ['by two dollars', (t) => (t === 80 ? 2.5 : 0.02 * usual(t))],
  ])('is not told of it %s', (_, cost) => expect(told(cost)).toEqual([]))

  test('is told once of a return after two months, and once of a charge of one day', () => {
    expect(told((t) => (t >= 30 && t < 90 ? 0 : 4 * usual(t)))).toEqual([addDays(FIRST_DAY, 90)])
    expect(told((t) => (t === 80 ? 900 : usual(t)))).toEqual([addDays(FIRST_DAY, 80)])
  })
})
