import type { Day, Instant, Month } from '@/schemas/time'

const DAY_MS = 86_400_000

const utc = (day: Day): number => Date.parse(`${day}T00:00:00.000Z`)

export const toInstant = (ms: number): Instant => new Date(ms).toISOString()
export const toMs = (at: Instant): number => Date.parse(at)
export const dayOf = (at: Instant): Day => at.slice(0, 10)
export const monthOf = (day: Day): Month => day.slice(0, 7)
export const startOfDay = (day: Day): Instant => `${day}T00:00:00.000Z`
export const addDays = (day: Day, n: number): Day => new Date(utc(day) + n * DAY_MS).toISOString().slice(0, 10)
/** Whole days from a to b; negative when b is earlier. */
export const daysBetween = (a: Day, b: Day): number => Math.round((utc(b) - utc(a)) / DAY_MS)
export const addMs = (at: Instant, ms: number): Instant => toInstant(toMs(at) + ms)
export const addHours = (at: Instant, hours: number): Instant => addMs(at, hours * 3_600_000)
export const secondsBetween = (a: Instant, b: Instant): number => Math.floor((toMs(b) - toMs(a)) / 1000)
/** 0 = Monday … 6 = Sunday. */
export const weekday = (day: Day): number => (new Date(utc(day)).getUTCDay() + 6) % 7
export const isFirstOfMonth = (day: Day): boolean => day.endsWith('-01')
export const isLastOfMonth = (day: Day): boolean => isFirstOfMonth(addDays(day, 1))
/** Days of [start, end), in order. */
export function daysIn(start: Day, end: Day): Day[] {
  return Array.from({ length: Math.max(0, daysBetween(start, end)) }, (_, i) => addDays(start, i))
}
