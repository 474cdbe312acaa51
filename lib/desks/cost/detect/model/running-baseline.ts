import { clamp } from '@/lib/kernel/stats'
import type { DetectParams } from '../params'
import type { History } from './history'
import { runningWeekdays } from './running-weekdays'
import { middleFrom, middleOf, put, type SortedWindow, sortedWindow, spreadOf, take } from './sorted-window'

// Fewer quiet days than this say less than all days together.
const MIN_QUIET_DAYS = 7
const MIN_TREND_DAYS = 14
// The days before any is judged lie close to a level and seven weekdays that were learned from these very days: √(14 ÷ 6) of what they say is their noise.
const UNJUDGED_RATIO = 1.5

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
  /**
   * What day `t` is judged by: its `spread`, but while days that were judged by nothing are among the recent ones, these count with what they differ from their own
   * baseline, and not as days without any noise. History is bounded by the narrower one, so that a fall in the first weeks does not become their noise.
   */
  noise(t: number, spread: number): number
  /** History was rewritten: what was remembered of its weeks is no longer true. */
  forget(): void
}

export function runningBaseline(h: History, p: DetectParams): RunningBaseline {
  const list = sortedWindow(Math.max(p.history_days, p.level_days))
  const weekdays = runningWeekdays(h, p, list)
  const recent = recentResiduals(h, p)
  const young = youngResiduals(h, p)
  const used = new Float64Array(p.level_days)
  const flat: Flat = (i) => (h.clean[i] as number) - (weekdays.factors[h.weekday[i] as number] as number)
  const running: RunningBaseline = {
    level: 0,
    trend: 0,
    factors: weekdays.factors,
    begin() {
      weekdays.forget()
      recent.begin()
    },
    move(t) {
      weekdays.learn(t)
      const count = gatherLevel(t, used, h, flat, p)
      running.level = middleFrom(list, used, 0, count)
      running.trend = trendOf(count, used, list, p)
    },
    spread(t) {
      return t < p.min_history_days + 14 ? spreadOfHistory(t, list, flat, p) : recent.spread(t)
    },
    noise(t, spread) {
      if (t === p.min_history_days) young.begin((i) => UNJUDGED_RATIO * (flat(i) - running.level))
      return t < p.min_history_days + p.residual_days ? young.spread(t) : spread
    },
    forget: weekdays.forget,
  }
  return running
}

/** A day of the history without what is usual for its weekday. */
type Flat = (i: number) => number

/** The days that make the level, in order, without month edges where enough others are there. Returns how many. */
function gatherLevel(t: number, used: Float64Array, { edge }: History, flat: Flat, p: DetectParams): number {
  const from = Math.max(0, t - Math.min(p.level_days, p.history_days))
  let quiet = 0
  for (let i = from; i < t; i++) if (edge[i] === 0) used[quiet++] = flat(i)
  if (quiet >= MIN_QUIET_DAYS) return quiet
  for (let i = from; i < t; i++) used[i - from] = flat(i)
  return t - from
}

function trendOf(count: number, used: Float64Array, list: SortedWindow, p: DetectParams): number {
  if (count < MIN_TREND_DAYS) return 0
  const third = Math.max(5, Math.floor(count / 3))
  const slope = (middleFrom(list, used, count - third, count) - middleFrom(list, used, 0, third)) / (count - third)
  return (clamp(slope, -p.max_slope_per_day, p.max_slope_per_day) * count) / 2
}

function spreadOfHistory(t: number, list: SortedWindow, flat: Flat, p: DetectParams): number {
  list.count = 0
  for (let i = Math.max(0, t - p.history_days); i < t; i++) put(list, flat(i))
  const centre = middleOf(list)
  for (let i = 0; i < list.count; i++) list.sorted[i] = (list.sorted[i] as number) - centre
  return spreadOf(list, middleOf(list))
}

/** The residuals of the last days in order, as days go by. */
function recentResiduals({ residuals }: History, p: DetectParams): { begin(): void; spread(t: number): number } {
  const recent = sortedWindow(p.residual_days + 1)
  let to = 0
  return {
    begin() {
      recent.count = 0
      to = 0
    },
    spread(t) {
      for (; to < t; to++) {
        put(recent, residuals[to] as number)
        if (to >= p.residual_days) take(recent, residuals[to - p.residual_days] as number)
      }
      return spreadOf(recent, middleOf(recent))
    },
  }
}

/** The residuals of a young series since its first day. `begin` is told what the days before the first judged one differ from their baseline. */
function youngResiduals({ residuals }: History, p: DetectParams): { begin(residualOf: Flat): void; spread(t: number): number } {
  const all = sortedWindow(p.min_history_days + p.residual_days)
  let to = 0
  return {
    begin(residualOf) {
      all.count = 0
      for (to = 0; to < p.min_history_days; to++) put(all, residualOf(to))
    },
    spread(t) {
      for (; to < t; to++) put(all, residuals[to] as number)
      return spreadOf(all, middleOf(all))
    },
  }
}
