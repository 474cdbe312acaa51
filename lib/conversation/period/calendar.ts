import { formatDay } from '@/lib/kernel/format'
import { addDays, weekday } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { monthNumber } from './period-days'

// Days, weeks, months and quarters as periods. Half-open, in UTC days.

const SHOWN = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

const pad = (n: number): string => String(n).padStart(2, '0')
export const firstOfMonth = (year: number, month: number): Day => {
  const zero = year * 12 + (month - 1)
  return `${Math.floor(zero / 12)}-${pad((zero % 12) + 1)}-01`
}
export const yearOf = (day: Day): number => Number(day.slice(0, 4))
export const monthOfYear = (day: Day): number => Number(day.slice(5, 7))
/** Whole days before `today`; the current day is partial and left out, unless nothing else would be in the period. */
export const toDate = (start: Day, today: Day): Day => (start < today ? today : addDays(today, 1))

/** "12 Nov – 18 Nov", both days inside. */
function spanLabel(start: Day, end: Day, today: Day): string {
  const last = addDays(end, -1)
  const reference = start.slice(0, 4) === last.slice(0, 4) ? today : undefined
  const show = (day: Day): string => (reference === undefined ? `${formatDay(day)} ${day.slice(0, 4)}` : formatDay(day, reference))
  return start === last ? show(start) : `${show(start)} – ${show(last)}`
}

export const span = (start: Day, end: Day, label: string): FramePeriod => ({ start, end, label })
export const dates = (start: Day, end: Day, today: Day): FramePeriod => span(start, end, spanLabel(start, end, today))

export function wholeMonth(year: number, month: number): FramePeriod {
  const start = firstOfMonth(year, month)
  return span(start, firstOfMonth(year, month + 1), `${SHOWN[monthOfYear(start) - 1] ?? ''} ${yearOf(start)}`)
}

/** How many whole months a period is; undefined when it begins or ends within one. */
export function wholeMonths({ start, end }: FramePeriod): number | undefined {
  if (!start.endsWith('-01') || !end.endsWith('-01') || end <= start) return undefined
  return (yearOf(end) - yearOf(start)) * 12 + monthOfYear(end) - monthOfYear(start)
}

/** True for the beginning of one month, longer than a week. */
export const isPartOfMonth = ({ start, end }: FramePeriod): boolean =>
  start.endsWith('-01') && end <= firstOfMonth(yearOf(start), monthOfYear(start) + 1) && end > addDays(start, 7)

/** Whole months from the first of one: a month, a quarter and a year are called so. */
export function monthSpan(start: Day, n: number, today: Day): FramePeriod {
  const month = monthOfYear(start)
  if (n === 1) return wholeMonth(yearOf(start), month)
  if (n === 3 && month % 3 === 1) return quarter(yearOf(start), (month + 2) / 3)
  if (n === 12 && month === 1) return year(yearOf(start))
  return dates(start, firstOfMonth(yearOf(start), month + n), today)
}

export function isoWeek(year: number, week: number): FramePeriod {
  const fourth: Day = `${year}-01-04`
  const monday = addDays(fourth, (week - 1) * 7 - weekday(fourth))
  return span(monday, addDays(monday, 7), `week ${week} ${year}`)
}

export const quarter = (year: number, n: number): FramePeriod => span(firstOfMonth(year, n * 3 - 2), firstOfMonth(year, n * 3 + 1), `Q${n} ${year}`)
export const year = (n: number): FramePeriod => span(`${n}-01-01`, `${n + 1}-01-01`, `${n}`)

export const lastDays = (n: number, today: Day): FramePeriod => span(addDays(today, -n), today, n === 1 ? 'yesterday' : `last ${n} days`)

export const monday = (today: Day): Day => addDays(today, -weekday(today))
const monthStart = (today: Day): Day => `${today.slice(0, 8)}01`
export const quarterStart = (today: Day): Day => firstOfMonth(yearOf(today), Math.floor((monthOfYear(today) - 1) / 3) * 3 + 1)
/** The latest quarter of that number that has begun. */
export const latestQuarter = (n: number, today: Day): FramePeriod => quarter(n <= Math.ceil(monthOfYear(today) / 3) ? yearOf(today) : yearOf(today) - 1, n)

/** The latest month of that name that has begun. */
export function latestMonth(name: string, today: Day): FramePeriod | undefined {
  const month = monthNumber(name)
  if (month === 0) return undefined
  return wholeMonth(month <= monthOfYear(today) ? yearOf(today) : yearOf(today) - 1, month)
}

export const monthToDate = (t: Day): FramePeriod => span(monthStart(t), toDate(monthStart(t), t), 'month to date')
export const quarterOf = (day: Day): FramePeriod => quarter(yearOf(day), Math.ceil(monthOfYear(day) / 3))
export const weekNumber = (n: number, of: number): FramePeriod | undefined => (n >= 1 && n <= 53 ? isoWeek(of, n) : undefined)
export const half = (n: number, of: number): FramePeriod => span(firstOfMonth(of, n === 1 ? 1 : 7), firstOfMonth(of, n === 1 ? 7 : 13), `H${n} ${of}`)
export const days = (n: number, today: Day): FramePeriod | undefined => (n >= 1 && n <= 400 ? lastDays(n, today) : undefined)
export const months = (n: number, today: Day): FramePeriod | undefined =>
  n >= 1 && n <= 13
    ? { start: firstOfMonth(yearOf(today), monthOfYear(today) - n), end: monthStart(today), label: n === 1 ? 'last month' : `last ${n} months` }
    : undefined
export const oneDay = (day: Day | undefined, today: Day): FramePeriod | undefined => (day === undefined ? undefined : dates(day, addDays(day, 1), today))
