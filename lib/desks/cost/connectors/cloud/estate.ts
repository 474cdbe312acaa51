import type { InstanceInventory, VolumeInventory } from '@/schemas/evidence/cost'

/** What makes a simulated resource awkward: each one is met in real accounts and stops an action that would be safe elsewhere. */
export type SimulatedQuirk =
  | 'instance_store_root'
  | 'stop_protection'
  | 'dedicated_tenancy'
  | 'customer_key_unreadable'
  | 'customer_key_disabled'
  /** The role may read it but not change it: a dry run answers UnauthorizedOperation. */
  | 'not_permitted'

type Instance = InstanceInventory['instances'][number]
type Volume = VolumeInventory['volumes'][number]

/** Whether it has a schedule and for how many days it has metrics follows from the account's events and its clock. */
export type SimulatedInstance = Omit<Instance, 'schedule' | 'metric_days'> & { account_id: string; quirks: readonly SimulatedQuirk[] }
export type SimulatedVolume = Volume & { account_id: string; quirks: readonly SimulatedQuirk[] }
export type SimulatedLogGroup = {
  arn: string
  account_id: string
  region_id: string
  name: string
  retention_days: number | null
  tags: Record<string, string>
}

/** A cloud account as it stood before anybody acted on it. Everything later is a fold over its events. */
export type SimulatedEstate = {
  instances: readonly SimulatedInstance[]
  volumes: readonly SimulatedVolume[]
  log_groups: readonly SimulatedLogGroup[]
}
