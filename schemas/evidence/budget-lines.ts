import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Currency, Decimal } from '@/schemas/money'
import { DayRange } from '@/schemas/time'

/**
 * The usage of a case by what budgets ask of it beside a scope: values of tags and the kind of charge, mean per day in both windows. `held` names what the bill
 * says of these lines; of anything else that a budget asks for nothing is known. In `terms` an empty text means that a line has no value.
 */
export const BudgetLines = z.strictObject({
  kind: z.literal('cost.budget_lines'),
  scope: Scope,
  currency: Currency,
  before: DayRange,
  after: DayRange,
  held: z.array(z.string()),
  lines: z.array(z.strictObject({ scope: Scope, terms: z.record(z.string(), z.string()), before_cost: Decimal, after_cost: Decimal })),
})
export type BudgetLines = z.infer<typeof BudgetLines>
