import { changedResources, mayHaveChanged } from '@/lib/desks/cost/rules/changed-resources'
import { addDays } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Anomaly, Windows } from '@/schemas/cost'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { ResourceChanges } from '@/schemas/evidence/resource-changes'

/** Resources of a case that the bill shows as something else since its onset; null where there are none, and nothing is asked where none can have changed. */
export async function resourceChanges(
  warehouse: Pick<Warehouse, 'resourceDays'>,
  anomaly: Anomaly,
  windows: Windows,
  costs: ResourceCosts,
): Promise<ResourceChanges | null> {
  const ids = mayHaveChanged(costs, anomaly)
  if (ids.length === 0) return null
  // The day of the onset belongs to both: what changed within it is billed as both.
  const { before, since } = await warehouse.resourceDays(ids, { start: windows.before.start, end: windows.after.end }, addDays(anomaly.first_day, -1))
  return changedResources(anomaly, windows, { before, after: since })
}
