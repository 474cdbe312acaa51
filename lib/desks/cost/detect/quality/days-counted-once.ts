import type { DailySeries } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'

// Mended amounts are rounded to six decimals.
const ROUNDING = 0.000_002

/** The days that detection counted once in a series, because the bill holds them twice: there the mended series is half of the delivered one. */
export function daysCountedOnce(mended: DailySeries, delivered: DailySeries): Day[] {
  const amounts = new Map(delivered.points.map(({ day, effective_cost }) => [day, Number(effective_cost)]))
  return mended.points.flatMap(({ day, effective_cost }) => {
    const twice = amounts.get(day) ?? 0
    return Math.abs(twice) > 2 * ROUNDING && Math.abs(2 * Number(effective_cost) - twice) <= ROUNDING ? [day] : []
  })
}
