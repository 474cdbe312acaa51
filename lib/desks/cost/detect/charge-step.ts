import { mad, median, round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { DetectParams } from './params'
import type { CalendarDay } from './scored-day'

// Twice the three weeks after which a new level counts as normal: until then the median is still the old level.
const BEFORE_DAYS = 42
const MIN_BEFORE_DAYS = 7
const MIN_RATIO = 0.2
// A charge of similar size about a month or a year earlier makes this one a recurring bill, not an event.
const SAME_SIZE_RATIO = 0.25
const RECURS_AFTER_DAYS = [
  [27, 34],
  [57, 65],
  [362, 370],
] as const

/** A charge that is not usage went up for good, or once: dollars per day before and since, and the settled days of the rise. */
export type ChargeStep = { first: number; last: number; before: number; after: number; noise: number }

/**
 * Step test for charges such as credits and subscriptions. They follow no week and no level, so the last settled days are compared with the
 * six weeks before them: all of them higher by a material amount, for two days, or for one if it is large. A credit that stops is a rise.
 * Days before `from` are no part of those six weeks: the charge took its present level there.
 */
export function chargeStep(values: readonly number[], calendar: readonly CalendarDay[], p: DetectParams, from = 0): ChargeStep | null {
  const last = calendar.findLastIndex((d) => d.is_settled)
  if (last < from + MIN_BEFORE_DAYS) return null
  let first = last + 1
  while (first - 1 >= from + MIN_BEFORE_DAYS && riseAt(values, first - 1, from, p) !== null) first--
  const level = first <= last ? median(values.slice(first, last + 1)) : Number.NaN
  if (Number.isNaN(level)) return null
  const before = values.slice(Math.max(from, first - BEFORE_DAYS), first)
  const step = { first, last, before: median(before), after: level, noise: mad(before) }
  const size = step.after - step.before
  if (last - first === 0 && size < p.new_spend_at_once) return null
  return recurs(values, calendar, first, size) ? null : step
}

function riseAt(values: readonly number[], t: number, from: number, p: DetectParams): number | null {
  const before = values.slice(Math.max(from, t - BEFORE_DAYS), t)
  const usual = median(before)
  const rise = round6((values[t] ?? 0) - usual)
  return rise >= p.min_impact && rise >= MIN_RATIO * Math.abs(usual) && rise >= 4 * 1.4826 * mad(before) ? rise : null
}

function recurs(values: readonly number[], calendar: readonly CalendarDay[], first: number, size: number): boolean {
  const now = values[first] ?? 0
  return calendar.slice(0, first).some(({ day }, t) => {
    const apart = daysBetween(day, calendar[first]?.day ?? day)
    const is_like =
      Math.abs((values[t] ?? 0) - now) <= SAME_SIZE_RATIO * Math.abs(size) && Math.abs((values[t] ?? 0) - (values[t - 1] ?? 0)) >= Math.abs(size) / 2
    return is_like && RECURS_AFTER_DAYS.some(([from, to]) => apart >= from && apart <= to)
  })
}
