import type { MachineSetup, MachineType, SizingPort, TypeLimits } from '../ports/sizing-port'
import { instanceArn } from '../to-evidence'
import type { InstanceNow } from './simulated-account'
import type { Simulator } from './simulator'

// What every type of the simulation takes along. Source: the EC2 user guide, limits of network interfaces and volumes of general purpose types.
const LIMITS: TypeLimits = {
  ...{ virtualization: ['hvm'], boot_modes: ['legacy-bios', 'uefi'], interfaces_most: 4, ipv4_most: 15, ipv6_most: 15, attachments_most: 28 },
  ...{ is_shared_with_interfaces: true, has_dedicated_disk_network: true, nvme: 'required', ena: 'required' },
}
const machine = (instance_type: string, vcpus: number, memory_mib: number, architecture = 'x86_64'): MachineType => ({
  ...{ instance_type, vcpus, memory_mib, architecture, hypervisor: 'nitro', limits: LIMITS },
})

/** Machine types that the simulation knows. Source: the EC2 instance type pages. */
export const MACHINE_TYPES: readonly MachineType[] = [
  machine('m6i.large', 2, 8192),
  machine('m6i.xlarge', 4, 16_384),
  machine('m6i.2xlarge', 8, 32_768),
  machine('m6i.4xlarge', 16, 65_536),
  machine('m6g.xlarge', 4, 16_384, 'arm64'),
]
// Zones of a region that have these types; a third has none of them.
const ZONES = ['a', 'b'] as const

/** What an instance has with it unless its estate says otherwise. */
export const setupOf = (i: InstanceNow): MachineSetup => ({
  ...{ instance_id: i.instance_id, zone: `${i.region_id}a`, virtualization: 'hvm', boot_mode: null, interfaces: 1, ipv4_most: 1, ipv6_most: 0, volumes: 1 },
  ...{ has_dedicated_disk_network: true, has_ena: true, may_hibernate: false, usage_operation: 'RunInstances', licence_configurations: 0 },
  ...{ held_capacity: null, placement_group: null },
  ...i.setup,
})

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
  async machineSetups(place, ids) {
    const { instances } = await sim.account()
    return ids.flatMap((id) => instances.get(instanceArn(place, id)) ?? []).map(setupOf)
  },
  offeredIn: async ({ region_id }, types) =>
    MACHINE_TYPES.filter((t) => types.includes(t.instance_type))
      .flatMap(({ instance_type }) => ZONES.map((zone) => ({ instance_type, zone: `${region_id}${zone}` })))
      .sort((a, b) => (`${a.instance_type} ${a.zone}` < `${b.instance_type} ${b.zone}` ? -1 : 1)),
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
