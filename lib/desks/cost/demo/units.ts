import { invariant } from '@/lib/kernel/errors'
import type { Decimal } from '@/schemas/money'

// Bill lines carry ten decimals. A whole bill is generated in integers of that unit: exact, and the same on every platform.
const UNITS_PER_USD = 10_000_000_000n
const MICRO = 1_000_000n

/** Dollars as text in units of 1e-10. */
export function toUnits(text: Decimal): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,10}))?$/.exec(text)
  invariant(match, `a price or amount is not a decimal with at most ten decimals: ${text}`)
  const [, sign, whole = '0', fraction = ''] = match
  const units = BigInt(whole) * UNITS_PER_USD + BigInt(fraction.padEnd(10, '0'))
  return sign === '-' ? -units : units
}

/** Decimal text of units of 1e-10, without trailing zeros. */
export const fromUnits = (units: bigint): Decimal => scaled(units, 10, UNITS_PER_USD)
/** Decimal text of a quantity in millionths. */
export const fromMicro = (quantity: bigint): Decimal => scaled(quantity, 6, MICRO)

/** Cost in units of a quantity in millionths at a rate in units, half-even. */
export const costOf = (quantity: bigint, rate: bigint): bigint => divide(quantity * rate, MICRO)

/** Integer quotient, half-even; the divisor is positive. */
export function divide(a: bigint, by: bigint): bigint {
  const negative = a < 0n
  const n = negative ? -a : a
  const quotient = n / by
  const twice = (n % by) * 2n
  const up = twice > by || (twice === by && quotient % 2n === 1n)
  const rounded = up ? quotient + 1n : quotient
  return negative ? -rounded : rounded
}

function scaled(value: bigint, places: number, one: bigint): Decimal {
  const negative = value < 0n
  const n = negative ? -value : value
  const fraction = n % one
  const text = fraction === 0n ? String(n / one) : `${n / one}.${String(fraction).padStart(places, '0').replace(/0+$/, '')}`
  return negative ? `-${text}` : text
}
