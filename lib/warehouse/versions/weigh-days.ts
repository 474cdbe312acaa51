import { Fault } from '@/lib/kernel/errors'
import { Big, big, toDecimal } from '@/lib/kernel/money'
import { weekday } from '@/lib/kernel/time'
import type { Decimal } from '@/schemas/money'
import type { Day, DayRange } from '@/schemas/time'

/**
 * How much each day counts when two windows are compared as mean days. Only days that the bill covers count.
 *
 * A day of the after window counts once. The before window is made to have the same weekdays in the same shares, so that a window with one weekend is not
 * compared with four. A weekday that the before window lacks is left out of both. Weights are whole numbers, so that sums stay exact; the means divide.
 */
export type DayWeights = {
  days: Day[]
  before: number[]
  after: number[]
  meanBefore(weighted_sum: Decimal): Decimal
  meanAfter(weighted_sum: Decimal): Decimal
}

/** Throws Fault `not_found` when no weekday of the after window is in the before window. */
export function weighDays(covered: readonly Day[], windows: { before: DayRange; after: DayRange }): DayWeights {
  const inside = ({ start, end }: DayRange) => covered.filter((day) => day >= start && day < end)
  const before = inside(windows.before)
  const counts = perWeekday(before)
  const comparable = inside(windows.after).filter((day) => counts[weekday(day)] !== 0)
  if (comparable.length === 0) {
    throw new Fault('not_found', 'the bill has no days before the onset to compare with: it must reach back at least a week before', {
      before: windows.before,
      after: windows.after,
    })
  }
  // 12 is divisible by 1, 2, 3, 4: how often a weekday can occur in 28 days. More days need a larger common multiple.
  const multiple = counts.filter((n) => n > 0).reduce(leastCommonMultiple, 1)
  const compared = perWeekday(comparable)
  const weight = (day: Day) => ((compared[weekday(day)] ?? 0) * multiple) / (counts[weekday(day)] ?? 1)
  const days = [...before, ...comparable]
  return {
    days,
    before: days.map((day, i) => (i < before.length ? weight(day) : 0)),
    after: days.map((_, i) => (i < before.length ? 0 : 1)),
    meanBefore: (sum) => divide(sum, comparable.length * multiple),
    meanAfter: (sum) => divide(sum, comparable.length),
  }
}

/** The days from the first to the last of two windows. */
export const spanOf = ({ before, after }: { before: DayRange; after: DayRange }): DayRange => ({
  start: before.start < after.start ? before.start : after.start,
  end: before.end > after.end ? before.end : after.end,
})

/** How many days fall on each weekday. */
function perWeekday(days: readonly Day[]): number[] {
  const counts = [0, 0, 0, 0, 0, 0, 0]
  for (const day of days) counts[weekday(day)] = (counts[weekday(day)] ?? 0) + 1
  return counts
}

const divide = (sum: Decimal, by: number): Decimal => toDecimal(big(sum).div(new Big(by)))
const leastCommonMultiple = (a: number, b: number): number => (a * b) / greatestCommonDivisor(a, b)
const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))
