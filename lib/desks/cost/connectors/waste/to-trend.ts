import { big, compareDecimal, toDecimal, toNumber } from '@/lib/kernel/money'
import { median, round6 } from '@/lib/kernel/stats'
import { monthOf } from '@/lib/kernel/time'
import type { MonthTrend } from '@/schemas/evidence/month-trend'
import type { WireTrend } from './wire'

// With fewer months one of them decides the slope.
const LEAST_MONTHS = 4

/** The program's months as evidence, in order. The month in which it was asked is not over, and is left out. */
export function toTrend({ account_id, generated_at, months }: WireTrend): MonthTrend {
  const now = monthOf(generated_at.slice(0, 10))
  const complete = months
    .map(({ start, total }) => ({ month: monthOf(start.slice(0, 10)), cost: toDecimal(big(String(total)).round(6)) }))
    .filter(({ month }) => month < now)
    .sort((a, b) => (a.month < b.month ? -1 : 1))
  return { kind: 'cost.month_trend', account_id, currency: months[0]?.unit ?? 'USD', months: complete, growth_ratio_per_month: growthOf(complete) }
}

/** From the middle slope of the logarithms between any two months. */
function growthOf(months: MonthTrend['months']): number | null {
  if (months.length < LEAST_MONTHS || months.some(({ cost }) => compareDecimal(cost, '0') <= 0)) return null
  const at = months.map(({ month, cost }) => ({ n: 12 * Number(month.slice(0, 4)) + Number(month.slice(5)), log: Math.log(toNumber(cost)) }))
  const slopes = at.flatMap((a, i) => at.slice(i + 1).map((b) => (b.log - a.log) / (b.n - a.n)))
  return round6(Math.expm1(median(slopes)))
}
