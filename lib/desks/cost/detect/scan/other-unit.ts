import { middle } from '../model/middle'

// Where the use fell out of its range as the price rose, this much of the rise (in logarithms) has to show in the cost: otherwise use is counted in another unit.
const FELT_SHARE = 0.25

/** What a line cost on a day, and how much of it was used. */
export type UsedDay = { cost: number; used: number }

/** Whether the same use is counted in larger units since some days, so many times as dear: less of them is used, and the cost goes on as before. */
export function isOtherUnit(before: readonly UsedDay[], after: readonly UsedDay[], ratio: number): boolean {
  const least = Math.min(...before.map(({ used }) => used))
  const costOf = (days: readonly UsedDay[]) => middle(days.map(({ cost }) => cost))
  return after.every(({ used }) => used < least) && costOf(after) < ratio ** FELT_SHARE * costOf(before)
}
