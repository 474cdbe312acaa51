import type { InstanceInventory, VolumeInventory } from '@/schemas/evidence/cloud'
import type { MachineSetup } from '../ports/sizing-port'

/** What makes a simulated resource awkward: each one is met in real accounts and stops an action that would be safe elsewhere. */
export type SimulatedQuirk =
  | 'instance_store_root'
  | 'stop_protection'
  | 'dedicated_tenancy'
  | 'customer_key'
  | 'customer_key_grants_nothing'
  | 'customer_key_unreadable'
  | 'customer_key_disabled'
  | 'status_checks_fail'
  | 'status_checks_unknown'
  | 'sold_product'
  /** The role may read it but not change it: a dry run answers UnauthorizedOperation. */
  | 'not_permitted'

type Instance = InstanceInventory['instances'][number]
type Volume = VolumeInventory['volumes'][number]

/** Kinds of resources whose state is what their port reads. */
export type SimulatedKind =
  | 'anomaly'
  | 'budget'
  | 'bucket'
  | 'database'
  | 'database_cluster'
  | 'disk_volume'
  | 'disk_snapshot'
  | 'machine_image'
  | 'address'
  | 'scaling_group'
  | 'workload'
export type SimulatedResource = { arn: string; kind: SimulatedKind; state: Record<string, unknown>; quirks: readonly SimulatedQuirk[] }

/** Whether it has a schedule and for how many days it has metrics follows from the account's events and its clock. */
export type SimulatedInstance = Omit<Instance, 'schedule' | 'metric_days'> & {
  account_id: string
  quirks: readonly SimulatedQuirk[]
  /** Busiest use; absent where nobody measures it. */
  peak?: { cpu_p99_pct: number; memory_p99_pct: number | null }
  /** What it has with it, as far as that is unusual. */
  setup?: Partial<MachineSetup>
}
export type SimulatedVolume = Volume & { account_id: string; quirks: readonly SimulatedQuirk[] }
export type SimulatedLogGroup = {
  arn: string
  account_id: string
  region_id: string
  name: string
  retention_days: number | null
  tags: Record<string, string>
  stored_bytes?: number
  has_subscription?: boolean
  exported_until?: string
  quirks?: readonly SimulatedQuirk[]
}

/** A cloud account as it stood before anybody acted on it. Everything later is a fold over its events. */
export type SimulatedEstate = {
  instances: readonly SimulatedInstance[]
  volumes: readonly SimulatedVolume[]
  log_groups: readonly SimulatedLogGroup[]
  others?: readonly SimulatedResource[]
}
