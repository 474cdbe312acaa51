import type { SliceLeaf } from './slice-leaf'

/**
 * How far each leaf is from what was expected, as a share of the larger of the two: -1 gone, 0 as expected, +1 from nothing. A factor of 2 and
 * of 1/2 are equally far. `spread` is its natural size for the leaf, and `tail` that of the rare large ones, for leaves that are judged alone.
 */
export type LeafDeviations = { deviation: Float64Array; spread: Float64Array; tail: Float64Array }

// A leaf is never taken to be more exact than this, however quiet the table is.
const FLOOR = 0.004
// Quantiles of the absolute value of a standard normal. Tables mix quiet and noisy leaves, so the far one is looked at as well.
const MIDDLE = { p: 0.5, z: 0.6745 }
const FAR = { p: 0.995, z: 2.807 }

/** `resolution` is the step in which amounts are written: each is off by up to half of it. */
export function leafDeviations(leaves: readonly SliceLeaf[], resolution: number): LeafDeviations {
  const n = leaves.length
  const deviation = new Float64Array(n)
  const size = new Float64Array(n)
  let is_noise_known = true
  for (const [i, { actual, expected, noise }] of leaves.entries()) {
    const larger = Math.max(Math.abs(actual), Math.abs(expected))
    size[i] = larger
    deviation[i] = larger > 0 ? Math.max(-1, Math.min(1, (actual - expected) / larger)) : 0
    if (noise === null) is_noise_known = false
  }
  const common = is_noise_known ? { middle: 0, far: 0 } : commonSpread(deviation)
  const [spread, tail] = [new Float64Array(n).fill(1), new Float64Array(n).fill(1)]
  for (const [i, { noise }] of leaves.entries()) {
    const larger = size[i] ?? 0
    if (larger === 0) continue
    const rounding = resolution / 2 / larger
    spread[i] = Math.max(FLOOR, Math.hypot(noise === null ? common.middle : noise / larger, rounding))
    tail[i] = Math.max(FLOOR, Math.hypot(noise === null ? common.far : noise / larger, rounding))
  }
  return { deviation, spread, tail }
}

/**
 * Natural spread of a whole table. Changes that share a cause lean to one side, so the calmer side tells what is natural even when a third of
 * the leaves has changed.
 */
function commonSpread(deviation: Float64Array): { middle: number; far: number } {
  const sides = ([1, -1] as const).map((sign) => deviation.filter((d) => d * sign > 0).map((d) => d * sign))
  for (const side of sides) side.sort()
  const calmest = ({ p, z }: { p: number; z: number }) =>
    Math.min(...sides.filter((side) => side.length > 0).map((side) => (side[Math.floor(p * side.length)] ?? 0) / z))
  if (sides.every((side) => side.length === 0)) return { middle: 0, far: 0 }
  const middle = calmest(MIDDLE)
  return { middle, far: Math.max(middle, calmest(FAR)) }
}
