import type { ScanParams } from './scan-params'

/**
 * Whether the cost of day `t` is news. It is none when the cost has been there for days (then the expectation is stale, not the cost high), nor when the
 * same height was reached again and again in the six weeks before: a burst that comes back is how the thing works.
 */
export function isNews(values: readonly number[], t: number, p: ScanParams): boolean {
  const height = p.same_height_ratio * (values[t] ?? 0)
  const daysAt = (from: number, to: number) => values.slice(Math.max(0, from), Math.max(0, to)).filter((y) => y >= height).length
  return daysAt(t - p.stale_days, t) < p.stale_hits && daysAt(t - p.seen_days, t - p.seen_gap_days + 1) < p.seen_hits
}
