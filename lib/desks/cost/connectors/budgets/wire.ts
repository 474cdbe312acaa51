import { z } from 'zod'

// The part of DescribeBudgets that is read. Amounts are strings; a budget of usage has no currency, and one that plans by the month has no single limit.
const Amount = z.looseObject({ Amount: z.string().regex(/^-?\d+(?:\.\d+)?(?:[eE]-?\d+)?$/), Unit: z.string() })
const Values = z.looseObject({ Key: z.string().nullish(), Values: z.array(z.string()).nullish(), MatchOptions: z.array(z.string()).nullish() })
export type WireExpression = {
  And?: WireExpression[] | null | undefined
  Or?: WireExpression[] | null | undefined
  Not?: WireExpression | null | undefined
  Dimensions?: z.infer<typeof Values> | null | undefined
  Tags?: z.infer<typeof Values> | null | undefined
  CostCategories?: z.infer<typeof Values> | null | undefined
}
const WireExpression: z.ZodType<WireExpression> = z.lazy(() =>
  z.looseObject({
    And: z.array(WireExpression).nullish(),
    Or: z.array(WireExpression).nullish(),
    Not: WireExpression.nullish(),
    Dimensions: Values.nullish(),
    Tags: Values.nullish(),
    CostCategories: Values.nullish(),
  }),
)
export const WireBudgets = z.array(
  z.looseObject({
    BudgetName: z.string(),
    BudgetType: z.string(),
    TimeUnit: z.string(),
    BudgetLimit: Amount.nullish(),
    /** From ListTagsForResource. */
    Tags: z.array(z.looseObject({ Key: z.string(), Value: z.string() })),
    FilterExpression: WireExpression.nullish(),
    /** What came before expressions, and is still answered for budgets that were made with it. */
    CostFilters: z.record(z.string(), z.array(z.string())).nullish(),
    CalculatedSpend: z.looseObject({ ActualSpend: Amount, ForecastedSpend: Amount.nullish() }).nullish(),
  }),
)
