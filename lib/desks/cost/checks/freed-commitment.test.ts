import { describe, expect, it } from 'vitest'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, addHours, startOfDay } from '@/lib/kernel/time'
import { realizedSavings } from './realized-savings'
import type { SavingsInput } from './savings-input'
import { trajectory } from './trajectory'

const START = '2026-06-01'
const DAYS = 120
const STOPPED = 100
const days = Array.from({ length: DAYS }, (_, t) => addDays(START, t))
const dayCosts = (cost: (t: number) => number) => days.map((day, t) => ({ day, effective_cost: cost(t).toFixed(6) }))
const noise = makeRandom(1, 'usage')
const wobble = days.map(() => 1 + 0.02 * noise.normal())

/** A machine at 50 a day, of which a commitment pays for `covered`, stopped on day 100; afterwards the commitment is left `unused`. */
function stopped({
  covered,
  unused,
  began = 0,
  stop_to = 0,
}: {
  covered: number
  unused: (t: number) => number
  began?: number
  stop_to?: number
}): SavingsInput {
  const cost = (t: number) => (t < began ? 0 : (t > STOPPED ? stop_to : 50) * (wobble[t] ?? 1))
  return {
    points: dayCosts(cost).map((p) => ({ ...p, is_settled: true })),
    pool: [],
    anomaly: began === 0 ? null : { first_day: addDays(START, began), last_day: addDays(START, STOPPED), shape: 'new_spend' },
    executed_at: addHours(startOfDay(addDays(START, STOPPED)), 9),
    days: 14,
    predicted_per_day: '50',
    currency: 'USD',
    cover: { covered: dayCosts((t) => (cost(t) * covered) / 50), unused: dayCosts(unused) },
  }
}
const saved = (of: Parameters<typeof stopped>[0]) => realizedSavings(stopped(of))
const since = (t: number, then: number, before = 0) => (t > STOPPED ? then : before)

describe('a machine that commitments paid for', () => {
  it('saves nothing when it is stopped and the commitment then goes unused', () => {
    const s = saved({ covered: 50, unused: (t) => since(t, 50) })
    expect(Math.abs(Number(s?.point))).toBeLessThan(1.5)
    expect(Number(s?.low)).toBeLessThanOrEqual(0)
    // The picture and the ledger, which adds its days up, say the same.
    const course = trajectory(stopped({ covered: 50, unused: (t) => since(t, 50) })).filter((p) => p.is_used)
    expect(Math.abs(course.reduce((sum, p) => sum + Number(p.expected) - Number(p.actual), 0) / course.length - Number(s?.point))).toBeLessThan(0.01)
  })

  it('saves what it cost when the commitment pays for something else instead', () => {
    const s = saved({ covered: 50, unused: () => 0 })
    expect(Number(s?.point)).toBeCloseTo(50, 0)
    expect(Number(s?.low)).toBeGreaterThan(45)
  })

  it('saves the part that was on demand, and half of the rest when half of the commitment finds other use', () => {
    expect(Number(saved({ covered: 20, unused: (t) => since(t, 20) })?.point)).toBeCloseTo(30, 0)
    expect(Number(saved({ covered: 50, unused: (t) => since(t, 25) })?.point)).toBeCloseTo(25, 0)
  })

  it('shares what is unused with another plan that freed the same commitment, so that both together count it once', () => {
    const both = (mine: number, theirs: number, unused: number) => {
      const beside = (covered: number) => ({ covered: dayCosts((t) => since(t, 0, covered) * (wobble[t] ?? 1)) })
      const of = (covered: number, other: number) => {
        const input = stopped({ covered, unused: (t) => since(t, unused) })
        return realizedSavings({ ...input, ...(input.cover === undefined ? {} : { cover: { ...input.cover, freed_beside: beside(other).covered } }) })
      }
      return [of(mine, theirs), of(theirs, mine)].map((s) => Math.round(Number(s?.point)))
    }
    // Two machines at 50 that a commitment paid for: half of what both gave back found other use.
    expect(both(50, 50, 50)).toEqual([25, 25])
    expect(both(50, 50, 100)).toEqual([0, 0])
    expect(both(50, 25, 30)).toEqual([30, 40])
    expect(both(50, 0, 50)[0]).toBe(0)
  })

  it('leaves to a plan that acted long before nothing of what became unused since', () => {
    const input = stopped({ covered: 50, unused: (t) => since(t, 50) })
    const gone_before = dayCosts((t) => (t < STOPPED - 90 ? 50 : 0))
    expect(Math.abs(Number(realizedSavings({ ...input, ...(input.cover && { cover: { ...input.cover, freed_beside: gone_before } }) })?.point))).toBeLessThan(
      1.5,
    )
  })

  it('counts no more as freed than what was paid for there: the rest was left by somebody else', () => {
    expect(Number(saved({ covered: 20, unused: (t) => since(t, 500) })?.point)).toBeCloseTo(30, 0)
    expect(Number(saved({ covered: 0, unused: (t) => since(t, 500) })?.point)).toBeCloseTo(50, 0)
  })

  it('saves nothing when a smaller size leaves half of the commitment unused', () => {
    const s = saved({ covered: 50, unused: (t) => since(t, 25), stop_to: 25 })
    expect(Math.abs(Number(s?.point))).toBeLessThan(1.5)
  })

  it('holds what is unused against the time in which it ran: before that the commitment was unused as well', () => {
    const s = saved({ covered: 50, began: 88, unused: (t) => (t < 88 || t > STOPPED ? 50 : 0) })
    expect(Math.abs(Number(s?.point))).toBeLessThan(1.5)
    expect(Number(s?.low)).toBeLessThanOrEqual(0)
  })

  it('is claimed in at most 5 % of cases where the unused part moves by more than the machine costs, so that nobody can see whether it was freed', () => {
    let claimed = 0
    for (let seed = 1; seed <= 200; seed++) {
      const random = makeRandom(seed, 'unused')
      const pool = days.map(() => 300 + 200 * random.unit())
      if (Number(saved({ covered: 50, unused: (t) => (pool[t] ?? 0) + since(t, 50) })?.low) > 0) claimed++
    }
    expect(claimed).toBeLessThanOrEqual(10)
  })

  it('saves nothing, however little is known of the commitment before', () => {
    const s = saved({ covered: 50, began: 95, unused: (t) => since(t, 50) })
    expect(Number(s?.low)).toBeLessThanOrEqual(0)
  })
})
