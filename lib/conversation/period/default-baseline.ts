import { addDays, daysBetween } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { dates, monthOfYear, wholeMonth, yearOf } from './calendar'

/** What a period is compared with when nobody said: the month before a month, the same weekdays before anything else. */
export function defaultBaseline(period: FramePeriod, today: Day): FramePeriod {
  const is_month = period.start.endsWith('-01') && period.end.endsWith('-01') && daysBetween(period.start, period.end) <= 31
  if (is_month) return wholeMonth(yearOf(period.start), monthOfYear(period.start) - 1)
  const length = daysBetween(period.start, period.end)
  const shift = length <= 7 ? 7 : Math.ceil(length / 7) * 7
  const start = addDays(period.start, -shift)
  return dates(start, addDays(start, length), today)
}
