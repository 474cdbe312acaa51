import { z } from 'zod'
import { Scope } from '@/schemas/evidence/cost-scope'
import { Currency, Decimal } from '@/schemas/money'
import { Day, DayRange, Instant, Month } from '@/schemas/time'

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

/** Live tags and age of resources that another source named. `since` is null when the provider does not say. */
export const CloudResources = z.strictObject({
  kind: z.literal('cloud.resources'),
  account_id: z.string(),
  region_id: z.string(),
  resources: z.array(z.strictObject({ arn: z.string().startsWith('arn:'), tags: z.record(z.string(), z.string()), since: Instant.nullable() })),
})
export type CloudResources = z.infer<typeof CloudResources>

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
      tags: z.record(z.string(), z.string()),
    }),
  ),
})
export type BudgetStatus = z.infer<typeof BudgetStatus>

/** How busy instances were at their busiest over two weeks, and what their types and the next smaller ones hold. Instances whose memory nobody measures are absent. */
export const InstancePeaks = z.strictObject({
  kind: z.literal('cloud.peak_use'),
  account_id: z.string(),
  region_id: z.string(),
  instances: z.array(
    z.strictObject({ instance_id: z.string(), cpu_p99_pct: z.number().min(0), memory_p99_pct: z.number().min(0), metric_days: z.int().nonnegative() }),
  ),
  types: z.array(z.strictObject({ instance_type: z.string(), vcpus: z.int().positive(), memory_mib: z.int().positive() })),
})
export type InstancePeaks = z.infer<typeof InstancePeaks>

/** Auto Scaling groups that the case's instances belong to. `cpu_most_pct` is that of the busiest instance of a week; null when it cannot be read. */
export const ScalingGroups = z.strictObject({
  kind: z.literal('cloud.scaling_groups'),
  account_id: z.string(),
  region_id: z.string(),
  groups: z.array(
    z.strictObject({
      arn: z.string().startsWith('arn:'),
      name: z.string(),
      min: z.int().nonnegative(),
      desired: z.int().nonnegative(),
      in_service: z.int().nonnegative(),
      cpu_most_pct: z.number().nullable(),
      since: Instant.nullable(),
      tags: z.record(z.string(), z.string()),
      instance_ids: z.array(z.string()),
    }),
  ),
})
export type ScalingGroups = z.infer<typeof ScalingGroups>

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

const MachineSize = z.strictObject({ instance_type: z.string(), vcpus: z.int().positive(), memory_mib: z.int().positive() })

/** Databases that the bill names, with a week of use and what their classes and the next smaller ones hold. A figure that could not be read is null. */
export const DatabaseInventory = z.strictObject({
  kind: z.literal('cloud.databases'),
  account_id: z.string(),
  region_id: z.string(),
  databases: z.array(
    z.strictObject({
      arn: z.string().startsWith('arn:'),
      db_instance_id: z.string(),
      instance_class: z.string(),
      status: z.string(),
      is_cluster_member: z.boolean(),
      is_replicated: z.boolean(),
      connections_most: z.number().nonnegative().nullable(),
      cpu_p99_pct: z.number().nullable(),
      free_memory_least_mib: z.number().nullable(),
      since: Instant.nullable(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
  types: z.array(MachineSize),
})
export type DatabaseInventory = z.infer<typeof DatabaseInventory>

const ContainerAmounts = z.strictObject({ cpu_milli: z.int().positive(), memory_mib: z.int().positive() })

/** What containers of a cluster reserve now, read live, and the most that they used. */
export const ContainerRequests = z.strictObject({
  kind: z.literal('k8s.requests'),
  cluster: z.string(),
  account_id: z.string(),
  /** Whether anything may be changed there from here. Records from before there were two tokens had one for both. */
  can_change: z.boolean().default(true),
  window: DayRange,
  containers: z.array(
    z.strictObject({
      arn: z.string().startsWith('arn:'),
      name: z.string(),
      requests: ContainerAmounts,
      used_most: ContainerAmounts,
      data_days: z.int().nonnegative(),
      cost_per_day: Decimal,
      since: Instant.nullable(),
      labels: z.record(z.string(), z.string()),
    }),
  ),
})
export type ContainerRequests = z.infer<typeof ContainerRequests>

/** Buckets whose standard storage the bill names, with what they held when they were last counted and the classes that their rules move objects to. A count that nobody made is null. */
export const BucketInventory = z.strictObject({
  kind: z.literal('cloud.buckets'),
  account_id: z.string(),
  region_id: z.string(),
  buckets: z.array(
    z.strictObject({
      arn: z.string().startsWith('arn:'),
      name: z.string(),
      objects: z.number().nonnegative().nullable(),
      standard_bytes: z.number().nonnegative().nullable(),
      /** Whether a rule moves objects already. */
      has_transition: z.boolean(),
      /** Days after which a rule deletes objects, the fewest; null where none does. Absent in records from before it was read. */
      expires_after_days: z.int().positive().nullable().optional(),
      tags: z.record(z.string(), z.string()),
    }),
  ),
})
export type BucketInventory = z.infer<typeof BucketInventory>
