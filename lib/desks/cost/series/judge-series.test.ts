import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom } from '@/lib/kernel/random'
import { judgeSeries } from './judge-series'
import type { SeriesRow } from './judged-series'

const DAY_MS = 86_400_000
const START = Date.UTC(2026, 0, 5)

const daily = (values: readonly (number | null)[]): SeriesRow[] =>
  values.map((value, i) => ({ at: new Date(START + i * DAY_MS).toISOString().slice(0, 10), ms: START + i * DAY_MS, value }))
const everyFiveMinutes = (values: readonly (number | null)[]): SeriesRow[] =>
  values.map((value, i) => ({ at: new Date(START + i * 300_000).toISOString(), ms: START + i * 300_000, value }))

/** Five-minute load with a daily wave and noise. */
function wave(points: number, change: (value: number, i: number) => number = (value) => value): number[] {
  const random = makeRandom(7, 'wave')
  return Array.from({ length: points }, (_, i) => change(50 + 20 * Math.sin((i / 288) * 2 * Math.PI) + random.normal(), i))
}

describe('a daily series', () => {
  test('is judged as dollars per day, with the sentence that says why', () => {
    const judged = judgeSeries(daily(Array.from({ length: 120 }, (_, i) => (i === 100 ? 900 : 300 + (i % 3)))))
    expect(judged).toMatchObject({ detector: 'daily', flag_at: 1 })
    expect(judged.why).toContain('one value per calendar day')
    expect(judged.points.flatMap((point, i) => (point.flag ? [i] : []))).toEqual([100])
    expect(judged.incidents).toMatchObject([
      { start: '2026-04-15', end: '2026-04-15', direction: 'rise', shape: 'spike', points: 1, actual: 900, is_open: false },
    ])
  })

  test('names a fall without flagging it', () => {
    const judged = judgeSeries(daily(Array.from({ length: 120 }, (_, i) => (i === 100 ? 20 : 300 + (i % 3)))))
    expect(judged.points[100]).toMatchObject({ flag: false, tests: ['drop'] })
    expect(judged.incidents).toMatchObject([{ direction: 'fall', shape: 'drop' }])
  })

  test('leaves a day without a value unjudged and out of the history', () => {
    const judged = judgeSeries(daily(Array.from({ length: 120 }, (_, i) => (i >= 50 && i < 60 ? null : 300))))
    expect(judged.points.slice(50, 60).every((point) => !point.is_judged && point.score === 0 && !point.flag)).toBe(true)
    expect(judged.points[60]?.expected).toBeCloseTo(300, 3)
    expect(judged.incidents).toEqual([])
  })
})

describe('a stream', () => {
  test('is judged point by point, with the sentence that says why', () => {
    const judged = judgeSeries(everyFiveMinutes(wave(4000, (value, i) => (i >= 3000 && i < 3006 ? value + 90 : value))))
    expect(judged.detector).toBe('points')
    expect(judged.why).toContain('a point every 5 minutes')
    expect(judged.points.flatMap((point, i) => (point.flag ? [i] : []))).toContain(3000)
    expect(judged.incidents.at(-1)).toMatchObject({ direction: 'rise', shape: 'unusual' })
  })

  test('of one value all along never alarms', () => expect(judgeSeries(everyFiveMinutes(Array.from({ length: 3000 }, () => 5))).incidents).toEqual([]))

  test('of a wave that only repeats itself never alarms once it has been seen', () => {
    const judged = judgeSeries(everyFiveMinutes(Array.from({ length: 4000 }, (_, i) => Math.round(50 + 20 * Math.sin((i / 288) * 2 * Math.PI)))))
    expect(judged.points.slice(600).filter((point) => point.flag)).toEqual([])
  })

  test('judges 100,000 points within seconds of a processor, however busy the machine is', () => {
    const rows = everyFiveMinutes(wave(100_000))
    const started = process.cpuUsage()
    judgeSeries(rows)
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(8)
  }, 60_000)
})

describe('any series', () => {
  const rows = fc.oneof(
    fc.integer({ min: 0, max: 400 }).map((seed) => daily(sampleYear(seed).costs.slice(0, 200))),
    fc.array(fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.constantFrom(0, 1, null)), { minLength: 1, maxLength: 400 }).map(everyFiveMinutes),
  )

  test('keeps what it said when later rows arrive', () =>
    fc.assert(
      fc.property(rows, fc.double({ min: 0.1, max: 1, noNaN: true }), (all, share) => {
        const some = all.slice(0, Math.max(1, Math.floor(all.length * share)))
        expect(judgeSeries(some).points).toEqual(judgeSeries(all).points.slice(0, some.length))
      }),
      { numRuns: 60 },
    ))

  test('flags a point exactly when its score reaches the published limit', () =>
    fc.assert(
      fc.property(rows, (all) => {
        const { points, flag_at } = judgeSeries(all)
        for (const point of points) expect(point.flag).toBe(point.score >= flag_at)
      }),
      { numRuns: 60 },
    ))
})
