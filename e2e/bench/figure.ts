/** One measured figure with what it is measured against in the same run. */
export type Figure = {
  id: string
  /** What was measured against what, and how it came out, as a person would say it. */
  sentence: string
  value: number
  /** `ratio` is against the baseline of the same run; everything else depends on the machine. */
  unit: 'ratio' | 'ms' | 'kB' | 'MB' | 'per_s' | 'score'
  target: { at: 'least' | 'most'; value: number } | null
  /** What the figure was computed from. */
  detail: Record<string, number | string | readonly number[]>
}

export const isMet = ({ value, target }: Figure): boolean | null =>
  target === null ? null : target.at === 'least' ? value >= target.value : value <= target.value

export const median = (values: readonly number[]): number => percentile(values, 50)

/** Nearest-rank percentile: a value that was really measured. */
export function percentile(values: readonly number[], pct: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil((pct / 100) * sorted.length) - 1))] ?? Number.NaN
}

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))

export function printFigures(title: string, figures: readonly Figure[]): void {
  process.stdout.write(`\n${title}\n`)
  for (const figure of figures) {
    const { target } = figure
    const is_met = isMet(figure)
    const verdict =
      target === null || is_met === null
        ? ''
        : `  ${is_met ? 'meets' : 'MISSES'} at ${target.at} ${target.value}${figure.unit === 'ratio' ? 'x' : ` ${figure.unit}`}.`
    process.stdout.write(`  ${figure.sentence}${verdict}\n`)
  }
}
