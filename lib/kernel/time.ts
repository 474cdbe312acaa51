import type { Day, Instant, Month } from '@/schemas/time'

const DAY_MS = 86_400_000

const utc = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`)

export const toInstant = (ms: number): Instant => new Date(ms).toISOString()
export const toMs = (at: Instant): number => Date.parse(at)
export const dayOf = (at: Instant): Day => at.slice(0, 10)
export const monthOf = (day: Day): Month => day.slice(0, 7)
export const startOfDay = (day: Day): Instant => `${day}T00:00:00.000Z`

export const addMs = (at: Instant, ms: number): Instant => toInstant(toMs(at) + ms)
export const addHours = (at: Instant, hours: number): Instant => addMs(at, hours * 3_600_000)
export const secondsBetween = (a: Instant, b: Instant): number => Math.floor((toMs(b) - toMs(a)) / 1000)

/** Whole days from a to b; negative when b is earlier. */
export const daysBetween = (a: Day, b: Day): number => Math.round((utc(b) - utc(a)) / DAY_MS)

/** Days of [start, end), in order. */
export const daysIn = (start: Day, end: Day): Day[] => Array.from({ length: Math.max(0, daysBetween(start, end)) }, (_, i) => addDays(start, i))

// The detector asks for weekdays and month edges of every day of every series, and dates are slow to make: what follows reads the digits of a day instead.

/** The two digits of a day's text that begin at `i`. */
const digitsAt = (day: Day, i: number): number => 10 * (day.charCodeAt(i) - 48) + day.charCodeAt(i + 1) - 48
const yearOf = (day: Day): number => 100 * digitsAt(day, 0) + digitsAt(day, 2)

/** Within the first 28 days of a month no calendar is asked. */
export function addDays(day: Day, n: number): Day {
  const of_month = digitsAt(day, 8) + n
  if (of_month >= 1 && of_month <= 28) return `${day.slice(0, 8)}${of_month < 10 ? '0' : ''}${of_month}`
  return new Date(utc(day) + n * DAY_MS).toISOString().slice(0, 10)
}

const MONTH_SHIFT = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4] as const

/** 0 = Monday … 6 = Sunday, by the rule of Sakamoto: years begin in March, so that a leap day comes last. */
export function weekday(day: Day): number {
  const month = digitsAt(day, 5)
  const year = month < 3 ? yearOf(day) - 1 : yearOf(day)
  const leap_days = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400)
  return (year + leap_days + (MONTH_SHIFT[month - 1] ?? 0) + digitsAt(day, 8) + 6) % 7
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

export const isFirstOfMonth = (day: Day): boolean => day.endsWith('-01')

export function isLastOfMonth(day: Day): boolean {
  const [year, month] = [yearOf(day), digitsAt(day, 5)]
  const has_leap_day = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return digitsAt(day, 8) === (MONTH_DAYS[month - 1] ?? 0) + (has_leap_day ? 1 : 0)
}
