import { addDays, daysBetween } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { dates, firstOfMonth, isPartOfMonth, monday, monthOfYear, monthSpan, wholeMonths, yearOf } from './calendar'

// What a period is held against. What was named is taken whole ("this month vs last"); where nobody named it, the same stretch one unit earlier.

const TO_DATE: Readonly<Record<string, number>> = { 'month to date': 1, 'quarter to date': 3, 'year to date': 12 }
/** How many months the calendar unit has that a period is, or is the beginning of. */
function monthsOf(period: FramePeriod): number | undefined {
  return TO_DATE[period.label] ?? wholeMonths(period) ?? (isPartOfMonth(period) ? 1 : undefined)
}

/** The same dates some months earlier; a month that is shorter ends where it ends. */
export function monthsEarlier(period: FramePeriod, months: number, today: Day): FramePeriod {
  const move = (day: Day): Day => {
    const first = firstOfMonth(yearOf(day), monthOfYear(day) - months)
    const next = firstOfMonth(yearOf(first), monthOfYear(first) + 1)
    const moved = addDays(first, Number(day.slice(8)) - 1)
    return moved < next ? moved : addDays(next, -1)
  }
  const start = move(period.start)
  const last = move(addDays(period.end, -1))
  // A whole month is a whole month, whatever its length.
  return wholeMonths(period) === undefined ? dates(start, addDays(last, 1), today) : monthSpan(start, wholeMonths(period) ?? 1, today)
}

/** As many days directly before. */
export const daysBefore = (period: FramePeriod, days: number, today: Day): FramePeriod => dates(addDays(period.start, -days), period.start, today)

/** What a period is compared with when nobody said: the same days of the calendar unit before, the same weekdays of the week before, or as many days before. */
export function defaultBaseline(period: FramePeriod, today: Day): FramePeriod {
  const months = monthsOf(period)
  if (months !== undefined) return monthsEarlier(period, months, today)
  const length = daysBetween(period.start, period.end)
  if (length > 7) return daysBefore(period, length, today)
  const start = addDays(period.start, -7)
  return dates(start, addDays(start, length), today)
}

/** "The one before": the whole week, month, quarter or year before the one that the period is or began; as many days before anything else. */
export function unitBefore(period: FramePeriod, today: Day): FramePeriod {
  const months = monthsOf(period)
  if (months !== undefined) return monthSpan(firstOfMonth(yearOf(period.start), monthOfYear(period.start) - months), months, today)
  if (period.label === 'this week') return dates(addDays(monday(period.start), -7), monday(period.start), today)
  return daysBefore(period, daysBetween(period.start, period.end), today)
}

/** A period held against itself says nothing: then the one before it was meant. */
export const heldAgainst = (period: FramePeriod, baseline: FramePeriod, today: Day): FramePeriod =>
  period.start === baseline.start && period.end === baseline.end ? unitBefore(period, today) : baseline
