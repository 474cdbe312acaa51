/** The last `capacity` values in order of size. One insertion moves at most `capacity` doubles, so a stream costs the same per point however long it is. */
export type RollingOrder = {
  count(): number
  add(x: number): void
  /** Linear-interpolated quantile, p in 0..1; NaN while empty. */
  quantile(p: number): number
  /** How many of the held values lie beyond `limit`, their mean excess over it and the variance of that excess. */
  beyond(limit: number, side: 'above' | 'below'): Excess
}
export type Excess = { count: number; mean: number; variance: number }

export function rollingOrder(capacity: number): RollingOrder {
  const sorted = new Float64Array(capacity + 1)
  const arrivals = new Float64Array(capacity)
  let [count, oldest] = [0, 0]
  const at = (i: number): number => sorted[i] ?? Number.NaN

  /** Index of the first held value that is not below `x`, or not at or below it. */
  function position(x: number, after: boolean): number {
    let [low, high] = [0, count]
    while (low < high) {
      const mid = (low + high) >> 1
      if (at(mid) < x || (after && at(mid) === x)) low = mid + 1
      else high = mid
    }
    return low
  }

  return {
    count: () => count,
    add(x) {
      if (count === capacity) {
        const gone = position(arrivals[oldest] ?? 0, false)
        sorted.copyWithin(gone, gone + 1, count)
        count--
      }
      const to = position(x, false)
      sorted.copyWithin(to + 1, to, count)
      sorted[to] = x
      count++
      arrivals[oldest] = x
      oldest = (oldest + 1) % capacity
    },
    quantile(p) {
      const place = (count - 1) * p
      const low = Math.floor(place)
      return low + 1 < count ? at(low) + (at(low + 1) - at(low)) * (place - low) : at(count - 1)
    },
    beyond(limit, side) {
      const [from, to] = side === 'above' ? [position(limit, true), count] : [0, position(limit, false)]
      let [sum, squares] = [0, 0]
      for (let i = from; i < to; i++) {
        const excess = Math.abs(at(i) - limit)
        sum += excess
        squares += excess * excess
      }
      const n = Math.max(1, to - from)
      return { count: to - from, mean: sum / n, variance: Math.max(0, squares / n - (sum / n) ** 2) }
    },
  }
}
