import { clamp, mad } from '@/lib/kernel/stats'

const MAD_TO_SD = 1.4826
// A point beyond so many deviations is an outlier, which says nothing of its neighbours.
const OUTLIER_SD = 3
// Of `n` independent pairs r lies within 1.96/√n of zero with 95 % (Bartlett, J. R. Stat. Soc. Suppl. 8, 1946): what is less is taken for chance.
const CHANCE_Z = 1.96
// Points that go together by more are one level that moved, of which no size can be told.
const MOST = 0.9

/**
 * How strongly a point goes with the one before it, from 0 to 1: the lag-1 autocorrelation of what stretches of neighbouring points leave over of their own median, outliers clipped. 0 where it may be chance.
 */
export function carriedOver(stretches: readonly (readonly (number | null)[])[]): number {
  const left = stretches.flat().filter((x) => x !== null)
  const sd = MAD_TO_SD * mad(left)
  if (!(sd > 0)) return 0
  const clipped = (x: number) => clamp(x / sd, -OUTLIER_SD, OUTLIER_SD)
  const pairs = stretches.flatMap((xs) => xs.slice(1).flatMap((x, i) => pairOf(xs[i] ?? null, x)))
  if (pairs.length === 0) return 0
  const variance = left.reduce((sum, x) => sum + clipped(x) ** 2, 0) / left.length
  const r = pairs.reduce((sum, [x, y]) => sum + clipped(x) * clipped(y), 0) / pairs.length / variance
  return r > CHANCE_Z / Math.sqrt(pairs.length) ? Math.min(r, MOST) : 0
}

const pairOf = (x: number | null, y: number | null): [number, number][] => (x === null || y === null ? [] : [[x, y]])

/**
 * How many independent points `n` neighbouring ones are worth whose noise carries over by `rho`: n / (1 + 2 Σ (1 − k/n) ρ^k) (Bayley and Hammersley, J. R. Stat. Soc. Suppl. 8, 1946). Two are worth 2 / (1 + ρ).
 */
export function effectiveSize(n: number, rho: number): number {
  let sum = 0
  for (let k = 1, carried = rho; k < n && carried > 1e-9; k++, carried *= rho) sum += (1 - k / n) * carried
  return n / (1 + 2 * sum)
}
