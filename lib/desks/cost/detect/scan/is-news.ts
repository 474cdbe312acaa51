import type { ScanParams } from './scan-params'

/**
 * Whether the cost of day `t` is news. It is none when the cost has been there for days (then the expectation is stale, not the cost high), nor when the
 * same height was reached again and again in the six weeks before, or for long: what comes back is how the thing works. One earlier incident is no habit.
 */
export function isNews(values: readonly number[], t: number, p: ScanParams): boolean {
  const height = p.same_height_ratio * (values[t] ?? 0)
  const isHigh = (d: number) => (values[d] ?? 0) >= height
  if (daysAbove(values, t, height, p.stale_days) >= p.stale_hits) return false
  let days = 0
  let episodes = 0
  let last = Number.NEGATIVE_INFINITY
  for (let d = Math.max(0, t - p.seen_days); d <= t - p.seen_gap_days; d++) {
    if (!isHigh(d)) continue
    days++
    if (d - last > p.gap_days) episodes++
    last = d
  }
  return episodes < p.seen_episodes && days < p.seen_hits
}

/** Of the last days before `t`, those that reached a height. */
function daysAbove(values: readonly number[], t: number, height: number, days: number): number {
  let count = 0
  for (let d = Math.max(0, t - days); d < t; d++) if ((values[d] ?? 0) >= height) count++
  return count
}
