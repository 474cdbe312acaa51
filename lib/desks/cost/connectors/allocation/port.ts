import type { Windows } from '@/schemas/cost'
import type { K8sAllocation } from '@/schemas/evidence/outside'
import type { Decimal } from '@/schemas/money'
import type { DayRange } from '@/schemas/time'

/** What the bill says that machines cost per day, by instance id, to compare the allocation with. */
export type MachineCosts = Readonly<Record<string, string>>

/** `name` is cluster/namespace/kind/controller/container; the use is that of the busiest pod at its busiest. */
export type ContainerUse = { name: string; used_most: { cpu_milli: number; memory_mib: number }; data_days: number; cost_per_day: Decimal }

/** Cost of a cluster by namespace. Throws Fault `provider_down` when it could not be asked; an empty list means that nothing was allocated. */
export type AllocationPort = {
  connector: string
  /** Whose bill the cluster is on. */
  account_id: string
  allocation(windows: Windows, machines: MachineCosts): Promise<K8sAllocation>
  cluster: string
  /** Containers of deployments and statefulsets with the most that any of their pods used, the costliest first. */
  containers(window: DayRange): Promise<ContainerUse[]>
}
