import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import type { CalendarDay } from './scored-day'

// Longest history the detector can use: month edges look back 200 days, and those days need a fortnight before them.
const LONGEST_HISTORY_DAYS = 230

/** One scope's dollars on every day of the calendar. */
export type ScopedValues = { scope: Scope; values: number[] }

/**
 * Puts all series on the days that the bill covers at all. A covered day on which a scope has no line is a day without spend there; a day
 * that no series has is not covered and stays absent. A day counts as settled only if every series says so.
 */
export function onOneCalendar(series: readonly DailySeries[]): { calendar: CalendarDay[]; scoped: ScopedValues[] } {
  const settled = new Map<Day, boolean>()
  for (const { points } of series) for (const point of points) settled.set(point.day, (settled.get(point.day) ?? true) && point.is_settled)
  const calendar = [...settled]
    .map(([day, is_settled]) => ({ day, is_settled }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(-LONGEST_HISTORY_DAYS)
  const index = new Map(calendar.map(({ day }, i) => [day, i]))
  const scoped = series.map(({ scope, points }) => {
    const values = new Array<number>(calendar.length).fill(0)
    for (const point of points) {
      const i = index.get(point.day)
      if (i !== undefined) values[i] = (values[i] ?? 0) + Number(point.effective_cost)
    }
    return { scope, values }
  })
  return { calendar, scoped }
}
