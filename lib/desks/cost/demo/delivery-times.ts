import { addDays, dayOf, daysBetween, monthOf, startOfDay } from '@/lib/kernel/time'
import type { Day, Instant, Month } from '@/schemas/time'
import { CLOSING_DAY } from './charges'

// The provider refreshes the bill three times a day. Percent of a day's usage that is in it by then: on the day itself, and the day after.
const REFRESH_HOURS = [16, 8, 0] as const
const SAME_DAY_PCT: Readonly<Record<number, bigint>> = { 0: 0n, 8: 30n, 16: 65n }
const NEXT_DAY_PCT = 95n

/** The last refresh of the bill at or before a moment. */
export function refreshedAt(until: Instant): { day: Day; hour: number } {
  const hour_now = Number(until.slice(11, 13))
  return { day: dayOf(until), hour: REFRESH_HOURS.find((hour) => hour <= hour_now) ?? 0 }
}

/** Percent of a usage day that the bill holds at `until`: 100 from the second day after it, and never less again. */
export function completenessPct(day: Day, until: Instant): bigint {
  const refresh = refreshedAt(until)
  const age = daysBetween(day, refresh.day)
  if (age < 0) return 0n
  if (age === 0) return SAME_DAY_PCT[refresh.hour] ?? 0n
  return age === 1 ? NEXT_DAY_PCT : 100n
}

export const firstOf = (month: Month): Day => `${month}-01`
export const monthAfter = (month: Month): Month => monthOf(addDays(firstOf(month), 31))
export const daysOfMonth = (month: Month): number => daysBetween(firstOf(month), firstOf(monthAfter(month)))

/** A month is final when it has an invoice: from its closing day in the next month. */
export const isFinal = (month: Month, until: Instant): boolean => until >= startOfDay(addDays(firstOf(monthAfter(month)), CLOSING_DAY - 1))
