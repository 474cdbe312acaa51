import { big, toDecimal } from '@/lib/kernel/money'
import type { Threshold } from '@/schemas/frame'
import type { Decimal } from '@/schemas/money'

// A month of a threshold is a month of savings: 30.4 days.
const DAYS_PER_MONTH = 30.4

/** Whether the sum of a period of `days` is on the asked side; `of` is what a percentage is of. */
export function passes({ side, amount, unit }: Threshold, sum: Decimal, days: number, of: Decimal): boolean {
  const value =
    unit === 'total'
      ? big(sum)
      : unit === 'pct'
        ? big(of).eq(0)
          ? null
          : big(sum).div(of).times(100)
        : big(sum)
            .div(Math.max(1, days))
            .times(unit === 'month' ? DAYS_PER_MONTH : 1)
  if (value === null) return false
  return side === 'over' ? value.gte(amount) : value.lte(amount)
}

/** The expected saving of a month that just passes, for a store to compare with; undefined where nothing does, because a saving is no share of anything. */
export function savingBound({ side, amount, unit }: Threshold): { side: Threshold['side']; amount: Decimal } | undefined {
  if (unit === 'pct') return undefined
  const of_month =
    unit === 'total'
      ? big(amount)
      : big(amount)
          .times(30)
          .div(unit === 'month' ? DAYS_PER_MONTH : 1)
  return { side, amount: toDecimal(of_month) }
}

/** The same for an amount per day. A share has nothing to be a share of there, so it keeps nothing. */
export const passesPerDay = (threshold: Threshold, per_day: Decimal): boolean =>
  passes(threshold.unit === 'total' ? { ...threshold, unit: 'day' } : threshold, per_day, 1, toDecimal(0))
