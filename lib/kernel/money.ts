import Big from 'big.js'
import type { Decimal } from '@/schemas/money'

// Ten decimals are what a bill line carries; sums of billions of lines stay exact in Big.
const SCALE = 10
Big.RM = Big.roundHalfEven
Big.DP = 24

export { Big }

/** Exact amount from decimal text. Throws on anything that is not a number. */
export const big = (value: Decimal): Big => new Big(value)

/** Decimal text with at most ten decimals, half-even, no trailing zeros, no exponent, no negative zero. */
export function toDecimal(value: Big | number): Decimal {
  const text = new Big(value).round(SCALE, Big.roundHalfEven).toFixed()
  return text === '-0' ? '0' : text
}

export const add = (...values: Decimal[]): Decimal => toDecimal(values.reduce((sum, v) => sum.plus(v), new Big(0)))
export const subtract = (a: Decimal, b: Decimal): Decimal => toDecimal(big(a).minus(b))
export const compareDecimal = (a: Decimal, b: Decimal): -1 | 0 | 1 => big(a).cmp(b)
export const isPositive = (a: Decimal): boolean => big(a).gt(0)

/** Days of a month in every saving: a year in twelve. */
export const DAYS_PER_MONTH = '30.4'
export const perMonth = (per_day: Decimal): Decimal => toDecimal(big(per_day).times(DAYS_PER_MONTH))
export const perDay = (per_month: Decimal): Decimal => toDecimal(big(per_month).div(DAYS_PER_MONTH))

/** Amount in cents, half-even: the unit policy computes in. */
export const toCents = (value: Decimal): number => big(value).times(100).round(0, Big.roundHalfEven).toNumber()

/** For statistics and drawing only; never for a sum that is shown. */
export const toNumber = (value: Decimal): number => big(value).toNumber()
