import { middle } from '../model/middle'

// Two weeks are what "before" means: commitments run for a year or three and hold still.
export const BEFORE_DAYS = 14
// A shift is believed on its third day: usage that moves between covered and uncovered instances mostly moves back within two.
export const CONFIRM_DAYS = 3
// Dollars per day. Low, because nothing else looks like it and because it recurs on every day until somebody buys again.
export const MIN_COVERED_COST = 1
const MIN_RISE = 1
// What is left of a commitment that ended; a single line that stays above half of its level on every day before was steady.
export const ENDED_RATIO = 0.1
export const STEADY_RATIO = 0.5
// A list price is 1.2 to 3 times what a commitment paid; beyond this it is usage that grew, and the line that ended is beside the point.
export const MOST_RATIO = 4

/** Cost that commitments paid for fell away while the same usage went on at a higher price. Dollars per day; `flagged` are the days on which it holds. */
export type CommitmentShift = { leaves: number[]; first: number; flagged: number[]; lost: number; gained: number }

/** Usage that no commitment pays for. */
export const OPEN: ReadonlySet<string> = new Set(['standard', 'spot'])

export const usual = (values: readonly number[], t: number): number => middle(values.slice(t - BEFORE_DAYS, t))

/** A line that was there on each of the 14 days before and is not there today. */
export function hasEnded(values: readonly number[], t: number): boolean {
  const before = usual(values, t)
  if (before <= 0 || (values[t] ?? 0) > ENDED_RATIO * before) return false
  return values.slice(t - BEFORE_DAYS, t).every((y) => y >= STEADY_RATIO * before)
}

/** The unbroken days from `t` on on which the line stays away and the same usage costs more than it did with it, over the days of a confirmation. */
export function daysThatHold(ended: readonly number[], uncovered: readonly number[], t: number, lost: number, before: number): number[] {
  const days: number[] = []
  for (let d = t; d < uncovered.length && (ended[d] ?? 0) <= ENDED_RATIO * lost; d++) {
    // Usage wobbles from day to day: the days so far are taken together, the last few once there are more.
    const recent = uncovered.slice(Math.max(t, d - CONFIRM_DAYS + 1), d + 1)
    const gained = recent.reduce((sum, y) => sum + y - before, 0) / recent.length
    if (gained - lost < MIN_RISE) break
    days.push(d)
  }
  return days
}
