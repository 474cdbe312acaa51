const DAY_MS = 86_400_000
const SLOT_MS = 30 * 60_000
const LOOK_BACK_DAYS = 14
// Two days may agree by chance; three that differ from today say something.
const LEAST_DAYS = 3

/**
 * What a stream usually is at this time of day: the median of the values in the same half hour of the last fortnight. Returns how far a value lies
 * from it, or null while fewer than three earlier days are known. `is_settled` says that the deviations of a whole day are known to compare with.
 */
export function timeOfDayDeviation(): (ms: number, value: number) => { deviation: number | null; is_settled: boolean } {
  const slots = new Map<number, Map<number, number[]>>()
  let known_since: number | null = null
  return (ms, value) => {
    const slot = Math.floor((ms % DAY_MS) / SLOT_MS)
    const today = Math.floor(ms / DAY_MS)
    const days = slots.get(slot) ?? new Map<number, number[]>()
    slots.set(slot, days)
    for (const day of days.keys()) if (day < today - LOOK_BACK_DAYS) days.delete(day)
    const earlier: number[] = []
    let count = 0
    for (const [day, values] of days) {
      if (day === today) continue
      count++
      for (const x of values) earlier.push(x)
    }
    const so_far = days.get(today)
    if (so_far === undefined) days.set(today, [value])
    else so_far.push(value)
    if (count < LEAST_DAYS) return { deviation: null, is_settled: false }
    known_since ??= ms
    return { deviation: value - middleOf(Float64Array.from(earlier)), is_settled: ms - known_since >= DAY_MS }
  }
}

/** Median of an array that it may sort. */
function middleOf(xs: Float64Array): number {
  xs.sort()
  const half = xs.length >> 1
  return xs.length % 2 === 1 ? (xs[half] ?? 0) : ((xs[half - 1] ?? 0) + (xs[half] ?? 0)) / 2
}
