import { z } from 'zod'
import { BudgetFilter } from '@/schemas/evidence/budget-filter'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Currency, Decimal } from '@/schemas/money'
import { Day, DayRange, Month } from '@/schemas/time'

// What sources outside the bill say about one case.

/** Cost by namespace of one cluster as its own allocation has it, mean per day in both windows. A namespace that a window does not name cost nothing in it. */
export const K8sAllocation = z.strictObject({
  kind: z.literal('k8s.allocation'),
  cluster: z.string(),
  account_id: z.string(),
  currency: Currency,
  before: DayRange,
  after: DayRange,
  namespaces: z.array(z.strictObject({ namespace: z.string(), before_cost: Decimal, after_cost: Decimal })),
  /** Cost of the cluster's machines on the bill by what the allocation says of them, in the after window; null when the bill names none of them. */
  bill_ratio: z.number().positive().nullable(),
  /** Days of each window that the means are of; absent where nobody counted them. */
  days_known: z.strictObject({ before: z.int().positive(), after: z.int().positive() }).optional(),
})
export type K8sAllocation = z.infer<typeof K8sAllocation>

/** A measure of the business by day. A day without a value is absent, never zero. */
export const BusinessDriver = z.strictObject({
  kind: z.literal('business.driver'),
  name: z.string(),
  unit: z.string(),
  before: DayRange,
  after: DayRange,
  daily: z.array(z.strictObject({ day: Day, value: z.number().nonnegative() })),
  /** Daily EffectiveCost of the case's scope on the same days, to compare its course with. */
  daily_cost: z.array(z.strictObject({ day: Day, value: Decimal })),
})
export type BusinessDriver = z.infer<typeof BusinessDriver>

/** What the provider's detection can be told: it was right, it was wrong, or the rise was planned. */
export const AnomalyAnswer = z.enum(['YES', 'NO', 'PLANNED_ACTIVITY'])
export type AnomalyAnswer = z.infer<typeof AnomalyAnswer>

/** What the provider's own detection flagged on these days. It corroborates and never decides. */
export const ProviderAnomalies = z.strictObject({
  kind: z.literal('cost.provider_anomalies'),
  window: DayRange,
  /** Whose detection it is. Absent in records from before it was kept. */
  account_id: z.string().optional(),
  anomalies: z.array(
    z.strictObject({
      anomaly_id: z.string(),
      start: Day,
      end: Day.nullable(),
      total_impact: Decimal,
      /** What it was told; null while nobody did. Absent in records from before it was read. */
      answer: AnomalyAnswer.nullable().optional(),
      causes: z.array(
        z.strictObject({
          service_name: z.string().nullable(),
          region_id: z.string().nullable(),
          sub_account_id: z.string().nullable(),
          usage_type: z.string().nullable(),
        }),
      ),
    }),
  ),
})
export type ProviderAnomalies = z.infer<typeof ProviderAnomalies>

/** Coverage and utilisation of commitments as the provider computes them. Ratios are 0..1 and null when there was nothing eligible or nothing bought. */
export const ProviderCommitments = z.strictObject({
  kind: z.literal('cost.provider_commitments'),
  window: DayRange,
  /** What the coverage is of. Absent in answers about the whole organisation, as the utilisation always is: commitments are shared in it. */
  coverage_scope: Scope.optional(),
  days: z.array(
    z.strictObject({
      day: Day,
      reservation_coverage_ratio: z.number().min(0).max(1).nullable(),
      reservation_utilization_ratio: z.number().min(0).nullable(),
      savings_plan_coverage_ratio: z.number().min(0).max(1).nullable(),
      savings_plan_utilization_ratio: z.number().min(0).nullable(),
    }),
  ),
})
export type ProviderCommitments = z.infer<typeof ProviderCommitments>

/** Daily cost as the provider's cost service has it, to compare with the bill. */
export const ProviderCosts = z.strictObject({
  kind: z.literal('cost.provider_costs'),
  scope: Scope,
  currency: Currency,
  window: DayRange,
  days: z.array(z.strictObject({ day: Day, amortized_cost: Decimal, is_estimated: z.boolean() })),
})
export type ProviderCosts = z.infer<typeof ProviderCosts>

/** Budgets of an account as the provider keeps them. `forecast` is null where it has not enough days to make one. */
export const BudgetStatus = z.strictObject({
  kind: z.literal('cost.budget_status'),
  account_id: z.string(),
  budgets: z.array(
    z.strictObject({
      name: z.string(),
      unit: z.string(),
      time_unit: z.enum(['DAILY', 'MONTHLY', 'QUARTERLY', 'ANNUALLY', 'CUSTOM']),
      limit: Decimal,
      actual: Decimal,
      forecast: Decimal.nullable(),
      /** Which charges it counts; null: all of the account's. Absent in records from before it was read. */
      filter: BudgetFilter.nullable().optional(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
})
export type BudgetStatus = z.infer<typeof BudgetStatus>

/** What the provider itself says made one month differ from the one before it, the largest first. A month that goes on is compared as far as it went. */
export const ProviderDrivers = z.strictObject({
  kind: z.literal('cost.provider_drivers'),
  scope: Scope,
  baseline: Month,
  comparison: Month,
  currency: Currency,
  drivers: z.array(z.strictObject({ type: z.string(), name: z.string(), baseline_cost: Decimal, comparison_cost: Decimal, difference: Decimal })),
})
export type ProviderDrivers = z.infer<typeof ProviderDrivers>
