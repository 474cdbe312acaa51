import type { SizingPort } from '../ports/sizing-port'
import { instanceArn } from '../to-evidence'
import type { Simulator } from './simulator'

/** Machine types that the simulation knows. Source: the EC2 instance type pages. */
export const MACHINE_TYPES = [
  { instance_type: 'm6i.large', vcpus: 2, memory_mib: 8192, architecture: 'x86_64', hypervisor: 'nitro' },
  { instance_type: 'm6i.xlarge', vcpus: 4, memory_mib: 16_384, architecture: 'x86_64', hypervisor: 'nitro' },
  { instance_type: 'm6i.2xlarge', vcpus: 8, memory_mib: 32_768, architecture: 'x86_64', hypervisor: 'nitro' },
  { instance_type: 'm6i.4xlarge', vcpus: 16, memory_mib: 65_536, architecture: 'x86_64', hypervisor: 'nitro' },
  { instance_type: 'm6g.xlarge', vcpus: 4, memory_mib: 16_384, architecture: 'arm64', hypervisor: 'nitro' },
]

export const simulatedSizing = (sim: Simulator): SizingPort => ({
  async peakUse(place, ids) {
    const { instances } = await sim.account()
    return ids.flatMap((id) => {
      const i = instances.get(instanceArn(place, id))
      return i === undefined
        ? []
        : { instance_id: id, cpu_p99_pct: i.peak?.cpu_p99_pct ?? null, memory_p99_pct: i.peak?.memory_p99_pct ?? null, metric_days: i.metric_days }
    })
  },
  machineTypes: async (_place, types) => MACHINE_TYPES.filter((t) => types.includes(t.instance_type)),
  async setInstanceType(place, id, instance_type, m) {
    const i = (await sim.account()).instances.get(instanceArn(place, id))
    return sim.mutate('ec2:ModifyInstanceAttribute', i, m, () => {
      if (i?.instance_type === instance_type) return { noop: 'it is so already' }
      // A dry run looks at permissions and parameters, not at the power state.
      if (i?.state !== 'stopped' && !m.dry_run) return { refused: `IncorrectInstanceState: it is ${i?.state}` }
      return { event: { change: 'instance_type', instance_type } }
    })
  },
})
