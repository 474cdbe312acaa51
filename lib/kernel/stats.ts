/** Statistics over doubles. Results that are stored, compared with thresholds or hashed go through `round6` first. */
export const round6 = (x: number): number => Math.round(x * 1e6) / 1e6 + 0

export const mean = (xs: readonly number[]): number => xs.reduce((a, b) => a + b, 0) / xs.length

/** Numbers alone are sorted without a comparison of ours, which of thousands takes most of the time. */
const inOrder = (xs: readonly number[]): Float64Array => new Float64Array(xs).sort()

/** Middle value; NaN for an empty list, so that nobody mistakes "none" for 0. What is no number counts as the greatest. */
export function median(xs: readonly number[]): number {
  if (xs.length === 0) return Number.NaN
  const found = new Float64Array(xs)
  const mid = found.length >> 1
  if (found.includes(Number.NaN)) found.sort()
  else bringToPlace(found, mid)
  const high = found[mid] ?? Number.NaN
  return found.length % 2 === 1 ? high : (greatest(found.subarray(0, mid)) + high) / 2
}

/** What would stand at place `k`, from 0, if the numbers were in order; undefined where there are not so many. */
export function atPlace(xs: readonly number[], k: number): number | undefined {
  if (k >= xs.length) return undefined
  const found = new Float64Array(xs)
  bringToPlace(found, k)
  return found[k]
}

/**
 * Puts at place `k` what stands there in order, with nothing greater before it and nothing smaller behind it (Hoare's FIND): putting thousands in order takes
 * ten times as long.
 */
function bringToPlace(xs: Float64Array, k: number): void {
  let [from, to] = [0, xs.length - 1]
  while (from < to) {
    const pivot = xs[k] ?? 0
    let [i, j] = [from, to]
    while (i <= j) {
      while ((xs[i] ?? 0) < pivot) i++
      while (pivot < (xs[j] ?? 0)) j--
      if (i > j) break
      const held = xs[i] ?? 0
      xs[i++] = xs[j] ?? 0
      xs[j--] = held
    }
    if (j < k) from = i
    if (k < i) to = j
  }
}

const greatest = (xs: Float64Array): number => xs.reduce((most, x) => (x < most ? most : x), Number.NEGATIVE_INFINITY)

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
