import type { Windows } from '@/schemas/cost'
import type { K8sAllocation } from '@/schemas/evidence/outside'

/** What the bill says that machines cost per day, by instance id, to compare the allocation with. */
export type MachineCosts = Readonly<Record<string, string>>

/** Cost of a cluster by namespace. Throws Fault `provider_down` when it could not be asked; an empty list means that nothing was allocated. */
export type AllocationPort = {
  connector: string
  /** Whose bill the cluster is on. */
  account_id: string
  allocation(windows: Windows, machines: MachineCosts): Promise<K8sAllocation>
}
