import type { ScanParams } from './scan-params'

/**
 * Whether the cost of day `t` is news. It is none when the same height was reached again and again in the six weeks before, or for long: what comes back is how the
 * thing works, and where the cost has been for days the expectation is stale, not the cost high. One earlier incident is no habit.
 */
export function isNews(values: readonly number[], t: number, p: ScanParams): boolean {
  const height = p.same_height_ratio * (values[t] ?? 0)
  let days = 0
  let episodes = 0
  let last = Number.NEGATIVE_INFINITY
  for (let d = Math.max(0, t - p.seen_days); d <= t - p.seen_gap_days; d++) {
    if ((values[d] ?? 0) < height) continue
    days++
    if (d - last > p.gap_days) episodes++
    last = d
  }
  return episodes < p.seen_episodes && days < p.seen_hits
}
