import { z } from 'zod'
import { BudgetLines } from '@/schemas/evidence/budget-lines'
import {
  BucketInventory,
  CloudResources,
  ContainerRequests,
  DatabaseInventory,
  InstanceInventory,
  InstancePeaks,
  ScalingGroups,
  VolumeInventory,
} from '@/schemas/evidence/cloud'
import { Scope } from '@/schemas/evidence/cost-scope'
import { MeasuredPlace } from '@/schemas/evidence/measured-place'
import { MonthTrend } from '@/schemas/evidence/month-trend'
import { BudgetStatus, BusinessDriver, K8sAllocation, ProviderAnomalies, ProviderCommitments, ProviderCosts, ProviderDrivers } from '@/schemas/evidence/outside'
import { ResourceChanges } from '@/schemas/evidence/resource-changes'
import { TriageSettings } from '@/schemas/evidence/triage-settings'
import { Currency, Decimal } from '@/schemas/money'
import { Day, DayRange, Instant } from '@/schemas/time'

export { SCOPE_KEYS, Scope } from '@/schemas/evidence/cost-scope'

/** Money of a bill by what it is: `run` is usage (marketplace apart); the rest are the charge events. */
export const SERIES = ['run', 'credit', 'refund', 'fee', 'tax', 'marketplace', 'commitment_unused', 'discount'] as const

/** Daily EffectiveCost of one scope. A day the bill does not cover is absent, never zero. */
export const DailySeries = z.strictObject({
  kind: z.literal('cost.daily_series'),
  scope: Scope,
  /** Absent means `run`. */
  series: z.enum(SERIES).optional(),
  currency: Currency,
  points: z.array(
    z.strictObject({
      day: Day,
      effective_cost: Decimal,
      /** False while the provider may still restate the day (younger than 48 h). */
      is_settled: z.boolean(),
    }),
  ),
})
export type DailySeries = z.infer<typeof DailySeries>

/** One leaf (account, service, region, usage type, owner) in two windows; amounts are means per day. Quantities are null when units are mixed or absent. */
export const Leaf = z.strictObject({
  scope: Scope,
  before_cost: Decimal,
  after_cost: Decimal,
  before_list_cost: Decimal,
  after_list_cost: Decimal,
  before_quantity: Decimal.nullable(),
  after_quantity: Decimal.nullable(),
  unit: z.string().nullable(),
  /** First day on which the bill shows this leaf. */
  first_seen: Day,
})
export type Leaf = z.infer<typeof Leaf>

/** All leaves below a scope: the mean day of the same weekdays before the onset against the mean day since. */
export const LeafChanges = z.strictObject({
  kind: z.literal('cost.leaf_changes'),
  scope: Scope,
  currency: Currency,
  before: DayRange,
  after: DayRange,
  leaves: z.array(Leaf),
})
export type LeafChanges = z.infer<typeof LeafChanges>

export const CHARGE_EVENTS = ['credit', 'refund', 'fee', 'tax', 'marketplace', 'commitment_unused', 'discount'] as const

/** Charges that are not usage, mean per day in both windows, signed as billed (a credit is negative). */
export const ChargeEvents = z.strictObject({
  kind: z.literal('cost.charge_events'),
  scope: Scope,
  currency: Currency,
  before: DayRange,
  after: DayRange,
  events: z.array(
    z.strictObject({
      event: z.enum(CHARGE_EVENTS),
      description: z.string(),
      before_cost: Decimal,
      after_cost: Decimal,
      /** How a product of another seller is charged for, where the bill says so of all its lines; absent for use that is metered. */
      frequency: z.enum(['one_time', 'recurring']).optional(),
    }),
  ),
})
export type ChargeEvents = z.infer<typeof ChargeEvents>

/** How much eligible usage commitments paid for, before and after. Ratios are 0..1 and null when there was no eligible usage, which is not 0. */
export const CommitmentUse = z.strictObject({
  kind: z.literal('cost.commitment_use'),
  scope: Scope,
  currency: Currency,
  before: DayRange,
  after: DayRange,
  commitments: z.array(
    z.strictObject({
      commitment_discount_id: z.string(),
      commitment_discount_type: z.string(),
      /** Null when the bill does not say when it ends. */
      ends_on: Day.nullable(),
      covered_list_cost_before: Decimal,
      covered_list_cost_after: Decimal,
      covered_effective_cost_before: Decimal,
      covered_effective_cost_after: Decimal,
    }),
  ),
  eligible_list_cost_before: Decimal,
  eligible_list_cost_after: Decimal,
  coverage_ratio_before: z.number().min(0).max(1).nullable(),
  coverage_ratio_after: z.number().min(0).max(1).nullable(),
})
export type CommitmentUse = z.infer<typeof CommitmentUse>

/** The resources behind a scope with their cost per day in the after window, largest first. `is_cut` says that more exist than are listed. */
export const ResourceCosts = z.strictObject({
  kind: z.literal('cost.resource_costs'),
  scope: Scope,
  currency: Currency,
  after: DayRange,
  resources: z.array(
    z.strictObject({
      resource_id: z.string(),
      usage_type: z.string(),
      effective_cost_per_day: Decimal,
      list_cost_per_day: Decimal,
      first_seen: Day,
      tags: z.record(z.string(), z.string()),
    }),
  ),
  is_cut: z.boolean(),
})
export type ResourceCosts = z.infer<typeof ResourceCosts>

/** The first day on which the bill shows a service in an account, and the first day that the bill itself holds. Kept only where it is new there. */
export const FirstBilled = z.strictObject({ kind: z.literal('cost.first_billed'), scope: Scope, first_day: Day, bill_begins: Day })
export type FirstBilled = z.infer<typeof FirstBilled>

/** Deploys and configuration changes near the onset. An empty list means that the source was asked and had none. */
export const ChangeEvents = z.strictObject({
  kind: z.literal('cost.change_events'),
  window: DayRange,
  events: z.array(
    z.strictObject({
      event_id: z.string(),
      at: Instant,
      type: z.enum(['deploy', 'config', 'scale', 'schedule', 'flag']),
      service_name: z.string(),
      sub_account_id: z.string(),
      title: z.string(),
      url: z.string().nullable(),
    }),
  ),
})
export type ChangeEvents = z.infer<typeof ChangeEvents>

/** What the whole bill costs on a usual day: the median of the settled days that detection looked at. Says what "large" means here. */
export const TenantCost = z.strictObject({ kind: z.literal('cost.tenant_cost'), currency: Currency, median_daily_cost: Decimal, as_of_day: Day })
export type TenantCost = z.infer<typeof TenantCost>

/** Every body the cost desk stores. */
export const CostEvidence = z.discriminatedUnion('kind', [
  DailySeries,
  LeafChanges,
  ChargeEvents,
  CommitmentUse,
  ResourceCosts,
  InstanceInventory,
  VolumeInventory,
  ChangeEvents,
  TenantCost,
  FirstBilled,
  K8sAllocation,
  BusinessDriver,
  CloudResources,
  ProviderAnomalies,
  ProviderCommitments,
  ProviderCosts,
  BudgetStatus,
  InstancePeaks,
  ScalingGroups,
  ProviderDrivers,
  DatabaseInventory,
  ContainerRequests,
  BucketInventory,
  TriageSettings,
  ResourceChanges,
  MonthTrend,
  BudgetLines,
  MeasuredPlace,
])
export type CostEvidence = z.infer<typeof CostEvidence>
