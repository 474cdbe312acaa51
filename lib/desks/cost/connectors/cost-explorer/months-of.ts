import { addDays, monthOf } from '@/lib/kernel/time'
import type { Day, Month } from '@/schemas/time'

const LONGEST_MONTH_DAYS = 31

/** The month of a day and the one before it, and the period of a month: from its first day to the first of the next. */
export function monthsOf(day: Day): { baseline: Month; comparison: Month; period(month: Month): { Start: Day; End: Day } } {
  const comparison = monthOf(day)
  const first = (month: Month): Day => `${month}-01`
  return {
    baseline: monthOf(addDays(first(comparison), -1)),
    comparison,
    period: (month) => ({ Start: first(month), End: first(monthOf(addDays(first(month), LONGEST_MONTH_DAYS))) }),
  }
}
