import { describe, expect, it } from 'vitest'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, addHours, startOfDay } from '@/lib/kernel/time'
import type { DailySeries } from '@/schemas/evidence/cost'
import { realizedSavings } from './realized-savings'
import type { SavingsInput } from './savings-input'
import { trajectory } from './trajectory'

const START = '2026-06-01'
const at = (t: number) => addDays(START, t)
const pointsOf = (costs: readonly number[], settled = costs.length): DailySeries['points'] =>
  costs.map((cost, t) => ({ day: at(t), effective_cost: cost.toFixed(6), is_settled: t < settled }))
const days = (n: number, cost: number) => Array.from({ length: n }, () => cost)
const base = { pool: [], currency: 'USD', predicted_per_day: '100', days: 7 }
const stepAt = (onset: number, shape: 'step' | 'drift' | 'spike' | 'new_spend' = 'step') => ({ first_day: at(onset), last_day: at(onset + 5), shape })
const executed = (t: number) => addHours(startOfDay(at(t)), 9)
const run = (costs: readonly number[], onset: number, t: number, more: Partial<SavingsInput> = {}) =>
  realizedSavings({ ...base, points: pointsOf(costs), anomaly: stepAt(onset), executed_at: executed(t), ...more })

describe('realizedSavings', () => {
  it('measures a step against the level of the incident, not against what was normal before it', () => {
    const saved = run([...days(90, 200), ...days(10, 500), ...days(12, 320)], 90, 99)
    expect(saved).toMatchObject({ days: 7, point: '180', distinguishable_from: null })
    expect(saved?.method).toContain('the level of the last 8 days before the change')
  })

  it('claims nothing where nothing was done', () => {
    const saved = run([...days(90, 200), ...days(30, 500)], 90, 99)
    expect(Number(saved?.low)).toBeLessThanOrEqual(0)
    expect(Number(saved?.high)).toBeGreaterThanOrEqual(0)
  })

  it('confirms a saving that is not there in at most 5 % of quiet years', () => {
    let confirmed = 0
    for (let seed = 1; seed <= 60; seed++) {
      const { points } = sampleYear(seed, 0)
      const executed_at = addHours(startOfDay(addDays('2025-01-01', 150 + 2 * seed)), 9)
      const saved = realizedSavings({ ...base, points, anomaly: null, executed_at, days: 14 })
      if (Number(saved?.low) > 0) confirmed++
    }
    expect(confirmed).toBeLessThanOrEqual(3)
  })

  it('counts settled days only and skips the day of the change and the next', () => {
    const costs = [...days(90, 200), ...days(10, 500), 5, ...days(12, 320)]
    const points = pointsOf(costs, 105)
    const input: SavingsInput = { ...base, points, anomaly: stepAt(90), executed_at: executed(99) }
    expect(realizedSavings(input)).toMatchObject({ days: 4, point: '180' })
    expect(
      trajectory(input)
        .filter((d) => d.is_used)
        .map((d) => d.day),
    ).toEqual([at(101), at(102), at(103), at(104)])
    expect(realizedSavings({ ...input, points: pointsOf(costs, 101) })).toBeNull()
  })

  it('takes a day that the bill covers and the scope does not appear on for a day without cost', () => {
    const points = pointsOf([...days(90, 200), ...days(10, 500), ...days(12, 0)]).filter((p) => p.effective_cost !== '0.000000')
    const bill_days = Array.from({ length: 112 }, (_, t) => ({ day: at(t), is_settled: true }))
    expect(realizedSavings({ ...base, points, bill_days, anomaly: stepAt(90), executed_at: executed(99) })).toMatchObject({ days: 7, point: '500' })
  })

  it('leaves days out that are not known, wherever they lie, and is less sure of fewer of them', () => {
    const wobble = (t: number) => 12 * Math.sin(t * 1.7)
    const costs = Array.from({ length: 112 }, (_, t) => (t < 90 ? 200 : t < 100 ? 500 : 320) + wobble(t))
    const points = pointsOf(costs)
    const input: SavingsInput = { ...base, points, anomaly: stepAt(90), executed_at: executed(99) }
    const whole = realizedSavings(input)
    // The onset, the day of the change, a day after it, and days of the history; none of them is zero.
    for (const gone of [[90], [99], [100], [103, 104], [30, 31, 32], [90, 99, 101]]) {
      const known = { ...input, points: points.filter((_, t) => !gone.includes(t)) }
      const saved = realizedSavings(known)
      expect(saved?.days).toBe(7)
      expect(Math.abs(Number(saved?.point) - Number(whole?.point))).toBeLessThan(12)
      expect(trajectory(known).some(({ day }) => gone.some((t) => day === at(t)))).toBe(false)
    }
    const width = (saved: typeof whole) => Number(saved?.high) - Number(saved?.low)
    const three = realizedSavings({ ...input, points: points.filter((_, t) => t < 104) })
    expect(three).toMatchObject({ days: 3 })
    expect(width(three)).toBeGreaterThan(width(whole))
  })

  it('weighs weekdays alike when a change only works on some of them', () => {
    const monday = 0 // 2026-06-01 is a Monday
    const costs = Array.from({ length: 130 }, (_, t) => (t < 90 ? 200 : t < 100 ? 500 : (t - monday) % 7 >= 5 ? 0 : 250))
    expect(Number(run(costs, 90, 99, { days: 7 })?.point)).toBeCloseTo(500 - (250 * 5) / 7, 4)
    expect(Number(run(costs, 90, 99, { days: 14 })?.point)).toBeCloseTo(500 - (250 * 5) / 7, 4)
  })

  it('claims nothing recurring for a spike', () => {
    expect(run([...days(90, 200), 900, 900, ...days(12, 200)], 90, 92, { anomaly: stepAt(90, 'spike') })).toMatchObject({ point: '0', low: '0', high: '0' })
  })

  it('is never surer than 10 % of the expected cost without enough placebos of its own, and pools comparable series for it, nor than 20 % without any', () => {
    const costs = [...days(90, 0), ...days(10, 184.9), ...days(12, 90)]
    const alone = run(costs, 90, 99, { anomaly: stepAt(90, 'new_spend') })
    expect(alone).toMatchObject({ point: '94.9', low: '57.92', high: '131.88', placebos: 0 })
    expect(alone?.method).toContain('no less than 20 %')
    const noisy = pointsOf(Array.from({ length: 112 }, (_, t) => 100 + 60 * Math.sin(t * 0.21)))
    const pooled = run(costs, 90, 99, { anomaly: stepAt(90, 'new_spend'), pool: [noisy] })
    expect(pooled?.placebos).toBeGreaterThanOrEqual(12)
    expect(Number(pooled?.low)).toBeLessThan(Number(alone?.low))
  })

  it('is as sure of a place that began to cost something three months ago as of one that always did: what it did not cost before is no error', () => {
    const noise = makeRandom(5, 'noise')
    const costs = Array.from({ length: 180 }, (_, t) => (t < 150 ? 200 : 120) * (1 + 0.05 * noise.normal()))
    const began = costs.map((cost, t) => (t < 60 ? 0 : cost))
    const half = (s: ReturnType<typeof run>) => (Number(s?.high) - Number(s?.low)) / 2
    const [always, lately] = [run(costs, 150, 150, { anomaly: null }), run(began, 150, 150, { anomaly: null })]
    expect(lately?.method).toContain('errors on this scope')
    expect(half(lately)).toBeLessThan(1.5 * half(always))
  })

  it('says when a small saving would show, if it ever will', () => {
    const wobble = Array.from({ length: 140 }, (_, t) => 200 + 16 * Math.sin(t * 0.9) + (t >= 110 ? -9 : 0))
    const saved = run(wobble, 90, 110, { anomaly: null })
    if (Number(saved?.low) > 0) expect(saved?.distinguishable_from).toBeNull()
    else expect([null, at(110 + 2 + 14 + 2), at(110 + 2 + 28 + 2)]).toContain(saved?.distinguishable_from)
  })
})
