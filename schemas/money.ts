import { z } from 'zod'

/** Exact decimal number as text, at most 10 decimals (the precision of a bill line). Never a float: `lib/kernel/money.ts` computes with it. */
export const Decimal = z.string().regex(/^-?(?:0|[1-9]\d{0,27})(?:\.\d{1,10})?$/, 'must be a decimal number such as 1240.50')
export type Decimal = z.infer<typeof Decimal>

/** ISO 4217 code, upper case. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'must be a three-letter currency code such as USD')
export type Currency = z.infer<typeof Currency>

export const Money = z.strictObject({ amount: Decimal, currency: Currency })
export type Money = z.infer<typeof Money>
