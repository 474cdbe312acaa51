import { mad, median, round6 } from '@/lib/kernel/stats'
import { daysBetween } from '@/lib/kernel/time'
import type { CalendarDay } from '../model/scored-day'
import type { DetectParams } from '../params'
import { LEAST_BEFORE_OF_CHARGE, type MonthlyCharges, monthlyCharges } from './monthly-charges'

// Twice the three weeks after which a new level counts as normal: until then the median is still the old level.
const BEFORE_DAYS = 42
const MIN_BEFORE_DAYS = 7
const MIN_RATIO = 0.2
// A charge of similar size about a month or a year earlier makes this one a recurring bill, not an event.
const SAME_SIZE_RATIO = 0.25
const MONTHS_APART = [
  [27, 34],
  [57, 65],
] as const
const YEAR_APART = [362, 370] as const

/** Of every day, the dollars that were to be expected because they come every month. */
type Came = Float64Array | undefined

/**
 * A charge that is not usage went up for good, or once: dollars per day before and since, and the settled days of the rise. `due` are those of `before` that were
 * to be expected on these days alone, because they come every month.
 */
export type ChargeStep = { first: number; last: number; before: number; after: number; due: number; noise: number }

/** What comes in a series of charges every month: `charged` in it, and `credited`, whose amounts are what a credit takes off. */
export type MonthlyOfCharges = { charged: MonthlyCharges | null; credited: MonthlyCharges | null }

export const monthlyOfCharges = (values: readonly number[]): MonthlyOfCharges => ({
  charged: monthlyCharges(values, LEAST_BEFORE_OF_CHARGE),
  credited: values.some((y) => y < 0)
    ? monthlyCharges(
        values.map((y) => -y),
        LEAST_BEFORE_OF_CHARGE,
      )
    : null,
})

/**
 * Step test for charges such as credits and subscriptions. They follow no week and no level, so the last settled days are compared with the
 * six weeks before them: all of them higher by a material amount, for two days, or for one if it is large. A credit that stops is a rise, also one of every month
 * that did not come or shrank. What comes every month is expected on its day. Days before `from` are no part of those six weeks: the charge took its present level there.
 */
export function chargeStep(
  values: readonly number[],
  calendar: readonly CalendarDay[],
  p: DetectParams,
  from = 0,
  monthly: MonthlyOfCharges = monthlyOfCharges(values),
): ChargeStep | null {
  const came = monthly.charged?.came
  const step = stepIn(besides(values, came), calendar, p, from)
  if (step === null || recurs(besides(values, came), calendar, step, came)) return missedCredit(values, calendar, p, monthly)
  const usual = came === undefined ? 0 : median([...came.subarray(step.first, step.last + 1)])
  return { ...step, before: step.before + usual, after: step.after + usual, due: usual }
}

/** Dollars of the last settled day that rose and are told by nobody, because one like it came a month or a year earlier. 0 where none did. */
export function repeatedCharge(values: readonly number[], calendar: readonly CalendarDay[], p: DetectParams, { charged }: MonthlyOfCharges): number {
  const others = besides(values, charged?.came)
  const step = stepIn(others, calendar, p, 0)
  return step !== null && step.first === step.last && recurs(others, calendar, step, charged?.came) ? step.after - step.before : 0
}

/** The days of a charge without what comes every month. */
const besides = (values: readonly number[], came: Came): readonly number[] => (came === undefined ? values : values.map((y, t) => y - (came[t] ?? 0)))

function stepIn(values: readonly number[], calendar: readonly CalendarDay[], p: DetectParams, from: number): ChargeStep | null {
  const last = calendar.findLastIndex((d) => d.is_settled)
  if (last < from + MIN_BEFORE_DAYS) return null
  let first = last + 1
  while (first - 1 >= from + MIN_BEFORE_DAYS && riseAt(values, first - 1, from, p) !== null) first--
  const level = first <= last ? median(values.slice(first, last + 1)) : Number.NaN
  if (Number.isNaN(level)) return null
  const before = values.slice(Math.max(from, first - BEFORE_DAYS), first)
  const step = { first, last, before: median(before), after: level, due: 0, noise: mad(before) }
  return last === first && step.after - step.before < p.new_spend_at_once ? null : step
}

/** A credit of every month that did not come by the last settled day, the last on which it could have, or that came on it and was less than it used to be. */
function missedCredit(values: readonly number[], calendar: readonly CalendarDay[], p: DetectParams, { credited }: MonthlyOfCharges): ChargeStep | null {
  const last = calendar.findLastIndex((d) => d.is_settled)
  const [missed, short, came] = [credited?.missed[last] ?? 0, credited?.short[last] ?? 0, credited?.came[last] ?? 0]
  const after = values[last] ?? 0
  const step = (lost: number, due: number): ChargeStep => ({ first: last, last, before: after - lost, after, due: -due, noise: 0 })
  if (missed >= p.new_spend_cost) return step(missed, missed)
  return short >= p.new_spend_cost ? step(short, came + short) : null
}

function riseAt(values: readonly number[], t: number, from: number, p: DetectParams): number | null {
  const before = values.slice(Math.max(from, t - BEFORE_DAYS), t)
  const usual = median(before)
  const rise = round6((values[t] ?? 0) - usual)
  return rise >= p.min_impact && rise >= MIN_RATIO * Math.abs(usual) && rise >= 4 * 1.4826 * mad(before) ? rise : null
}

/** Whether a charge like this one came a month or a year earlier. One that went on every month is expected already, and says nothing of what comes beside it. */
function recurs(values: readonly number[], calendar: readonly CalendarDay[], { first, before, after }: ChargeStep, came: Came): boolean {
  const size = after - before
  const now = values[first] ?? 0
  const hasGoneOn = (t: number) => (came?.subarray(t, first) ?? []).some((dollars, n) => isMonths(n) && isAsMuch(dollars, values[t] ?? 0))
  return calendar.slice(0, first).some(({ day }, t) => {
    const apart = daysBetween(day, calendar[first]?.day ?? day)
    if (!isYear(apart) && !(isMonths(apart) && (came?.[t] ?? 0) === 0)) return false
    const is_like =
      Math.abs((values[t] ?? 0) - now) <= SAME_SIZE_RATIO * Math.abs(size) && Math.abs((values[t] ?? 0) - (values[t - 1] ?? 0)) >= Math.abs(size) / 2
    return is_like && !hasGoneOn(t)
  })
}

const isWithin = (x: number, [low, high]: readonly [number, number]): boolean => x >= low && x <= high
const isMonths = (apart: number): boolean => MONTHS_APART.some((days) => isWithin(apart, days))
const isYear = (apart: number): boolean => isWithin(apart, YEAR_APART)
const isAsMuch = (dollars: number, known: number): boolean => Math.abs(dollars - known) <= SAME_SIZE_RATIO * dollars && dollars > 0
