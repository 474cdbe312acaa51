import { middle } from '@/lib/desks/cost/detect/model/middle'
import { edgeClass } from '@/lib/desks/cost/detect/model/month-edge'
import type { Detection, ScoredDay } from '@/lib/desks/cost/detect/model/scored-day'

const WEEK = 7
// A weekday is the median of its last eight weeks, as the detector learns it; with fewer than four there is none to speak of.
const MOST_WEEKS = 8
const MIN_WEEKS = 4

/**
 * What every day from `first` on would have cost without the change that began there, in dollars: the level from before it, with the weekdays and month
 * edges known by then. The detector itself takes a level for usual after three weeks; what a change costs is counted from here.
 */
export function frozenDays({ days }: Detection, first: number): number[] {
  const onset = days[first]
  if (onset === undefined || Number.isNaN(onset.expected)) return []
  // What comes every month comes on its day alone.
  const level = Math.log1p(Math.max(0, onset.expected - onset.monthly)) - onset.parts.weekday - onset.parts.month_edge
  const weekdays = weekdaysBefore(days, first)
  const edges = [0, 0, 0]
  for (const { day, parts } of days.slice(0, first + 1)) edges[edgeClass(day)] = parts.month_edge
  return days.slice(first).map(({ day, monthly }, i) => monthly + Math.max(0, Math.expm1(level + (weekdays[i % WEEK] ?? 0) + (edges[edgeClass(day)] ?? 0))))
}

/**
 * How the day `first` and the six after it differ from their week, in log units, from the costs as billed. To judge a day the detector takes less than that,
 * so that a shape which it hardly knows silences nothing; to count dollars it would expect too much of a weekend.
 */
function weekdaysBefore(days: readonly ScoredDay[], first: number): number[] {
  const weeks = Array.from({ length: Math.min(MOST_WEEKS, Math.floor(first / WEEK)) }, (_, w) => days.slice(first - WEEK * (w + 1), first - WEEK * w))
  if (weeks.length < MIN_WEEKS) return days.slice(first, first + WEEK).map(({ parts }) => parts.weekday)
  const logs = weeks.map((week) => week.map(({ actual }) => Math.log1p(Math.max(0, actual))))
  const shape = Array.from({ length: WEEK }, (_, k) => middle(logs.map((week) => (week[k] ?? 0) - middle([...week]))))
  const centre = middle([...shape])
  return shape.map((factor) => factor - centre)
}
