import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

const Support = z.enum(['unsupported', 'supported', 'required'])

/** What an instance may have with it to run on a type. Null: the provider does not tell. */
export const TypeLimits = z.strictObject({
  virtualization: z.array(z.string()),
  boot_modes: z.array(z.string()),
  interfaces_most: z.int().nullable(),
  /** Of one interface. */
  ipv4_most: z.int().nullable(),
  ipv6_most: z.int().nullable(),
  attachments_most: z.int().nullable(),
  /** Whether interfaces take up attachments of volumes. */
  is_shared_with_interfaces: z.boolean(),
  has_dedicated_disk_network: z.boolean(),
  nvme: Support,
  ena: Support,
})
export type TypeLimits = z.infer<typeof TypeLimits>

/** What a machine type holds. */
export const MachineType = z.strictObject({
  instance_type: z.string(),
  vcpus: z.int().positive(),
  memory_mib: z.int().positive(),
  architecture: z.string(),
  hypervisor: z.string(),
  /** Absent in what was kept before it was read. */
  limits: TypeLimits.optional(),
})
export type MachineType = z.infer<typeof MachineType>

/** What an instance has with it, and what binds it to the type that it has. */
export const MachineSetup = z.strictObject({
  instance_id: z.string(),
  zone: z.string(),
  virtualization: z.string(),
  /** Null: it starts as its type does by default. */
  boot_mode: z.string().nullable(),
  interfaces: z.int().nonnegative(),
  /** Of the interface that has most. */
  ipv4_most: z.int().nonnegative(),
  ipv6_most: z.int().nonnegative(),
  volumes: z.int().nonnegative(),
  has_dedicated_disk_network: z.boolean(),
  has_ena: z.boolean(),
  may_hibernate: z.boolean(),
  /** What it is billed as beside the machine: `RunInstances` alone is a machine without a licence. */
  usage_operation: z.string(),
  licence_configurations: z.int().nonnegative(),
  /** A capacity reservation that it was told to run in; null when it takes what there is. */
  held_capacity: z.string().nullable(),
  placement_group: z.string().nullable(),
})
export type MachineSetup = z.infer<typeof MachineSetup>

/** Two weeks of use at its busiest. Memory is known only where an agent reports it. */
export type PeakUse = { instance_id: string; cpu_p99_pct: number | null; memory_p99_pct: number | null; metric_days: number }

export type SizingPort = {
  peakUse(place: Place, instance_ids: readonly string[]): Promise<PeakUse[]>
  machineTypes(place: Place, types: readonly string[]): Promise<MachineType[]>
  machineSetups(place: Place, instance_ids: readonly string[]): Promise<MachineSetup[]>
  /** Zones of the region in which each type can be had. That a zone offers a type does not say that it has one left. */
  offeredIn(place: Place, types: readonly string[]): Promise<{ instance_type: string; zone: string }[]>
  /** Takes a stopped instance. */
  setInstanceType(place: Place, instance_id: string, instance_type: string, m: Mutation): Promise<CallResult>
}
