import { z } from 'zod'
import { Decimal } from '@/schemas/money'
import type { CallResult, Mutation, Place } from '../call'

/** One cost budget of an account. `thresholds_pct` are its alarms on actual spend, in percent of the limit, ascending. */
export const Budget = z.strictObject({
  arn: z.string(),
  name: z.string(),
  limit: Decimal,
  unit: z.string(),
  time_unit: z.string(),
  thresholds_pct: z.array(z.number()),
})
export type Budget = z.infer<typeof Budget>

export type BudgetPort = {
  budgets(place: Place, names: readonly string[]): Promise<Budget[]>
  /** Changes the limit alone; alarms and filters stay. */
  setBudgetLimit(place: Place, name: string, limit: string, m: Mutation): Promise<CallResult>
}
