import { round6 } from '@/lib/kernel/stats'

/**
 * How often intervals after so many days held the truth, over all true cuts. Which of them it was makes a point of difference at most, of a cut of 30 %: its saving on month edges that are left out is
 * true, too. The rest is chance.
 */
export function pooledCoverage(cells: readonly { days: number; n: number; coverage: number }[]): { days: number; n: number; coverage: number }[] {
  return [...new Set(cells.map((c) => c.days))].map((days) => {
    const same = cells.filter((c) => c.days === days)
    const n = same.reduce((sum, c) => sum + c.n, 0)
    return { days, n, coverage: round6(same.reduce((sum, c) => sum + c.coverage * c.n, 0) / Math.max(1, n)) }
  })
}

/** By how much a share of so many cases differs by chance alone. */
export const standardError = (share: number, n: number): string => Math.sqrt((share * (1 - share)) / n).toFixed(3)
