import { canonicalJson } from '@/lib/kernel/canonical'
import type { Mutation, Place } from '../call'
import type { MachinePort, RestartFacts } from '../port'
import { instanceArn, toInstanceInventory, toVolumeInventory, volumeArn } from '../to-evidence'
import { WireInstance, WireVolume } from '../wire'
import type { InstanceNow } from './simulated-account'
import { modification } from './simulated-volumes'
import { instanceAnswer, volumeAnswer } from './simulated-wire'
import type { Simulator } from './simulator'

type Part<K extends keyof MachinePort> = Pick<MachinePort, K>

/** State and use of instances and of their disks. */
export const simulatedInventory = ({ account }: Simulator): Part<'instances' | 'restartFacts' | 'volumes' | 'schedule'> => ({
  async instances(place, ids) {
    const { instances } = await account()
    const found = ids.flatMap((id) => instances.get(instanceArn(place, id)) ?? [])
    return toInstanceInventory({
      place,
      instances: found.map((i) => WireInstance.parse(instanceAnswer(i))),
      uses: new Map(found.map((i) => [i.instance_id, i])),
      schedules: new Map(found.flatMap((i) => (i.schedule === null ? [] : [[i.instance_id, i.schedule] as const]))),
      protected_ids: new Set(found.filter((i) => i.has_termination_protection).map((i) => i.instance_id)),
      local_disk_ids: new Set(found.filter((i) => i.has_instance_store).map((i) => i.instance_id)),
    })
  },
  async restartFacts(place, ids) {
    const { instances } = await account()
    return ids.flatMap((id) => instances.get(instanceArn(place, id)) ?? []).map(restartFacts)
  },
  async volumes(place, ids) {
    const { volumes } = await account()
    const found = ids.flatMap((id) => volumes.get(volumeArn(place, id)) ?? [])
    const modified = new Map(
      found.flatMap((v) =>
        v.last_modified_at === null ? [] : [[v.volume_id, { started_at: v.last_modified_at, state: v.modification_state ?? 'completed' }] as const],
      ),
    )
    return toVolumeInventory(
      place,
      found.map((v) => WireVolume.parse(volumeAnswer(v))),
      modified,
    )
  },
  schedule: async (place, id) => (await account()).instances.get(instanceArn(place, id))?.schedule ?? null,
})

/** Starting, stopping and scheduling instances, and changing their disks. */
export const simulatedMachines = (sim: Simulator): Part<'stopInstance' | 'startInstance' | 'putSchedule' | 'deleteSchedule' | 'modifyVolume'> => ({
  stopInstance: power(sim, 'ec2:StopInstances', { from: 'running', by: 'stopping', to: 'stopped' }),
  startInstance: power(sim, 'ec2:StartInstances', { from: 'stopped', by: 'pending', to: 'running' }),
  putSchedule: (place, id, schedule, m) =>
    sim.mutateInstance('scheduler:CreateSchedule', instanceArn(place, id), m, (i) =>
      canonicalJson(i?.schedule ?? null) === canonicalJson(schedule) ? { noop: 'it has this schedule' } : { event: { change: 'schedule', schedule } },
    ),
  deleteSchedule: (place, id, m) =>
    sim.mutateInstance('scheduler:DeleteSchedule', instanceArn(place, id), m, (i) =>
      i?.schedule === null ? { noop: 'it has no schedule' } : { event: { change: 'schedule', schedule: null } },
    ),
  async modifyVolume(place, id, shape, m) {
    const v = (await sim.account()).volumes.get(volumeArn(place, id))
    return sim.mutate('ec2:ModifyVolume', v, m, (at) => modification(v, shape, at))
  },
})

type Way = { from: string; by: string; to: 'running' | 'stopped' }

const power =
  (sim: Simulator, api: string, { from, by, to }: Way) =>
  (place: Place, id: string, m: Mutation) =>
    sim.mutateInstance(api, instanceArn(place, id), m, (i) => {
      if (i?.state === to || i?.state === by) return { noop: `it is ${i.state}` }
      if (i?.state !== from) return { refused: `IncorrectInstanceState: it is ${i?.state}` }
      if (to === 'stopped' && i.quirks.includes('stop_protection')) return { refused: 'OperationNotPermitted: it is protected against stopping' }
      return { event: { change: 'instance_state', state: to } }
    })

function restartFacts(i: InstanceNow): RestartFacts {
  const has = (quirk: InstanceNow['quirks'][number]): boolean => i.quirks.includes(quirk)
  return {
    instance_id: i.instance_id,
    root_device: has('instance_store_root') ? 'instance_store' : 'ebs',
    tenancy: has('dedicated_tenancy') ? 'dedicated' : 'default',
    encryption_key: has('customer_key_disabled')
      ? 'unusable'
      : has('customer_key_unreadable') || has('customer_key_grants_nothing')
        ? 'unknown'
        : has('customer_key')
          ? 'usable'
          : 'none',
    has_customer_key: i.quirks.some((quirk) => quirk.startsWith('customer_key')),
    has_stop_protection: has('stop_protection'),
    boot_health: has('status_checks_fail') ? 'impaired' : has('status_checks_unknown') ? 'unknown' : 'ok',
    has_sold_product: has('sold_product'),
  }
}
