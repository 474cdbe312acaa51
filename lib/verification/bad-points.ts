const HOUR_POINTS = 12
export const DAY_POINTS = 288

/** The most bad points in a row. */
export function longestRow(bad: readonly boolean[]): number {
  let [longest, row] = [0, 0]
  for (const is_bad of bad) {
    row = is_bad ? row + 1 : 0
    longest = Math.max(longest, row)
  }
  return longest
}

/** The most bad points in any hour. */
export function mostInAnHour(bad: readonly boolean[]): number {
  let [most, held] = [0, 0]
  for (let n = 0; n < bad.length; n++) {
    held += Number(bad[n]) - Number(bad[n - HOUR_POINTS] ?? false)
    most = Math.max(most, held)
  }
  return most
}

/** By days, counted from the last point back; what is left of the first day goes with the one after it. */
export function daysOf<T>(points: readonly T[]): T[][] {
  const days: T[][] = []
  for (let end = points.length; end > 0; ) {
    const start = end < 2 * DAY_POINTS ? 0 : end - DAY_POINTS
    days.push(points.slice(start, end))
    end = start
  }
  return days
}
