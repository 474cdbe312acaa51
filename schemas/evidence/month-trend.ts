import { z } from 'zod'
import { Currency, Decimal } from '@/schemas/money'

/** What an account cost by month as a sweep tells it, complete months only. Shown beside a decision; no rule reads it. */
export const MonthTrend = z.strictObject({
  kind: z.literal('cost.month_trend'),
  account_id: z.string(),
  currency: Currency,
  months: z.array(z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), cost: Decimal })),
  /** Middle growth between any two months, as a ratio a month: 0.02 is 2 %. Null with fewer than four months, or where one of them cost nothing. */
  growth_ratio_per_month: z.number().nullable(),
})
export type MonthTrend = z.infer<typeof MonthTrend>
