/** Statistics over doubles. Results that are stored, compared with thresholds or hashed go through `round6` first. */
export const round6 = (x: number): number => Math.round(x * 1e6) / 1e6 + 0

export const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length

/** Numbers alone are sorted without a comparison of ours, which of thousands takes most of the time. */
const inOrder = (xs: readonly number[]): Float64Array => Float64Array.from(xs).sort()

/** Middle value; NaN for an empty list, so that nobody mistakes "none" for 0. */
export function median(xs: readonly number[]): number {
  if (xs.length === 0) return Number.NaN
  const sorted = inOrder(xs)
  const mid = sorted.length >> 1
  const high = sorted[mid] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[mid - 1] ?? Number.NaN) + high) / 2
}

/** Median absolute deviation, unscaled (times 1.4826 for a normal sd). */
export function mad(xs: readonly number[]): number {
  const m = median(xs)
  return median(xs.map((x) => Math.abs(x - m)))
}

/** Linear-interpolated quantile, p in 0..1. */
export function quantile(xs: readonly number[], p: number): number {
  if (xs.length === 0) return Number.NaN
  const sorted = inOrder(xs)
  const at = (sorted.length - 1) * p
  const low = sorted[Math.floor(at)] ?? Number.NaN
  const high = sorted[Math.ceil(at)] ?? Number.NaN
  return low + (high - low) * (at - Math.floor(at))
}

export const clamp = (x: number, low: number, high: number): number => Math.min(high, Math.max(low, x))
