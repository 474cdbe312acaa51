import { describe, expect, it } from 'vitest'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, addHours, startOfDay } from '@/lib/kernel/time'
import { realizedSavings } from './realized-savings'
import type { SavingsInput } from './savings-input'
import { trajectory } from './trajectory'

const START = '2026-01-01'
const [DAYS, ACTED] = [200, 160]
const day = (t: number) => addDays(START, t)
const pointsOf = (cost: (t: number) => number) =>
  Array.from({ length: DAYS }, (_, t) => ({ day: day(t), effective_cost: cost(t).toFixed(6), is_settled: true }))

/** Slices that one demand moves, each with a little noise of its own; the demand falls by a quarter on the day of the change. */
function market(seed: number, falls: boolean) {
  const random = makeRandom(seed, 'market')
  let last = 0
  const demand = Array.from({ length: DAYS }, (_, t) => {
    last = 0.85 * last + 0.12 * random.normal()
    return Math.exp(last) * (falls && t > ACTED ? 0.75 : 1)
  })
  const slice = (level: number) => {
    const own = Array.from({ length: DAYS }, () => 1 + 0.02 * random.normal())
    return (t: number) => level * (demand[t] ?? 1) * (own[t] ?? 1)
  }
  return { acted: slice(400), alike: slice(900), other: slice(300), third: slice(600) }
}

const alone = (random = makeRandom(3, 'alone')) => Array.from({ length: DAYS }, () => 500 * (1 + 0.1 * random.normal()))
const on = { rung: 'slice' as const, scope: { sub_account_id: '1' }, resource_ids: [], commitment_ids: [], refused: [], joint_with: [], control: null }
const inputOf = (cost: (t: number) => number, controls: SavingsInput['controls'] = []): SavingsInput => ({
  points: pointsOf(cost),
  pool: [],
  anomaly: null,
  executed_at: addHours(startOfDay(day(ACTED)), 9),
  days: 14,
  predicted_per_day: '50',
  currency: 'USD',
  controls,
  measured_on: on,
})
const candidate = (sub_account_id: string, cost: (t: number) => number) => ({ scope: { sub_account_id }, points: pointsOf(cost) })
const half = (s: ReturnType<typeof realizedSavings>) => (Number(s?.high) - Number(s?.low)) / 2

describe('untouched slices that moved alike', () => {
  it('take out of a saving what happened to everybody, with a narrower interval, and is told', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const { acted, alike, other, third } = market(seed, true)
      const alone = realizedSavings(inputOf(acted))
      const held = realizedSavings(inputOf(acted, [candidate('3', other), candidate('2', alike), candidate('4', third)]))
      expect(held?.measured_on?.control, `seed ${seed}`).not.toBeNull()
      expect(held?.measured_on?.control?.correlation).toBeGreaterThanOrEqual(0.8)
      expect(half(held)).toBeLessThan(half(alone) / 2)
      // Nothing was saved: the quarter that demand fell by is not claimed.
      expect(Number(held?.low)).toBeLessThanOrEqual(0)
      expect(Math.abs(Number(held?.point))).toBeLessThan(40)
      expect(held?.method).toMatch(/Held against .* and 2 more, which nothing touched and which moved alike before \(correlation 0\.\d\d\)/)
    }
  })

  it('are the same whatever the order in which slices are listed', () => {
    const { acted, alike, other, third } = market(4, false)
    const [two, three, four] = [candidate('2', alike), candidate('3', other), candidate('4', third)]
    expect(realizedSavings(inputOf(acted, [two, three, four]))).toEqual(realizedSavings(inputOf(acted, [four, three, two])))
    const twins = [candidate('9', alike), candidate('2', alike), candidate('5', alike)]
    expect(realizedSavings(inputOf(acted, twins))?.measured_on?.control?.scope).toEqual({ sub_account_id: '2' })
  })

  it('are not those that only have the same weekdays', () => {
    const week = (random = makeRandom(8, 'week')) => Array.from({ length: DAYS }, (_, t) => (t % 7 >= 5 ? 200 : 500) * (1 + 0.05 * random.normal()))
    const [a, b] = [week(), week(makeRandom(9, 'week'))]
    expect(realizedSavings(inputOf((t) => a[t] ?? 0, [candidate('2', (t) => b[t] ?? 0)]))?.measured_on?.control).toBeNull()
  })

  /** What is said where some of three slices grew by themselves since the change. */
  const withGrown = (seed: number, times: number, grown: readonly number[]) => {
    const { acted, ...others } = market(seed, false)
    const slices = Object.values(others).map((cost, n) => candidate(String(n + 2), (t) => cost(t) * (grown.includes(n) && t > ACTED ? times : 1)))
    return realizedSavings(inputOf(acted, slices))
  }

  it.each([1.1, 1.2, 3])('are no reason to claim a saving where one or two of them grew by themselves to %s times', (times) => {
    for (let seed = 1; seed <= 10; seed++)
      for (const grown of [[0], [1], [2], [0, 1], [0, 2], [1, 2]]) expect(Number(withGrown(seed, times, grown)?.low), `seed ${seed}`).toBeLessThanOrEqual(0)
  })

  it('tell how far apart they came to, and make the interval as much wider', () => {
    const [calm, grown] = [withGrown(1, 1, []), withGrown(1, 1.2, [0])]
    expect(half(grown) - half(calm)).toBeGreaterThan(0.08 * 400)
    const { least = 0, most = 0 } = grown?.measured_on?.control ?? {}
    expect(most - least).toBeGreaterThan(0.15)
    expect(grown?.method).toContain(`each to between ${least.toFixed(3)} and ${most.toFixed(3)}`)
    expect(grown?.method).toContain('as far as the slices differ that it is held against')
  })

  it('are not used where they came so far apart that the interval would be no narrower, and this is told', () => {
    const { acted } = market(1, false)
    const found = withGrown(1, 3, [1])
    expect(found?.measured_on).toMatchObject({ control: null, came_apart: { slices: 3 } })
    expect(found).toMatchObject({ low: realizedSavings(inputOf(acted))?.low, high: realizedSavings(inputOf(acted))?.high })
    expect(found?.method).toMatch(/Held against none of the 3 untouched slices that moved alike before: .* so some of them moved by themselves/)
  })

  it('are five at most, those that moved most alike', () => {
    const { acted, alike, other, third } = market(2, false)
    const slices = Array.from({ length: 9 }, (_, n) => candidate(String(n + 2), [alike, other, third][n % 3] ?? alike))
    expect(realizedSavings(inputOf(acted, slices))?.measured_on?.control?.others).toBe(4)
  })

  it('are not used where there are two or one: nobody can tell whether one of them moved by itself', () => {
    const { acted, alike, other } = market(5, true)
    expect(realizedSavings(inputOf(acted, [candidate('2', alike)]))).toEqual(realizedSavings(inputOf(acted)))
    expect(realizedSavings(inputOf(acted, [candidate('2', alike), candidate('3', other)]))).toEqual(realizedSavings(inputOf(acted)))
  })

  it('are not used where they do not make the errors of the method smaller', () => {
    const costs = alone()
    const { alike, other, third } = market(6, false)
    const s = realizedSavings(inputOf((t) => costs[t] ?? 0, [candidate('2', alike), candidate('3', other), candidate('4', third)]))
    expect(s?.measured_on?.control).toBeNull()
  })

  it('say the same of every later day, whatever becomes of them: the picture and the ledger go on with what was told', () => {
    const { acted, alike, other, third } = market(7, true)
    const input = inputOf(acted, [candidate('2', alike), candidate('3', other), candidate('4', third)])
    const first = realizedSavings(input)
    expect(first?.measured_on?.control).not.toBeNull()
    const { controls: _, ...rest } = input
    const later: SavingsInput = { ...rest, measured_on: first?.measured_on ?? on }
    expect(trajectory(later).map((p) => p.expected)).toEqual(trajectory(input).map((p) => p.expected))
    const used = trajectory(input).filter((p) => p.is_used)
    const mean = used.reduce((sum, p) => sum + Number(p.expected) - Number(p.actual), 0) / used.length
    expect(mean).toBeCloseTo(Number(first?.point), 1)
  })
})
