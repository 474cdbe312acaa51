import type { InstanceInventory, VolumeInventory } from '@/schemas/evidence/cloud'
import type { WeeklySchedule } from '@/schemas/simulation'
import type { CallResult, Mutation, Place } from './call'
import type { AddressPort } from './ports/address-port'
import type { AnomalyPort } from './ports/anomaly-port'
import type { BucketPort } from './ports/bucket-port'
import type { BudgetPort } from './ports/budget-port'
import type { CountPort } from './ports/count-port'
import type { DatabasePort } from './ports/database-port'
import type { DatabaseSchedulePort } from './ports/database-schedule-port'
import type { KeyState } from './ports/key-state'
import type { LogPort } from './ports/log-port'
import type { ScalingPort } from './ports/scaling-port'
import type { SizingPort } from './ports/sizing-port'
import type { StoragePort } from './ports/storage-port'
import type { TagPort } from './ports/tag-port'
import type { WorkloadPort } from './ports/workload-port'

/** What decides whether an instance comes back after a stop, beyond what the inventory shows. */
export type RestartFacts = {
  instance_id: string
  root_device: 'ebs' | 'instance_store'
  tenancy: 'default' | 'dedicated' | 'host'
  /** Of the keys of its encrypted volumes, the worst. */
  encryption_key: KeyState
  /** Whether one of them is a key of the account, which only those may use whom it names, and not one that AWS keeps for it. */
  has_customer_key: boolean
  has_stop_protection: boolean
  /** The provider's own checks of the machine and of what it runs on; `unknown` while they begin or lack data. */
  boot_health: 'ok' | 'impaired' | 'unknown'
  /** Whether it runs a product of a seller, which has to be subscribed to when it starts again. */
  has_sold_product: boolean
}

/** Target configuration of a volume. `throughput` is null for types that have no provisioned throughput, `iops` likewise. */
export type VolumeShape = { volume_type: string; iops: number | null; throughput: number | null }

export const CLOUD_CAPABILITIES = [
  'instances',
  'volumes',
  'schedules',
  'tags',
  'log_retention',
  'budgets',
  'buckets',
  'databases',
  'sizing',
  'storage',
  'addresses',
  'scaling',
  'anomalies',
  'workloads',
] as const
export type CloudCapability = (typeof CLOUD_CAPABILITIES)[number]

/**
 * A cloud account that can be read and changed. Both implementations pass `contracts/cloud.contract.ts`.
 * Every method throws Fault `provider_down` when the account could not be asked (throttled, expired credentials, unreachable): then nothing
 * has happened. A resource that does not exist is left out of a reading and `refused` by a change. Asking for a capability that is missing
 * throws Fault `provider_down` with `capability` in its detail.
 */
export type CloudPort = MachinePort &
  LogPort &
  BudgetPort &
  BucketPort &
  DatabasePort &
  DatabaseSchedulePort &
  TagPort &
  SizingPort &
  StoragePort &
  AddressPort &
  ScalingPort &
  WorkloadPort &
  AnomalyPort &
  CountPort

/** Machines, their disks in use and their schedules. */
export type MachinePort = {
  /** Name that evidence carries as its source. */
  connector: string
  capabilities: readonly CloudCapability[]
  /** State, tags and two weeks of use. A metric that could not be read is null. */
  instances(place: Place, instance_ids: readonly string[]): Promise<InstanceInventory>
  restartFacts(place: Place, instance_ids: readonly string[]): Promise<RestartFacts[]>
  volumes(place: Place, volume_ids: readonly string[]): Promise<VolumeInventory>
  /** Our weekly schedule of an instance; null when there is none. */
  schedule(place: Place, instance_id: string): Promise<WeeklySchedule | null>

  stopInstance(place: Place, instance_id: string, m: Mutation): Promise<CallResult>
  startInstance(place: Place, instance_id: string, m: Mutation): Promise<CallResult>
  putSchedule(place: Place, instance_id: string, schedule: WeeklySchedule, m: Mutation): Promise<CallResult>
  deleteSchedule(place: Place, instance_id: string, m: Mutation): Promise<CallResult>
  modifyVolume(place: Place, volume_id: string, shape: VolumeShape, m: Mutation): Promise<CallResult>
}
