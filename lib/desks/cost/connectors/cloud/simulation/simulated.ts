import { canonicalJson } from '@/lib/kernel/canonical'
import { addHours } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'
import type { Mutation, Place } from '../call'
import { CLOUD_CAPABILITIES, type CloudPort, type RestartFacts } from '../port'
import { instanceArn, toInstanceInventory, toVolumeInventory, volumeArn } from '../to-evidence'
import { WireInstance, WireVolume } from '../wire'
import type { InstanceNow, VolumeNow } from './simulated-account'
import { simulatedAnomalies } from './simulated-anomalies'
import { simulatedAddresses, simulatedScaling, simulatedWorkloads } from './simulated-capacity'
import { simulatedCounts } from './simulated-counts'
import { simulatedDatabases } from './simulated-databases'
import { simulatedBuckets, simulatedBudgets, simulatedLogs } from './simulated-settings'
import { simulatedSizing } from './simulated-sizing'
import { simulatedStorage } from './simulated-storage'
import { instanceAnswer, volumeAnswer } from './simulated-wire'
import { type Simulation, simulator, type Wish } from './simulator'

// EC2 refuses a second modification of a volume within six hours.
const VOLUME_COOL_DOWN_HOURS = 6

/** A cloud account that exists only as an estate and a log of what happened to it. It answers, refuses and dry-runs as EC2 does. */
export function simulatedCloud(simulation: Simulation): CloudPort {
  const sim = simulator(simulation)
  const { account, mutate, mutateInstance } = sim

  const instanceOf = async (place: Place, id: string): Promise<InstanceNow | undefined> => (await account()).instances.get(instanceArn(place, id))
  const taggedOf = async (arn: string): Promise<{ arn: string; quirks?: readonly string[]; tags: Record<string, string> } | undefined> => {
    const { instances, volumes, log_groups } = await account()
    return instances.get(arn) ?? volumes.get(arn) ?? log_groups.get(arn)
  }
  const power = (api: string, from: string, to: 'running' | 'stopped') => (place: Place, id: string, m: Mutation) =>
    mutateInstance(api, instanceArn(place, id), m, (i) => {
      if (i?.state === to) return { noop: `it is ${to}` }
      if (i?.state !== from) return { refused: `IncorrectInstanceState: it is ${i?.state}` }
      if (to === 'stopped' && i.quirks.includes('stop_protection')) return { refused: 'OperationNotPermitted: it is protected against stopping' }
      return { event: { change: 'instance_state', state: to } }
    })

  return {
    connector: 'simulated-cloud',
    capabilities: CLOUD_CAPABILITIES,
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
      const modified = new Map(found.flatMap((v) => (v.last_modified_at === null ? [] : [[v.volume_id, v.last_modified_at] as const])))
      return toVolumeInventory(
        place,
        found.map((v) => WireVolume.parse(volumeAnswer(v))),
        modified,
      )
    },
    schedule: async (place, id) => (await instanceOf(place, id))?.schedule ?? null,
    tags: async (_place, arn) => (await taggedOf(arn))?.tags ?? {},

    stopInstance: power('ec2:StopInstances', 'running', 'stopped'),
    startInstance: power('ec2:StartInstances', 'stopped', 'running'),
    putSchedule: (place, id, schedule, m) =>
      mutateInstance('scheduler:CreateSchedule', instanceArn(place, id), m, (i) =>
        canonicalJson(i?.schedule ?? null) === canonicalJson(schedule) ? { noop: 'it has this schedule' } : { event: { change: 'schedule', schedule } },
      ),
    deleteSchedule: (place, id, m) =>
      mutateInstance('scheduler:DeleteSchedule', instanceArn(place, id), m, (i) =>
        i?.schedule === null ? { noop: 'it has no schedule' } : { event: { change: 'schedule', schedule: null } },
      ),
    async putTags(_place, arn, tags, m) {
      const item = await taggedOf(arn)
      return mutate('ec2:CreateTags', item, m, () => retagged(item?.tags ?? {}, { ...item?.tags, ...tags }))
    },
    async deleteTags(_place, arn, keys, m) {
      const item = await taggedOf(arn)
      const left = Object.fromEntries(Object.entries(item?.tags ?? {}).filter(([key]) => !keys.includes(key)))
      return mutate('ec2:DeleteTags', item, m, () => retagged(item?.tags ?? {}, left))
    },
    async modifyVolume(place, id, shape, m) {
      const v = (await account()).volumes.get(volumeArn(place, id))
      return mutate('ec2:ModifyVolume', v, m, (at) => modified(v, shape, at))
    },
    ...simulatedLogs(sim),
    ...simulatedBudgets(sim),
    ...simulatedBuckets(sim),
    ...simulatedDatabases(sim),
    ...simulatedSizing(sim),
    ...simulatedStorage(sim),
    ...simulatedCounts(sim),
    ...simulatedAddresses(sim),
    ...simulatedScaling(sim),
    ...simulatedWorkloads(sim),
    ...simulatedAnomalies(sim),
  }
}

function restartFacts(i: InstanceNow): RestartFacts {
  const has = (quirk: InstanceNow['quirks'][number]): boolean => i.quirks.includes(quirk)
  return {
    instance_id: i.instance_id,
    root_device: has('instance_store_root') ? 'instance_store' : 'ebs',
    tenancy: has('dedicated_tenancy') ? 'dedicated' : 'default',
    encryption_key: has('customer_key_disabled') ? 'unusable' : has('customer_key_unreadable') ? 'unknown' : 'none',
    has_stop_protection: has('stop_protection'),
    boot_health: has('status_checks_fail') ? 'impaired' : has('status_checks_unknown') ? 'unknown' : 'ok',
    has_sold_product: has('sold_product'),
  }
}

const retagged = (before: Record<string, string>, after: Record<string, string>): Wish =>
  same(before, after) ? { noop: 'the tags are so already' } : { event: { change: 'tags', tags: after } }

const same = (a: Record<string, string>, b: Record<string, string>): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value)

function modified(v: VolumeNow | undefined, shape: Parameters<CloudPort['modifyVolume']>[2], at: Instant): Wish {
  if (v === undefined) return { refused: 'InvalidVolume.NotFound' }
  // gp2 is given its operations by size: 3 per GiB, 100 to 16,000.
  const iops = shape.iops ?? Math.min(16_000, Math.max(100, 3 * v.size_gib))
  if (v.volume_type === shape.volume_type && v.iops === iops && v.throughput === shape.throughput) return { noop: 'it is so already' }
  if (v.last_modified_at !== null && at < addHours(v.last_modified_at, VOLUME_COOL_DOWN_HOURS))
    return { refused: `VolumeModificationRateExceeded: it was modified at ${v.last_modified_at} and can be modified again after ${VOLUME_COOL_DOWN_HOURS} h` }
  if (v.state !== 'available' && v.state !== 'in-use') return { refused: `IncorrectState: it is ${v.state}` }
  return { event: { change: 'volume_type', volume_type: shape.volume_type, iops, throughput: shape.throughput } }
}
