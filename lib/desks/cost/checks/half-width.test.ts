import { describe, expect, it } from 'vitest'
import { sampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, addHours, startOfDay, weekday } from '@/lib/kernel/time'
import type { DailySeries } from '@/schemas/evidence/cost'
import { halfWidth } from './half-width'
import { measure } from './measure'
import { placebosBefore } from './placebos'
import { realizedSavings } from './realized-savings'
import type { SavingsInput } from './savings-input'

const START = '2026-01-05'
const at = (t: number) => addDays(START, t)
const pointsOf = (days: number, cost: (t: number) => number): DailySeries['points'] =>
  Array.from({ length: days }, (_, t) => ({ day: at(t), effective_cost: cost(t).toFixed(6), is_settled: true }))

/** Nothing is done on the last day but 40 of so many. */
const inputOf = (points: DailySeries['points'], more: Partial<SavingsInput> = {}): SavingsInput => ({
  points,
  pool: [],
  anomaly: null,
  executed_at: addHours(startOfDay(at(points.length - 40)), 9),
  days: 7,
  predicted_per_day: '10',
  currency: 'USD',
  ...more,
})
const noisy = (days: number, seed = 1) => {
  const random = makeRandom(seed, 'noise')
  return pointsOf(days, () => 100 * (1 + 0.05 * random.normal()))
}
function measured(input: SavingsInput) {
  const m = measure(input)
  if (m === null) throw new Error('the bill does not reach the change')
  return { m, width: (n: number) => halfWidth(input, m, n), placebos: (n: number) => placebosBefore(m, m.onset, n) }
}

describe('the interval of a saving', () => {
  it('comes from placebos over four months, which count as a separate one in every five days', () => {
    const { placebos } = measured(inputOf(noisy(300)))
    expect([7, 14, 28].map((n) => placebos(n).errors.length)).toEqual([31, 31, 31])
    expect(placebos(28).separate).toBe(25)
  })

  it('is the greatest error where they are too few to leave one of ten out, and leaves some out where they are many', () => {
    const greatest = (errors: readonly number[]) => Math.max(...errors.map(Math.abs))
    const [short, long] = [measured(inputOf(noisy(115))), measured(inputOf(noisy(300)))]
    expect(short.placebos(7).separate).toBeLessThan(9)
    expect(short.width(7)).toMatchObject({ ratio: greatest(short.placebos(7).errors), source: 'own' })
    expect(long.width(7).ratio).toBeLessThan(greatest(long.placebos(7).errors))
  })

  it('is no narrower after more days than after fewer where few placebos are separate, and may be where many are', () => {
    const seeds = Array.from({ length: 40 }, (_, i) => i + 1)
    const narrower = (days: number) => seeds.filter((seed) => ((of) => of.width(14).ratio < of.width(7).ratio)(measured(inputOf(noisy(days, seed)))))
    expect(narrower(125)).toEqual([])
    expect(narrower(300).length).toBeGreaterThan(20)
  })

  it('of a place that began lately comes from others as if they had begun then: nobody knows its weekdays either', () => {
    const week = (t: number) => (weekday(at(t)) >= 5 ? 40 : 100)
    const first = 150
    const anomaly = { first_day: at(first), last_day: at(first + 5), shape: 'new_spend' } as const
    const input = inputOf(
      pointsOf(200, (t) => (t < first ? 0 : week(t))),
      { anomaly, pool: [pointsOf(200, week)], days: 7 },
    )
    expect(measured(input).width(7)).toMatchObject({ source: 'pooled' })
    const saved = realizedSavings(input)
    expect(Number(saved?.point)).toBeGreaterThan(10)
    expect(Number(saved?.low)).toBeLessThanOrEqual(0)
  })

  it('of a place that costs many times what it did knows no weekdays on earlier days either, and of one that always cost as much it does', () => {
    const week = (t: number) => (weekday(at(t)) >= 5 ? 40 : 100)
    // A Monday, five days before the change.
    const first = 154
    const since = (before: number, shape: 'step' | 'new_spend') => {
      const random = makeRandom(7, 'week')
      const points = pointsOf(200, (t) => (t < first ? before : 1) * week(t) * (1 + 0.03 * random.normal()))
      return realizedSavings(inputOf(points, { anomaly: { first_day: at(first), last_day: at(first + 3), shape } }))
    }
    expect(Number(since(0.1, 'step')?.low)).toBeLessThanOrEqual(0)
    expect(Math.abs(Number(since(0.8, 'new_spend')?.point))).toBeLessThan(5)
  })

  it('says saved of little that saved nothing where no error was measured, and is no narrower than the few that were', () => {
    const began = (seed: number) => {
      const year = sampleYear(seed, 0)
      const [change, onset] = [200, 193]
      const points = year.points.map((p, t) => ({ ...p, effective_cost: ((year.costs[t] ?? 0) * (t < onset ? 0.5 : 1)).toFixed(6) })).slice(change - 22)
      const day = (t: number) => year.points[t]?.day ?? ''
      const executed_at = addHours(startOfDay(day(change)), 9)
      return realizedSavings(inputOf(points, { executed_at, anomaly: { first_day: day(onset), last_day: day(onset + 3), shape: 'step' } }))
    }
    const all = Array.from({ length: 200 }, (_, i) => began(i + 1))
    expect(all.every((s) => s?.placebos === 0)).toBe(true)
    expect(all.filter((s) => Number(s?.low) > 0).length).toBeLessThanOrEqual(10)

    const wild = (t: number) => (t % 20 < 10 ? 100 : 300)
    const few = measured(inputOf(pointsOf(92, wild)))
    const { errors } = few.placebos(7)
    expect(errors.length).toBeGreaterThan(0)
    expect(few.width(7)).toMatchObject({ ratio: Math.max(...errors.map(Math.abs)), placebos: errors.length, source: 'floor' })
  })

  it('says that none of the errors was greater where none was, and that one in ten is only where that is so', () => {
    const words = (days: number) => realizedSavings(inputOf(noisy(days)))?.method
    expect(words(115)).toContain("the greatest of this method's errors on this scope where nothing was done")
    expect(words(300)).toContain("which this method's errors on this scope exceed in one case of ten where nothing was done")
  })
})
