import type { Place } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { smallerType } from '@/lib/desks/cost/plan/candidates/smaller-type'

/** What machines of these types hold, and of the next smaller type of each, in the order of their names. */
export async function machineSizes(cloud: CloudPort, place: Place, types: readonly string[]) {
  const wanted = [...new Set(types.flatMap((type) => [type, smallerType(type) ?? type]))].sort()
  const found = await cloud.machineTypes(place, wanted)
  return found.map(({ instance_type, vcpus, memory_mib }) => ({ instance_type, vcpus, memory_mib }))
}
