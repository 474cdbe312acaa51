import { formatDay } from '@/lib/kernel/format'
import { addDays, daysBetween } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { dates, latestMonth, monday, span, toDate, wholeMonth } from './calendar'
import { isDay, readDay } from './period-days'

// What phrases of time stand for: a part of a month, a number of days, from one day to another.

const NTH_WEEK: Readonly<Record<string, number>> = { first: 0, second: 1, third: 2, fourth: 3, last: -1 }

/** The Saturday and Sunday that ended last. */
export function weekend(today: Day): FramePeriod {
  const sunday = addDays(monday(today), -1)
  return dates(addDays(sunday, -1), addDays(sunday, 1), today)
}

/** "The week of November 9": Monday to Sunday around a day. */
export function weekOf(day: Day | undefined, today: Day): FramePeriod | undefined {
  if (day === undefined || !isDay(day) || day > today) return undefined
  const start = monday(day)
  return dates(start, addDays(start, 7) > today ? toDate(start, today) : addDays(start, 7), today)
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
/** "Mon to Wed this week": days of the week that runs, or of the one before; never days to come. */
export function daysOfWeek(from: string, to: string, is_last: boolean, today: Day): FramePeriod | undefined {
  const [first, last] = [from, to].map((name) => WEEK.indexOf(name.slice(0, 3)))
  const start = addDays(monday(today), is_last ? -7 : 0)
  if (first === undefined || last === undefined || first < 0 || last <= first || addDays(start, last) > today) return undefined
  return dates(addDays(start, first), addDays(start, last + 1), today)
}

export function nthWeek(nth: string, name: string, today: Day): FramePeriod | undefined {
  const month = latestMonth(name, today)
  if (month === undefined) return undefined
  const start = nth === 'last' ? addDays(month.end, -7) : addDays(month.start, 7 * (NTH_WEEK[nth] ?? 0))
  return dates(start, addDays(start, 7), today)
}

/** "The first two weeks of November". */
export function edgeOf(is_first: boolean, n: number, name: string, today: Day): FramePeriod | undefined {
  const month = latestMonth(name, today)
  if (month === undefined || n < 1 || n > daysBetween(month.start, month.end)) return undefined
  return is_first ? dates(month.start, addDays(month.start, n), today) : dates(addDays(month.end, -n), month.end, today)
}

export function halfMonth(is_first: boolean, name: string, today: Day): FramePeriod | undefined {
  const month = latestMonth(name, today)
  if (month === undefined) return undefined
  const middle = addDays(month.start, 15)
  return is_first ? dates(month.start, middle, today) : dates(middle, month.end, today)
}

export function between(a: string | undefined, b: string | undefined, today: Day): FramePeriod | undefined {
  if (a === undefined || b === undefined || !isDay(a) || !isDay(b)) return undefined
  const [start, last] = a <= b ? [a, b] : [b, a]
  return dates(start, addDays(last, 1), today)
}
export const betweenWords = (a: string, b: string, today: Day): FramePeriod | undefined => between(readDay(a, today), readDay(b, today), today)

export function monthsBetween(a: string, b: string, today: Day): FramePeriod {
  const [from, to] = a <= b ? [a, b] : [b, a]
  const first = wholeMonth(Number(from.slice(0, 4)), Number(from.slice(5)))
  const last = wholeMonth(Number(to.slice(0, 4)), Number(to.slice(5)))
  return first.start === last.start ? first : dates(first.start, last.end, today)
}
/** "July to September": one time, where a month lies between the two; next to each other they may be meant side by side. */
export function monthsApart(a: string, b: string, today: Day): FramePeriod | undefined {
  const [from, to] = [latestMonth(a, today), latestMonth(b, today)]
  return from === undefined || to === undefined || daysBetween(from.start, to.start) < 59 ? undefined : dates(from.start, to.end, today)
}
/** "August through September": the one word that never sets the two side by side. */
export function monthsThrough(a: string, b: string, today: Day): FramePeriod | undefined {
  const [from, to] = [latestMonth(a, today), latestMonth(b, today)]
  return from === undefined || to === undefined || from.start >= to.start ? undefined : dates(from.start, to.end, today)
}
export function since(day: Day | undefined, today: Day): FramePeriod | undefined {
  return day === undefined || !isDay(day) || day > today ? undefined : span(day, toDate(day, today), `since ${formatDay(day, today)}`)
}
