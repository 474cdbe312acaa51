import { clamp } from '@/lib/kernel/stats'
import { locateSlices } from './locate-slices'
import type { SliceLeaf } from './slice-leaf'
import { SLICE_PARAMS, type SliceParams } from './slice-params'

/** Leaves that moved by one factor (null: something where nothing was expected). `gain` is the unexplained amount that this slice explains; `share` of all of it. */
export type FoundSlice = { dimensions: readonly number[]; leaves: number[]; factor: number | null; gain: number; share: number }

// A leaf that grew is as much noisier, up to this factor.
const MOST_STRETCH = 10

/** The slices that explain a change, dearest first: each moved by one factor. Rises and falls are found alike, and a coarse slice wins when its parts moved together. */
export function sliceScale(leaves: readonly SliceLeaf[], params: SliceParams = SLICE_PARAMS.bill): FoundSlice[] {
  const located = locateSlices(leaves, params)
  const excess = (i: number, predicted: number, stretch = 1): number => {
    const { actual = 0, noise = 0 } = leaves[i] ?? {}
    return Math.max(0, Math.abs(actual - predicted) - params.noise_multiple * (noise ?? 0) * stretch)
  }
  const total = leaves.reduce((sum, leaf, i) => sum + excess(i, leaf.expected), 0)
  if (total <= 0) return []
  const owned = ownLeaves(located.map((slice) => slice.leaves))
  const priced = located.map(({ dimensions, leaves: all }, n): FoundSlice => {
    const own = owned[n] ?? []
    const factor = commonFactor(own, leaves)
    const gain = own.reduce(
      (sum, i) => sum + excess(i, leaves[i]?.expected ?? 0) - excess(i, predict(leaves[i], factor), clamp(factor ?? 1, 1, MOST_STRETCH)),
      0,
    )
    return { dimensions, leaves: all, factor, gain, share: gain / total }
  })
  return priced
    .filter((slice) => slice.gain > 0 && slice.share >= params.min_share)
    .sort((a, b) => b.gain - a.gain) // stable: equal gains stay in order of evidence
    .slice(0, params.max_slices)
}

/** A leaf in several slices belongs to the smallest, so that what slices explain adds up. */
function ownLeaves(slices: readonly (readonly number[])[]): number[][] {
  const owner = new Map<number, number>()
  const bySize = slices.map((_, n) => n).sort((a, b) => (slices[a]?.length ?? 0) - (slices[b]?.length ?? 0) || a - b)
  for (const n of bySize) for (const i of slices[n] ?? []) if (!owner.has(i)) owner.set(i, n)
  return slices.map((leaves, n) => leaves.filter((i) => owner.get(i) === n))
}

const isFromNothing = ({ expected, actual }: SliceLeaf): boolean => expected <= 0 && actual > 0

function predict(leaf: SliceLeaf | undefined, factor: number | null): number {
  if (leaf === undefined) return 0
  if (factor !== null) return leaf.expected * factor
  return isFromNothing(leaf) ? leaf.actual : leaf.expected
}

/** The factor by which the middle unit of money moved; null when most of it came from nothing. */
function commonFactor(members: readonly number[], leaves: readonly SliceLeaf[]): number | null {
  const moves = members.flatMap((i) => {
    const leaf = leaves[i]
    if (leaf === undefined) return []
    if (isFromNothing(leaf)) return [{ ratio: Number.POSITIVE_INFINITY, weight: leaf.actual }]
    return [{ ratio: leaf.expected > 0 ? leaf.actual / leaf.expected : 1, weight: Math.max(0, leaf.expected) }]
  })
  const half = moves.reduce((sum, move) => sum + move.weight, 0) / 2
  let reached = 0
  for (const { ratio, weight } of moves.sort((a, b) => (a.ratio < b.ratio ? -1 : a.ratio > b.ratio ? 1 : 0))) {
    reached += weight
    if (reached >= half) return Number.isFinite(ratio) ? ratio : null
  }
  return null
}
