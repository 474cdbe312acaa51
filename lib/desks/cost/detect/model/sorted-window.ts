/** The first `count` places of `sorted` hold numbers in ascending order. Lists here are short (at most 56), so inserting beats every clever structure. */
export type SortedWindow = { sorted: Float64Array; count: number }

export const sortedWindow = (most: number): SortedWindow => ({ sorted: new Float64Array(most), count: 0 })

export function put(w: SortedWindow, x: number): void {
  const { sorted } = w
  let i = w.count++
  while (i > 0 && (sorted[i - 1] as number) > x) {
    sorted[i] = sorted[i - 1] as number
    i--
  }
  sorted[i] = x
}

/** Takes out one number that was put in before. */
export function take(w: SortedWindow, x: number): void {
  const { sorted } = w
  let i = 0
  while (i < w.count && (sorted[i] as number) !== x) i++
  w.count--
  for (; i < w.count; i++) sorted[i] = sorted[i + 1] as number
}

/** Median; 0 for an empty window. */
export function middleOf({ sorted, count }: SortedWindow): number {
  if (count === 0) return 0
  const half = count >> 1
  return count % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2
}

/** Median of the numbers from `from` up to `to`, put in order in `w`, which loses what it held. */
export function middleFrom(w: SortedWindow, xs: Float64Array, from: number, to: number): number {
  w.count = 0
  for (let i = from; i < to; i++) put(w, xs[i] as number)
  return middleOf(w)
}

/** Median distance to `centre`, which lies within the window: distances grow outwards on both sides, so they are merged from there. */
export function spreadOf({ sorted, count }: SortedWindow, centre: number): number {
  if (count === 0) return 0
  let right = 0
  while (right < count && (sorted[right] as number) < centre) right++
  let left = right - 1
  const half = count >> 1
  let last = 0
  let before = 0
  for (let n = 0; n <= half; n++) {
    before = last
    const low = left >= 0 ? centre - (sorted[left] as number) : Number.POSITIVE_INFINITY
    const high = right < count ? (sorted[right] as number) - centre : Number.POSITIVE_INFINITY
    if (low < high) {
      last = low
      left--
    } else {
      last = high
      right++
    }
  }
  return count % 2 === 1 ? last : (before + last) / 2
}
