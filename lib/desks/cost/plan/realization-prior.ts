import { Big, big, toDecimal } from '@/lib/kernel/money'
import type { ExpectedSavings, PlanAction } from '@/schemas/action'
import type { Decimal } from '@/schemas/money'

/** How many plans of a template were measured, and the median of realized against predicted; null where none was. */
export type Realized = { measured: number; median_ratio: number | null }
type Saving = { template: PlanAction['template']; savings: Pick<ExpectedSavings, 'expected'> }

// Share of expected savings that is assumed until plans of the template have been measured, and the weight in plans of that assumption.
const START = 0.8
const WEIGHT = 10
// Part of these templates' own formula, so that what they expect is already what is usually reached: snapshots hold changes only.
const IN_FORMULA: readonly string[] = ['snapshot_delete_orphan']
const MOST = 1.2

/** Share of the expected saving that plans of the template usually reach, 0..1.2: assumed at first, and measured more with every plan. */
export function realizationPrior(template: string, realized: Realized | undefined): number {
  const start = IN_FORMULA.includes(template) ? 1 : START
  const { measured: n, median_ratio } = realized ?? { measured: 0, median_ratio: null }
  if (median_ratio === null) return start
  return Math.min(MOST, Math.max(0, (WEIGHT * start + n * median_ratio) / (WEIGHT + n)))
}

/** What actions like these usually save a month, beside what they are expected to. */
export const usuallyReached = (actions: readonly Saving[], realized: Readonly<Record<string, Realized>>): Decimal =>
  toDecimal(
    actions
      .reduce(
        (sum, { template, savings }) => sum.plus(big(savings.expected).times(String(realizationPrior(template, realized[template]).toFixed(6)))),
        new Big(0),
      )
      .round(2, Big.roundHalfEven),
  )
