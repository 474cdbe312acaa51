import { weekday } from '@/lib/kernel/time'
import { middle } from '../model/middle'
import type { CalendarDay } from '../model/scored-day'

const BEFORE_DAYS = 28
const MAD_TO_SD = 1.4826
// Relative noise of a leaf is never taken below this: constant leaves would make every cent a cause.
const NOISE_FLOOR_RATIO = 0.02

/** Days of the calendar [from, to) that attribution compares with the same weekdays in the 28 days before. */
export type ChangeWindow = { onset: number; from: number; to: number }

/** The settled days since the onset. The onset day itself is left out once there are later ones: usage began somewhere within it. */
export function changeWindow(calendar: readonly CalendarDay[], onset: number, last: number): ChangeWindow {
  const settled = calendar.findLastIndex((d) => d.is_settled)
  const to = Math.min(last, settled) + 1
  return { onset, from: to - onset > 1 ? onset + 1 : onset, to: Math.max(to, onset + 1) }
}

/** Mean day since against the usual day before, in dollars, with the natural noise of one day. Medians keep other incidents out of "before". */
export function windowChange(
  values: readonly number[],
  calendar: readonly CalendarDay[],
  w: ChangeWindow,
): { expected: number; actual: number; noise: number } {
  const byWeekday: number[][] = [[], [], [], [], [], [], []]
  for (let t = Math.max(0, w.onset - BEFORE_DAYS); t < w.onset; t++) byWeekday[weekday(calendar[t]?.day ?? '1970-01-01')]?.push(values[t] ?? 0)
  const usual = byWeekday.map((ys) => middle([...ys]))
  const days = w.to - w.from
  let expected = 0
  let actual = 0
  for (let t = w.from; t < w.to; t++) {
    expected += usual[weekday(calendar[t]?.day ?? '1970-01-01')] ?? 0
    actual += values[t] ?? 0
  }
  const deviations = byWeekday.flatMap((ys, k) => ys.map((y) => Math.abs(y - (usual[k] ?? 0))))
  return { expected: expected / days, actual: actual / days, noise: Math.max(MAD_TO_SD * middle(deviations), (NOISE_FLOOR_RATIO * expected) / days) }
}
