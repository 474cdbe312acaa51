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

/** An alarm on actual spend above a percent of the limit, and whom it tells. */
export const BudgetAlarm = z.strictObject({
  threshold_pct: z.number().positive(),
  told: z.array(z.strictObject({ by: z.enum(['EMAIL', 'SNS']), address: z.string() })),
})
export type BudgetAlarm = z.infer<typeof BudgetAlarm>

export type BudgetPort = {
  budgets(place: Place, names: readonly string[]): Promise<Budget[]>
  /** Changes the limit alone; alarms and filters stay. */
  setBudgetLimit(place: Place, name: string, limit: string, m: Mutation): Promise<CallResult>
  /** Alarms on actual spend above a percent of the limit, ascending; those on a forecast or an amount are not among them. */
  budgetAlarms(place: Place, name: string): Promise<BudgetAlarm[]>
  addBudgetAlarm(place: Place, name: string, alarm: BudgetAlarm, m: Mutation): Promise<CallResult>
  removeBudgetAlarm(place: Place, name: string, threshold_pct: number, m: Mutation): Promise<CallResult>
}
