/** Position of a decimal on an axis, for drawing only: what is printed comes from the exact text. */
export const toNumber = (decimal: string | null): number | null => (decimal === null ? null : Number(decimal))

/** A round axis: from zero (or below, if a value is) to a little above the largest, with about `count` steps of 1, 2, 2.5 or 5. */
export function roundTicks(values: readonly number[], count = 4): number[] {
  const high = Math.max(0, ...values)
  const low = Math.min(0, ...values)
  const rough = (high - low || 1) / count
  const unit = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((s) => s * unit >= rough) ?? 10) * unit
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step)
}

/** "$1.2k": axis labels only, never a figure. */
export function axisMoney(value: number, currency: string): string {
  const symbol = { USD: '$', EUR: '€', GBP: '£' }[currency] ?? ''
  const size = Math.abs(value)
  const text =
    size >= 10_000 ? `${Math.round(size / 1000)}k` : size >= 1000 ? `${(size / 1000).toFixed(1).replace('.0', '')}k` : String(Math.round(size * 100) / 100)
  return `${value < 0 ? '−' : ''}${symbol}${text}`
}
