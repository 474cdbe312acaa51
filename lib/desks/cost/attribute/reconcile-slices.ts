import type { EvidenceBook, Page } from './evidence-book'
import { CLOSEST, normalLog } from './slice-evidence'
import type { SliceParams } from './slice-params'

/** A slice of the book with the move that its leaves share. */
export type MovedSlice = { page: Page; group: number; members: readonly number[]; move: number; spread: number; price: number }

// What one leaf that does not follow the common move of its slice counts against it.
const STRAY_PRICE = 5
// Standard deviations that a common move is tried with.
const MOVE_SPREADS = [CLOSEST, 0.035, 0.06, 0.1, 0.17, 0.3] as const
const TIE = 1e-9

/** The move of some leaves and how closely they follow it, with the log likelihood of all of them; strays count no worse than STRAY_PRICE. */
export function fitMove({ leaves, everyday }: EvidenceBook, members: readonly number[]): { move: number; spread: number; gain: number } {
  const sorted = Float64Array.from(members, (i) => leaves.deviation[i] ?? 0).sort()
  const middle = sorted[sorted.length >> 1] ?? 0
  // Nothing falls below nothing, so the deviations of a large move lean to one side: their middle and their mean are both tried.
  const inner = sorted.subarray(sorted.length >> 3, sorted.length - (sorted.length >> 3))
  const mean = inner.reduce((sum, d) => sum + d, 0) / inner.length
  let best = { move: middle, spread: CLOSEST as number, gain: Number.NEGATIVE_INFINITY }
  for (const move of [middle, mean])
    for (const spread of MOVE_SPREADS) {
      let gain = 0
      for (const i of members) gain += Math.max(-STRAY_PRICE, normalLog(leaves.deviation[i] ?? 0, move, spread) - (everyday[i] ?? 0))
      if (gain > best.gain) best = { move, spread, gain }
    }
  return best
}

/**
 * Looks again at slices that were found one after another. Those that lie in one coarser slice give way to it, and a slice goes whose leaves the others
 * explain, whenever the whole says more that way. Crossing causes make such pieces: the leaves that both moved spoil the sums of each.
 */
export function reconcile(book: EvidenceBook, found: readonly MovedSlice[], params: SliceParams): MovedSlice[] {
  let kept = [...found]
  for (let round = 0; round < found.length; round++) {
    const next = merged(book, kept, params) ?? withoutOne(book, kept)
    if (next === null) break
    kept = next
  }
  return kept
}

const holds = (slice: MovedSlice, i: number): boolean => slice.page.cuboid.group[i] === slice.group

/** What some leaves say under some slices: each by the slice that fits it best. */
function worth({ leaves, everyday }: EvidenceBook, members: readonly number[], slices: readonly MovedSlice[]): number {
  let sum = 0
  for (const i of members) {
    const d = leaves.deviation[i] ?? 0
    let best = Number.NEGATIVE_INFINITY
    for (const slice of slices) if (holds(slice, i)) best = Math.max(best, normalLog(d, slice.move, slice.spread), (everyday[i] ?? 0) - STRAY_PRICE)
    sum += best === Number.NEGATIVE_INFINITY ? (everyday[i] ?? 0) : best
  }
  return sum
}

function withoutOne(book: EvidenceBook, slices: readonly MovedSlice[]): MovedSlice[] | null {
  for (const slice of [...slices].reverse()) {
    const others = slices.filter((other) => other !== slice)
    if (!slice.members.some((i) => others.some((other) => holds(other, i)))) continue
    if (worth(book, slice.members, others) > worth(book, slice.members, slices) - slice.price + TIE) return others
  }
  return null
}

/** The replacement of several slices by one that holds them which gains most, if any gains. */
function merged(book: EvidenceBook, slices: readonly MovedSlice[], params: SliceParams): MovedSlice[] | null {
  let best: { gain: number; slices: MovedSlice[] } | null = null
  const seen = new Set<string>()
  for (const slice of slices)
    for (const page of book.pages) {
      const group = page.cuboid.group[slice.members[0] ?? 0] ?? 0
      const label = `${page.cuboid.dimensions.join()}:${group}`
      if (!isCoarser(page, slice.page) || seen.has(label)) continue
      seen.add(label)
      const inside = slices.filter((other) => (isCoarser(page, other.page) || page === other.page) && page.cuboid.group[other.members[0] ?? 0] === group)
      if (inside.length < 2) continue
      const others = slices.filter((other) => !inside.includes(other))
      const members = membersOf(page, group)
      const own = members.filter((i) => !others.some((other) => holds(other, i)))
      const { move, spread } = fitMove(book, own)
      if (own.length === 0 || Math.abs(move) < params.min_move) continue
      const whole = { page, group, members, move, spread, price: book.priceOf(page) }
      const saved = inside.reduce((sum, other) => sum + other.price, 0) - whole.price
      const gain = worth(book, members, [...others, whole]) - worth(book, members, slices) + saved
      if (gain > Math.max(TIE, best?.gain ?? 0)) best = { gain, slices: [...others, whole] }
    }
  return best?.slices ?? null
}

const isCoarser = (a: Page, b: Page): boolean =>
  a.cuboid.dimensions.length < b.cuboid.dimensions.length && a.cuboid.dimensions.every((d) => b.cuboid.dimensions.includes(d))

export function membersOf(page: Page, group: number): number[] {
  const members: number[] = []
  const groups = page.cuboid.group
  for (let i = 0; i < groups.length; i++) if (groups[i] === group) members.push(i)
  return members
}
