/** Median that sorts its argument in place: the detector's inner loop runs it millions of times. 0 for an empty list. */
export function middle(xs: number[]): number {
  const n = xs.length
  if (n === 0) return 0
  for (let i = 1; i < n; i++) {
    const x = xs[i] as number
    let j = i - 1
    while (j >= 0 && (xs[j] as number) > x) {
      xs[j + 1] = xs[j] as number
      j--
    }
    xs[j + 1] = x
  }
  const half = n >> 1
  return n % 2 === 1 ? (xs[half] as number) : ((xs[half - 1] as number) + (xs[half] as number)) / 2
}
