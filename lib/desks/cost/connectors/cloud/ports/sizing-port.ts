import { z } from 'zod'
import type { CallResult, Mutation, Place } from '../call'

/** What a machine type holds. */
export const MachineType = z.strictObject({
  instance_type: z.string(),
  vcpus: z.int().positive(),
  memory_mib: z.int().positive(),
  architecture: z.string(),
  hypervisor: z.string(),
})
export type MachineType = z.infer<typeof MachineType>

/** Two weeks of use at its busiest. Memory is known only where an agent reports it. */
export type PeakUse = { instance_id: string; cpu_p99_pct: number | null; memory_p99_pct: number | null; metric_days: number }

export type SizingPort = {
  peakUse(place: Place, instance_ids: readonly string[]): Promise<PeakUse[]>
  machineTypes(place: Place, types: readonly string[]): Promise<MachineType[]>
  /** Takes a stopped instance. */
  setInstanceType(place: Place, instance_id: string, instance_type: string, m: Mutation): Promise<CallResult>
}
