import { Big, big, DAYS_PER_MONTH, toDecimal } from '@/lib/kernel/money'
import type { ExpectedSavings } from '@/schemas/action'
import type { Decimal } from '@/schemas/money'

type Daily = { currency: string; effective: Decimal; list: Decimal; marginal_ratio: Decimal; formula: string }

/** Savings per month from savings per day. `marginal_ratio` is the share that really leaves the bill, 0..1. To the cent. */
export const monthlySavings = ({ currency, effective, list, marginal_ratio, formula }: Daily): ExpectedSavings => ({
  currency,
  gross_list: monthly(big(list)),
  expected: monthly(big(effective).times(marginal_ratio)),
  bound: monthly(big(effective)),
  formula,
})

export const sum = (values: readonly Decimal[]): Decimal => toDecimal(values.reduce((total, v) => total.plus(v), new Big(0)))

const monthly = (per_day: Big): Decimal => toDecimal(per_day.times(DAYS_PER_MONTH).round(2, Big.roundHalfEven))
