import fc from 'fast-check'
import { expect, it } from 'vitest'
import { add, compareDecimal, subtract, toDecimal } from '@/lib/kernel/money'
import { addDays, daysIn, weekday } from '@/lib/kernel/time'
import type { Decimal } from '@/schemas/money'
import { weighDays } from './weigh-days'

const ONSET = '2026-11-09' // a Monday
const windows = (after_days: number) => ({ before: { start: addDays(ONSET, -28), end: ONSET }, after: { start: ONSET, end: addDays(ONSET, after_days) } })
const covered = daysIn(addDays(ONSET, -60), addDays(ONSET, 30))

/** Mean day of a cost in both windows. */
function means(days: readonly string[], after_days: number, cost: (day: string) => number): [Decimal, Decimal] {
  const w = weighDays(days, windows(after_days))
  const sum = (side: number[]) => toDecimal(w.days.reduce((total, day, i) => total + cost(day) * (side[i] ?? 0), 0))
  return [w.meanBefore(sum(w.before)), w.meanAfter(sum(w.after))]
}

it('sees no change where only the weekdays of the windows differ', () => {
  const weekly = (day: string) => (weekday(day) >= 5 ? 10 : 100)
  // Ten days since the onset hold one weekend; the 28 days before hold four.
  expect(means(covered, 10, weekly)).toEqual(['82', '82'])
})

it('finds a step of any size exactly, for any length of the after window', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 28 }),
      fc.integer({ min: -50, max: 500 }),
      fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 7, maxLength: 7 }),
      (n, step, week) => {
        const cost = (day: string) => (week[weekday(day)] ?? 0) + (day >= ONSET ? step : 0)
        const [before, after] = means(covered, n, cost)
        expect(Math.abs(Number(subtract(after, before)) - step)).toBeLessThan(1e-9)
      },
    ),
  )
})

it('counts only days that the bill covers, and adds up over leaves', () => {
  fc.assert(
    fc.property(fc.subarray(covered, { minLength: 60 }), fc.integer({ min: 0, max: 90 }), (days, share) => {
      if (!days.some((d) => d >= ONSET && d < addDays(ONSET, 7))) return
      const cost = (day: string) => 7 + (days.indexOf(day) % 5)
      const part = (day: string) => (cost(day) * share) / 100
      const [b, a] = means(days, 7, cost)
      const [b1, a1] = means(days, 7, part)
      const [b2, a2] = means(days, 7, (day) => cost(day) - part(day))
      for (const [whole, parts] of [
        [b, add(b1, b2)],
        [a, add(a1, a2)],
      ] as const)
        expect(Math.abs(Number(subtract(whole, parts)))).toBeLessThan(1e-8)
    }),
    { numRuns: 50 },
  )
})

it('leaves out a weekday that the before window lacks, and refuses to compare with nothing', () => {
  const only_mondays_before = covered.filter((day) => day >= ONSET || weekday(day) === 0)
  expect(compareDecimal(means(only_mondays_before, 7, (day) => (weekday(day) === 0 ? 5 : 99))[1], '5')).toBe(0)
  expect(() => weighDays(daysIn(ONSET, addDays(ONSET, 9)), windows(7))).toThrow('at least a week before')
})
