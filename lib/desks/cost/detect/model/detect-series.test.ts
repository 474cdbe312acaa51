import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleYear, scoreFlags } from '@/lib/desks/cost/fixtures/sample-year'
import { addDays } from '@/lib/kernel/time'
import type { DailySeries } from '@/schemas/evidence/cost'
import { detectParams } from '../params'
import { detectSeries } from './detect-series'

const P = detectParams('5000')
const START = '2026-06-01'
const LATER = '2027-06-01T00:00:00.000Z'
const pointsOf = (costs: readonly number[], settled = costs.length): DailySeries['points'] =>
  costs.map((cost, t) => ({ day: addDays(START, t), effective_cost: cost.toFixed(6), is_settled: t < settled }))
const flat = (days: number, cost = 100): number[] => Array.from({ length: days }, () => cost)
const flagsOf = (costs: readonly number[], now = LATER, settled = costs.length) => detectSeries(pointsOf(costs, settled), P, now).days.map((d) => d.flag)

describe('detectSeries', () => {
  it('finds labelled changes in generated years with an event F1 of at least 0.88', () => {
    const sum = { hits: 0, misses: 0, false_alarms: 0, alarms: 0 }
    for (let seed = 1; seed <= 40; seed++) {
      const year = sampleYear(seed)
      const { days } = detectSeries(year.points, detectParams('1000'), LATER)
      const score = scoreFlags(
        days.flatMap((d, t) => (d.flag === 'spike' || d.flag === 'sustained' ? [t] : [])),
        year.changes,
      )
      for (const key of ['hits', 'misses', 'false_alarms', 'alarms'] as const) sum[key] += score[key]
    }
    const [precision, recall] = [(sum.alarms - sum.false_alarms) / sum.alarms, sum.hits / (sum.hits + sum.misses)]
    expect((2 * precision * recall) / (precision + recall)).toBeGreaterThanOrEqual(0.88)
    expect(sum.false_alarms / 40).toBeLessThanOrEqual(0.4)
  })

  it('judges a day by earlier days only: the future changes nothing that was said', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 40, max: 300 }), fc.double({ min: 0, max: 20_000, noNaN: true }), (seed, cut, future) => {
        const year = sampleYear(seed)
        const changed = year.points.map((point, t) => (t < cut ? point : { ...point, effective_cost: future.toFixed(6) }))
        expect(detectSeries(changed, P, LATER).days.slice(0, cut)).toEqual(detectSeries(year.points, P, LATER).days.slice(0, cut))
      }),
      { numRuns: 15 },
    )
  })

  it('raises nothing on a constant series, whose deviation is zero, nor on cents of it', () => {
    expect(flagsOf(flat(120)).every((f) => f === null)).toBe(true)
    expect(flagsOf([...flat(100), 100.5, 101, 100.5]).every((f) => f === null)).toBe(true)
  })

  it('flags a step from its first day until it is the new normal after three weeks', () => {
    const { days, incidents } = detectSeries(pointsOf([...flat(100), ...flat(60, 200)]), P, LATER)
    expect(days.findIndex((d) => d.flag !== null)).toBe(100)
    expect(incidents).toMatchObject([{ direction: 'rise', is_open: false }])
    expect(days.slice(130).every((d) => d.flag === null)).toBe(true)
    expect(days[110]?.expected).toBeCloseTo(100, 5)
  })

  it('expects what the weekday and the month edge usually cost', () => {
    const costs = Array.from({ length: 180 }, (_, t) => {
      const day = addDays(START, t)
      return (new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0 ? 40 : 100) * (day.endsWith('-01') ? 2 : 1)
    })
    expect(
      flagsOf(costs)
        .slice(70)
        .every((f) => f === null),
    ).toBe(true)
  })

  it('does not judge the current day or days less than a day old, and never lets such days prove a fall', () => {
    const costs = [...flat(100), 900, 10]
    const morning_after = `${addDays(START, 101)}T09:00:00.000Z`
    expect(flagsOf(costs, morning_after, 99).slice(99)).toEqual([null, null, null])
    const next_day = `${addDays(START, 103)}T09:00:00.000Z`
    expect(flagsOf(costs, next_day, 100).slice(100)).toEqual(['spike', null])
    expect(detectSeries(pointsOf(costs, 100), P, next_day).incidents).toMatchObject([{ flagged: [], unsettled: [100] }])
  })

  it('believes new spend on its second day, or at once when it is large', () => {
    expect(flagsOf([...flat(60, 0), 60, 60, 60]).slice(60)).toEqual([null, 'new_spend', 'new_spend'])
    expect(flagsOf([...flat(60, 0), 60, 0, 0]).slice(60)).toEqual([null, null, null])
    expect(flagsOf([...flat(60, 0), 400]).slice(60)).toEqual(['new_spend'])
  })

  it('reports a fall as a fall', () => {
    expect(detectSeries(pointsOf([...flat(100), 20, 20, 20]), P, LATER).incidents).toMatchObject([{ direction: 'fall', tests: ['drop'] }])
  })

  it('says nothing before there are two weeks of history', () => {
    const { days } = detectSeries(pointsOf([...flat(13, 10), 5000]), P, LATER)
    expect(days.every((d) => d.flag === null && Number.isNaN(d.expected))).toBe(true)
  })
})
