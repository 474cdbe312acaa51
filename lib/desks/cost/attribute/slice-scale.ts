import { clamp } from '@/lib/kernel/stats'
import { type Cuboid, cuboidsOf } from './cuboids'

/** One leaf of the bill: its keys by dimension, and dollars per day expected, seen and natural (`noise`, one standard deviation). */
export type SliceLeaf = { keys: readonly string[]; expected: number; actual: number; noise: number }

/** Leaves that moved by one factor (null: spend where none was expected). `gain` is unexplained dollars that this slice explains; `share` of all of them. */
export type FoundSlice = { dimensions: number[]; leaves: number[]; factor: number | null; gain: number; share: number }

export type SliceParams = { max_slices: number; noise_multiple: number; min_share: number }
export const SLICE_PARAMS: SliceParams = { max_slices: 5, noise_multiple: 2, min_share: 0.1 }

// Stands for "from nothing": larger than any ratio of real amounts.
const FROM_NOTHING = 1e12
const TIE = 1e-9

/**
 * Greedy attribution: again and again the one slice of the cube for which a single factor explains most of what is still unexplained.
 * Rises and falls are found alike, and a coarse slice wins when its parts moved together. Ties go to fewer leaves, then fewer dimensions.
 */
export function sliceScale(leaves: readonly SliceLeaf[], params: SliceParams = SLICE_PARAMS): FoundSlice[] {
  const cuboids = cuboidsOf(leaves.map((leaf) => leaf.keys))
  const current = leaves.map((leaf) => leaf.expected)
  const excess = (i: number, predicted: number, stretch = 1) =>
    Math.max(0, Math.abs((leaves[i]?.actual ?? 0) - predicted) - params.noise_multiple * (leaves[i]?.noise ?? 0) * stretch)
  const total = leaves.reduce((sum, leaf, i) => sum + excess(i, leaf.expected), 0)
  const found: FoundSlice[] = []
  while (found.length < params.max_slices && total > 0) {
    const best = bestSlice(leaves, current, cuboids, excess)
    if (best === null || best.gain < params.min_share * total || best.gain <= 0) break
    // Coming back to the same slice would only take back what was said about it.
    if (found.some((slice) => slice.leaves.join() === best.leaves.join())) break
    for (const i of best.leaves) current[i] = predict(best.factor, current[i] ?? 0, leaves[i]?.actual ?? 0)
    found.push({ ...best, share: best.gain / total })
  }
  return found
}

const isFromNothing = (current: number, actual: number): boolean => current <= TIE && actual > TIE

const predict = (factor: number | null, current: number, actual: number): number =>
  factor === null ? (isFromNothing(current, actual) ? actual : current) : current * factor

type Excess = (i: number, predicted: number, stretch?: number) => number

function bestSlice(leaves: readonly SliceLeaf[], current: readonly number[], cuboids: readonly Cuboid[], excess: Excess): Omit<FoundSlice, 'share'> | null {
  const ratio = leaves.map((leaf, i) =>
    isFromNothing(current[i] ?? 0, leaf.actual) ? FROM_NOTHING : (current[i] ?? 0) > TIE ? leaf.actual / (current[i] ?? 1) : 1,
  )
  const weight = leaves.map((leaf, i) => (ratio[i] === FROM_NOTHING ? leaf.actual : (current[i] ?? 0)))
  const order = leaves.map((_, i) => i).sort((a, b) => (ratio[a] ?? 0) - (ratio[b] ?? 0) || a - b)
  let best: { cuboid: Cuboid; group: number; factor: number | null; gain: number; size: number } | null = null
  for (const cuboid of cuboids) {
    const factors = medianRatios(cuboid, order, ratio, weight)
    const gains = new Array<number>(cuboid.size).fill(0)
    for (let i = 0; i < leaves.length; i++) {
      const g = cuboid.group[i] ?? 0
      const factor = (factors[g] ?? 1) >= FROM_NOTHING / 10 ? null : (factors[g] ?? 1)
      const predicted = predict(factor, current[i] ?? 0, leaves[i]?.actual ?? 0)
      gains[g] = (gains[g] ?? 0) + excess(i, current[i] ?? 0) - excess(i, predicted, clamp(factor ?? 1, 1, 10))
    }
    for (let g = 0; g < cuboid.size; g++) {
      const gain = gains[g] ?? 0
      const size = cuboid.counts[g] ?? 0
      const tolerance = TIE * Math.max(1, Math.abs(gain))
      const is_better =
        best === null ||
        gain > best.gain + tolerance ||
        (Math.abs(gain - best.gain) <= tolerance && (size < best.size || (size === best.size && cuboid.dimensions.length < best.cuboid.dimensions.length)))
      if (is_better) best = { cuboid, group: g, factor: (factors[g] ?? 1) >= FROM_NOTHING / 10 ? null : (factors[g] ?? 1), gain, size }
    }
  }
  if (best === null) return null
  const { cuboid, group } = best
  return { dimensions: cuboid.dimensions, leaves: leaves.flatMap((_, i) => (cuboid.group[i] === group ? [i] : [])), factor: best.factor, gain: best.gain }
}

/** Weighted median of the ratios in each group; `order` is by rising ratio. */
function medianRatios(cuboid: Cuboid, order: readonly number[], ratio: readonly number[], weight: readonly number[]): number[] {
  const totals = new Array<number>(cuboid.size).fill(0)
  for (const i of order) totals[cuboid.group[i] ?? 0] = (totals[cuboid.group[i] ?? 0] ?? 0) + (weight[i] ?? 0)
  const sums = new Array<number>(cuboid.size).fill(0)
  const medians = new Array<number>(cuboid.size).fill(Number.NaN)
  for (const i of order) {
    const g = cuboid.group[i] ?? 0
    sums[g] = (sums[g] ?? 0) + (weight[i] ?? 0)
    if (Number.isNaN(medians[g]) && (sums[g] ?? 0) >= (totals[g] ?? 0) / 2) medians[g] = ratio[i] ?? 1
  }
  return medians
}
