import { z } from 'zod'
import { Decimal } from '@/schemas/money'
import { DayRange, Instant } from '@/schemas/time'

// What a cloud account or a cluster says of its own resources, read live.

/** Live state and use of compute instances, read from the cloud account. A metric that could not be read is null, never 0. */
export const InstanceInventory = z.strictObject({
  kind: z.literal('cloud.instances'),
  account_id: z.string(),
  instances: z.array(
    z.strictObject({
      arn: z.string().startsWith('arn:'),
      instance_id: z.string(),
      region_id: z.string(),
      instance_type: z.string(),
      state: z.enum(['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated']),
      launched_at: Instant,
      tags: z.record(z.string(), z.string()),
      is_spot: z.boolean(),
      auto_scaling_group: z.string().nullable(),
      has_instance_store: z.boolean(),
      has_termination_protection: z.boolean(),
      public_ip: z.enum(['none', 'elastic', 'ephemeral']),
      schedule: z.string().nullable(),
      cpu_p95_pct: z.number().min(0).max(100).nullable(),
      network_mb_per_hour: z.number().nonnegative().nullable(),
      metric_days: z.int().nonnegative(),
    }),
  ),
})
export type InstanceInventory = z.infer<typeof InstanceInventory>

/** Block volumes that a report or the bill points at. */
export const VolumeInventory = z.strictObject({
  kind: z.literal('cloud.volumes'),
  account_id: z.string(),
  volumes: z.array(
    z.strictObject({
      arn: z.string().startsWith('arn:'),
      volume_id: z.string(),
      region_id: z.string(),
      volume_type: z.string(),
      size_gib: z.int().positive(),
      iops: z.int().nonnegative().nullable(),
      /** MiB/s; null for types that are not provisioned with a throughput. */
      throughput: z.int().nonnegative().nullable(),
      created_at: Instant,
      state: z.enum(['creating', 'available', 'in-use', 'deleting', 'error']),
      tags: z.record(z.string(), z.string()),
      last_modified_at: Instant.nullable(),
      /** How far its last modification is, in EC2's words. Absent where it never had one, and in records of older versions. */
      modification_state: z.string().optional(),
    }),
  ),
})
export type VolumeInventory = z.infer<typeof VolumeInventory>

/** Live tags and age of resources that another source named. `since` is null when the provider does not say. */
export const CloudResources = z.strictObject({
  kind: z.literal('cloud.resources'),
  account_id: z.string(),
  region_id: z.string(),
  resources: z.array(z.strictObject({ arn: z.string().startsWith('arn:'), tags: z.record(z.string(), z.string()), since: Instant.nullable() })),
})
export type CloudResources = z.infer<typeof CloudResources>

/**
 * How busy instances were at their busiest over two weeks, and what their types and the next smaller ones hold. Instances whose memory nobody measures are
 * absent.
 */
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
  /** What a schedule could switch: databases of their own, and clusters with their members. Absent in records from before it was read. */
  switched: z
    .array(
      z.strictObject({
        arn: z.string().startsWith('arn:'),
        kind: z.enum(['database', 'cluster']),
        id: z.string(),
        status: z.string(),
        is_replicated: z.boolean(),
        is_serverless: z.boolean(),
        has_schedule: z.boolean(),
        /** Hours of the last seven days in which somebody was connected; null where they are not known for all of them. */
        busy_hours: z.array(Instant).nullable(),
        /** ARNs that the bill charges for it. */
        billed_as: z.array(z.string()),
        tags: z.record(z.string(), z.string()),
      }),
    )
    .optional(),
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

/**
 * Buckets whose standard storage the bill names, with what they held when they were last counted and the classes that their rules move objects to. A count that
 * nobody made is null.
 */
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
