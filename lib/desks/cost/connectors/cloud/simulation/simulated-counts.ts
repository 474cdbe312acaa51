import type { CountPort, ResourceKind } from '../ports/count-port'
import type { SimulatedKind } from './estate'
import { IN_BIN } from './simulated-storage'
import type { Simulator } from './simulator'

const KINDS: Partial<Record<ResourceKind, SimulatedKind>> = {
  snapshot: 'disk_snapshot',
  image: 'machine_image',
  address: 'address',
  database: 'database',
  group: 'scaling_group',
  bucket: 'bucket',
  budget: 'budget',
}

/** Counts what the estate holds in one place. Containers are not counted, as in life. */
export const simulatedCounts = (sim: Simulator): CountPort => ({
  async countResources({ account_id, region_id }, kind) {
    const { instances, volumes, log_groups, others } = await sim.account()
    const here = (x: { account_id: string; region_id: string }): boolean => x.account_id === account_id && x.region_id === region_id
    if (kind === 'instance') return [...instances.values()].filter(here).length
    if (kind === 'log group') return [...log_groups.values()].filter(here).length
    const rest = [...others.values()]
    if (kind === 'volume') return [...volumes.values()].filter(here).length + rest.filter((r) => r.kind === 'disk_volume').length
    const other = KINDS[kind]
    return other === undefined ? null : rest.filter((r) => r.kind === other && r.state['state'] !== IN_BIN).length
  },
})
