import { clamp } from '@/lib/kernel/stats'
import type { DetectParams } from './params'
import { middleOf, put, type SortedWindow, sortedWindow, spreadOf, take } from './sorted-window'

const WEEK = 7
// Fewer quiet days than this say less than all days together.
const MIN_QUIET_DAYS = 7
const MIN_TREND_DAYS = 14

/** What one series was on each day, in log units: as billed, and as later days are compared with it. */
export type History = { raw: Float64Array; clean: Float64Array; residuals: Float64Array; weekday: Uint8Array; edge: Uint8Array }

/**
 * The baseline of `baselineAt` day after day of one series: the same numbers to the last bit (a test holds them to it), without lists that are made and
 * sorted anew each day. `factors` are overwritten by the next day.
 */
export type RunningBaseline = {
  level: number
  trend: number
  factors: Float64Array
  /** Begins with the first day of another series. */
  begin(): void
  /** Looks at the days before `t`. Days are asked for in order. */
  move(t: number): void
  /** Median distance of recent residuals from their median. */
  spread(t: number): number
  /** History was rewritten: what was remembered of its weeks is no longer true. */
  forget(): void
}

export function runningBaseline(h: History, p: DetectParams): RunningBaseline {
  const days = h.raw.length
  const week_centres = new Float64Array(days + 1).fill(Number.NaN)
  // Days on which weeks end alike share their weeks: each of seven sets gains one week, and loses one, when its turn comes.
  const sets = Array.from({ length: WEEK }, () => ({ from: 0, to: 0, by_weekday: Array.from({ length: WEEK }, () => sortedWindow(p.history_days + WEEK)) }))
  const list = sortedWindow(Math.max(p.history_days, p.level_days))
  const recent = sortedWindow(p.residual_days + 1)
  const used = new Float64Array(p.level_days)
  let residuals_to = 0
  const running: RunningBaseline = {
    level: 0,
    trend: 0,
    factors: new Float64Array(WEEK),
    begin() {
      running.forget()
      recent.count = 0
      residuals_to = 0
    },
    move(t) {
      learnWeekdays(t)
      const count = gatherLevel(t)
      running.level = middleFrom(used, 0, count)
      running.trend = trendOf(count)
    },
    spread(t) {
      return t < p.min_history_days + 14 ? spreadOfHistory(t) : spreadOfResiduals(t)
    },
    forget() {
      week_centres.fill(Number.NaN)
      for (const set of sets) {
        set.from = set.to = 0
        for (const w of set.by_weekday) w.count = 0
      }
    },
  }
  return running

  function learnWeekdays(t: number): void {
    const set = sets[t % WEEK] as (typeof sets)[number]
    const from = t - Math.floor(Math.min(t, p.history_days) / WEEK) * WEEK
    if (set.to === 0) set.from = set.to = from
    for (; set.to < t; set.to += WEEK) changeWeek(set.by_weekday, set.to, put)
    for (; set.from < from; set.from += WEEK) changeWeek(set.by_weekday, set.from, take)
    list.count = 0
    for (let k = 0; k < WEEK; k++) {
      const w = set.by_weekday[k] as SortedWindow
      const factor = w.count === 0 ? 0 : (middleOf(w) * w.count) / (w.count + 1)
      running.factors[k] = factor
      put(list, factor)
    }
    const centre = middleOf(list)
    for (let k = 0; k < WEEK; k++) running.factors[k] = (running.factors[k] as number) - centre
  }

  /** Puts the deviations of the week from day `from` on in, or takes them out. */
  function changeWeek(by_weekday: readonly SortedWindow[], from: number, change: typeof put): void {
    const centre = centreOf(from)
    for (let i = from; i < from + WEEK; i++) change(by_weekday[h.weekday[i] as number] as SortedWindow, (h.clean[i] as number) - centre)
  }

  /** Median of the week that begins on day `from`: the same week is asked for again every seven days. */
  function centreOf(from: number): number {
    const known = week_centres[from] as number
    if (!Number.isNaN(known)) return known
    const centre = middleFrom(h.clean, from, from + WEEK)
    week_centres[from] = centre
    return centre
  }

  function flat(i: number): number {
    return (h.clean[i] as number) - (running.factors[h.weekday[i] as number] as number)
  }

  /** The days that make the level, in order, without month edges where enough others are there. Returns how many. */
  function gatherLevel(t: number): number {
    const from = Math.max(0, t - Math.min(p.level_days, p.history_days))
    let quiet = 0
    for (let i = from; i < t; i++) if (h.edge[i] === 0) used[quiet++] = flat(i)
    if (quiet >= MIN_QUIET_DAYS) return quiet
    for (let i = from; i < t; i++) used[i - from] = flat(i)
    return t - from
  }

  function trendOf(count: number): number {
    if (count < MIN_TREND_DAYS) return 0
    const third = Math.max(5, Math.floor(count / 3))
    const slope = (middleFrom(used, count - third, count) - middleFrom(used, 0, third)) / (count - third)
    return (clamp(slope, -p.max_slope_per_day, p.max_slope_per_day) * count) / 2
  }

  function spreadOfHistory(t: number): number {
    const from = Math.max(0, t - p.history_days)
    list.count = 0
    for (let i = from; i < t; i++) put(list, flat(i))
    const centre = middleOf(list)
    for (let i = 0; i < list.count; i++) list.sorted[i] = (list.sorted[i] as number) - centre
    return spreadOf(list, middleOf(list))
  }

  function spreadOfResiduals(t: number): number {
    for (; residuals_to < t; residuals_to++) {
      put(recent, h.residuals[residuals_to] as number)
      if (residuals_to >= p.residual_days) take(recent, h.residuals[residuals_to - p.residual_days] as number)
    }
    return spreadOf(recent, middleOf(recent))
  }

  function middleFrom(xs: Float64Array, from: number, to: number): number {
    list.count = 0
    for (let i = from; i < to; i++) put(list, xs[i] as number)
    return middleOf(list)
  }
}
