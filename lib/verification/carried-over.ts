import { clamp, mad } from '@/lib/kernel/stats'

const MAD_TO_SD = 1.4826
// A point beyond so many deviations is an outlier, which says nothing of its neighbours.
const OUTLIER_SD = 3
// Of `n` independent pairs r lies within 1.96/√n of zero with 95 % (Bartlett, J. R. Stat. Soc. Suppl. 8, 1946): what is less is taken for chance.
const CHANCE_Z = 1.96
// Points that go together by more are one level that moved, of which no size can be told.
const MOST = 0.9

/** How far points lie from their median, as one deviation of normal noise would. */
export const deviationOf = (points: readonly number[]): number => MAD_TO_SD * mad(points)

/**
 * How strongly a point goes with the one before it, from 0 to 1: the lag-1 autocorrelation of what stretches of neighbouring points leave over of their own median, outliers clipped. 0 where it may be chance.
 * `sd` is the deviation of all of these points.
 */
export function carriedOver(stretches: readonly (readonly (number | null)[])[], sd = deviationOf(pointsOf(stretches))): number {
  if (!(sd > 0)) return 0
  let [points, squares, pairs, together] = [0, 0, 0, 0]
  for (const xs of stretches) {
    let last: number | null = null
    for (const x of xs) {
      const clipped: number | null = x === null ? null : clamp(x / sd, -OUTLIER_SD, OUTLIER_SD)
      if (clipped !== null) {
        points += 1
        squares += clipped ** 2
        if (last !== null) {
          pairs += 1
          together += last * clipped
        }
      }
      last = clipped
    }
  }
  if (pairs === 0) return 0
  const r = together / pairs / (squares / points)
  return r > CHANCE_Z / Math.sqrt(pairs) ? Math.min(r, MOST) : 0
}

/** The points of stretches that are there, one after another. Days hold thousands. */
export function pointsOf(stretches: readonly (readonly (number | null)[])[]): number[] {
  const points: number[] = []
  for (const xs of stretches) for (const x of xs) if (x !== null) points.push(x)
  return points
}

/**
 * How many independent points `n` neighbouring ones are worth whose noise carries over by `rho`: n / (1 + 2 Σ (1 − k/n) ρ^k) (Bayley and Hammersley, J. R. Stat. Soc. Suppl. 8, 1946). Two are worth 2 / (1 + ρ).
 */
export function effectiveSize(n: number, rho: number): number {
  let sum = 0
  for (let k = 1, carried = rho; k < n && carried > 1e-9; k++, carried *= rho) sum += (1 - k / n) * carried
  return n / (1 + 2 * sum)
}
