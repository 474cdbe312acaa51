import type { DailySeries, Scope } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import type { CalendarDay } from '../model/scored-day'

// Longest history the detector can use: month edges look back 200 days, and those days need a fortnight before them.
const LONGEST_HISTORY_DAYS = 230

/** One scope's dollars on every day of the calendar. */
export type ScopedValues = { scope: Scope; values: number[] }

/**
 * Puts all series on the days that the bill covers at all. A covered day on which a scope has no line is a day without spend there; a day
 * that no series has is not covered and stays absent. A day counts as settled only if every series says so.
 */
export function onOneCalendar(series: readonly DailySeries[]): { calendar: CalendarDay[]; scoped: ScopedValues[] } {
  const calendar = calendarOf(series)
  return { calendar, scoped: valuesOn(calendar, series) }
}

export function calendarOf(series: readonly DailySeries[]): CalendarDay[] {
  const settled = new Map<Day, boolean>()
  // The series of one bill mostly list the same days: what the one before them said need not be said again.
  let before: DailySeries['points'] = []
  for (const { points } of series) {
    for (let i = 0; i < points.length; i++) {
      const point = points[i] as CalendarDay
      if (point.day === before[i]?.day && point.is_settled === before[i]?.is_settled) continue
      settled.set(point.day, (settled.get(point.day) ?? true) && point.is_settled)
    }
    before = points
  }
  return [...settled]
    .map(([day, is_settled]) => ({ day, is_settled }))
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(-LONGEST_HISTORY_DAYS)
}

export function valuesOn(calendar: readonly CalendarDay[], series: readonly DailySeries[]): ScopedValues[] {
  const index = new Map(calendar.map(({ day }, i) => [day, i]))
  let listed: Day[] = []
  let places: number[] = []
  return series.map(({ scope, points }) => {
    const values = new Array<number>(calendar.length).fill(0)
    if (points.length !== listed.length || points.some(({ day }, i) => day !== listed[i])) {
      listed = points.map(({ day }) => day)
      places = listed.map((day) => index.get(day) ?? -1)
    }
    for (let n = 0; n < points.length; n++) {
      const i = places[n] ?? -1
      if (i >= 0) values[i] = (values[i] ?? 0) + Number(points[n]?.effective_cost)
    }
    return { scope, values }
  })
}
