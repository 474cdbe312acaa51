import type { ScanParams } from './scan-params'

/**
 * Whether the cost of day `t` is news. It is none when the cost has been there for days (then the expectation is stale, not the cost high), nor when the
 * same height was reached again and again in the six weeks before, or for long: what comes back is how the thing works. One earlier incident is no habit, and no habit
 * hides a rise that is large.
 */
export function isNews(values: readonly number[], t: number, rise: number, p: ScanParams): boolean {
  const height = p.same_height_ratio * (values[t] ?? 0)
  const isHigh = (d: number) => (values[d] ?? 0) >= height
  let recent = 0
  for (let d = Math.max(0, t - p.stale_days); d < t; d++) if (isHigh(d)) recent++
  if (recent >= p.stale_hits) return false
  if (rise >= p.loud_impact) return true
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
