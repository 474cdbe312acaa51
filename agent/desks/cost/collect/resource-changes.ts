import { changedResources, mayHaveChanged } from '@/lib/desks/cost/rules/changed-resources'
import { addDays } from '@/lib/kernel/time'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Anomaly, Windows } from '@/schemas/cost'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { ResourceChanges } from '@/schemas/evidence/resource-changes'

/** Resources of a case that the bill shows as something else since its onset; null where there are none, and nothing is asked where none can have changed. */
export async function resourceChanges(
  warehouse: Pick<Warehouse, 'resourceDays' | 'billedBefore'>,
  anomaly: Anomaly,
  windows: Windows,
  costs: ResourceCosts,
): Promise<ResourceChanges | null> {
  // The day of the onset belongs to both: what changed within it is billed as both.
  const from = addDays(anomaly.first_day, -1)
  // What is new was nothing else before, and most of what begins is new.
  const ids = await warehouse.billedBefore(mayHaveChanged(costs, anomaly), from)
  if (ids.length === 0) return null
  const { before, since } = await warehouse.resourceDays(ids, { start: windows.before.start, end: windows.after.end }, from)
  return changedResources(anomaly, windows, { before, after: since })
}
