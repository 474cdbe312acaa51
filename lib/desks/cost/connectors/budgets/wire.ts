import { z } from 'zod'

// The part of DescribeBudgets that is read. Amounts are strings; a budget of usage has no currency, and one that plans by the month has no single limit.
const Amount = z.looseObject({ Amount: z.string().regex(/^-?\d+(?:\.\d+)?(?:[eE]-?\d+)?$/), Unit: z.string() })
export const WireBudgets = z.array(
  z.looseObject({
    BudgetName: z.string(),
    BudgetType: z.string(),
    TimeUnit: z.string(),
    BudgetLimit: Amount.nullish(),
    /** From ListTagsForResource. */
    Tags: z.array(z.looseObject({ Key: z.string(), Value: z.string() })),
    CalculatedSpend: z.looseObject({ ActualSpend: Amount, ForecastedSpend: Amount.nullish() }).nullish(),
  }),
)
