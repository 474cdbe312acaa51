import type { DetectParams } from '../params'
import type { History } from './history'
import { middleFrom, middleOf, put, type SortedWindow, sortedWindow, take } from './sorted-window'

const WEEK = 7

/** How each weekday differs from its week, learned day after day: the numbers that `baselineAt` learns anew. `factors` are overwritten by the next day. */
export type RunningWeekdays = { factors: Float64Array; learn(t: number): void; forget(): void }

/** `list` is scratch space for as many numbers as a week has days. */
export function runningWeekdays(h: History, p: DetectParams, list: SortedWindow): RunningWeekdays {
  const week_centres = new Float64Array(h.raw.length + 1).fill(Number.NaN)
  const factors = new Float64Array(WEEK)
  // Days on which weeks end alike share their weeks: each of seven sets gains one week, and loses one, when its turn comes.
  const sets = Array.from({ length: WEEK }, () => ({ from: 0, to: 0, by_weekday: Array.from({ length: WEEK }, () => sortedWindow(p.history_days + WEEK)) }))
  return { factors, learn, forget }

  function forget(): void {
    week_centres.fill(Number.NaN)
    for (const set of sets) {
      set.from = set.to = 0
      for (const w of set.by_weekday) w.count = 0
    }
  }

  function learn(t: number): void {
    const set = sets[t % WEEK] as (typeof sets)[number]
    const from = t - Math.floor(Math.min(t, p.history_days) / WEEK) * WEEK
    if (set.to === 0) set.from = set.to = from
    for (; set.to < t; set.to += WEEK) changeWeek(set.by_weekday, set.to, put)
    for (; set.from < from; set.from += WEEK) changeWeek(set.by_weekday, set.from, take)
    list.count = 0
    for (let k = 0; k < WEEK; k++) {
      const w = set.by_weekday[k] as SortedWindow
      const factor = w.count === 0 ? 0 : (middleOf(w) * w.count) / (w.count + 1)
      factors[k] = factor
      put(list, factor)
    }
    const centre = middleOf(list)
    for (let k = 0; k < WEEK; k++) factors[k] = (factors[k] as number) - centre
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
    const centre = middleFrom(list, h.clean, from, from + WEEK)
    week_centres[from] = centre
    return centre
  }
}
