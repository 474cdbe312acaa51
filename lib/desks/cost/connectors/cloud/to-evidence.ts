import { makeEvidence } from '@/lib/evidence/make'
import { round6 } from '@/lib/kernel/stats'
import { InstanceInventory, VolumeInventory } from '@/schemas/evidence/cloud'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { WeeklySchedule } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import { understood } from '../http/understood'
import type { Place } from './call'
import type { CloudPort } from './port'
import { describeSchedule } from './weekly-schedule'
import type { InstanceUse, WireInstance, WireVolume } from './wire'

const NO_USE: InstanceUse = { cpu_p95_pct: null, network_mb_per_hour: null, metric_days: 0 }

export type InstanceAnswers = {
  place: Place
  instances: readonly WireInstance[]
  uses: ReadonlyMap<string, InstanceUse>
  schedules: ReadonlyMap<string, WeeklySchedule>
  /** Ids with termination protection. */
  protected_ids: ReadonlySet<string>
  /** Ids whose type comes with local disks. */
  local_disk_ids: ReadonlySet<string>
}

/** Raw answers to the body of one evidence record. Instances are in order of their ids, so that equal accounts give equal bodies. */
export function toInstanceInventory(a: InstanceAnswers): InstanceInventory {
  const { account_id, region_id } = a.place
  const instances = a.instances.map((i) => {
    const use = a.uses.get(i.InstanceId) ?? NO_USE
    const schedule = a.schedules.get(i.InstanceId)
    return {
      arn: instanceArn(a.place, i.InstanceId),
      instance_id: i.InstanceId,
      region_id,
      instance_type: i.InstanceType,
      state: i.State.Name,
      launched_at: i.LaunchTime,
      tags: i.Tags,
      is_spot: i.InstanceLifecycle === 'spot',
      auto_scaling_group: i.Tags['aws:autoscaling:groupName'] ?? null,
      has_instance_store: i.RootDeviceType === 'instance-store' || a.local_disk_ids.has(i.InstanceId),
      has_termination_protection: a.protected_ids.has(i.InstanceId),
      public_ip: publicIp(i),
      schedule: schedule === undefined ? null : describeSchedule(schedule),
      cpu_p95_pct: use.cpu_p95_pct === null ? null : round6(use.cpu_p95_pct),
      network_mb_per_hour: use.network_mb_per_hour === null ? null : round6(use.network_mb_per_hour),
      metric_days: use.metric_days,
    }
  })
  const inventory = { kind: 'cloud.instances', account_id, instances: instances.sort((x, y) => (x.instance_id < y.instance_id ? -1 : 1)) }
  return understood(InstanceInventory, inventory, `AWS answered about instances of account ${account_id}`)
}

/** When the last modification of a volume began, and how far it is. */
export type LastModified = { started_at: Instant; state: string }

/** Raw answers to the body of one evidence record. `modified` holds the last modification of each volume that had one. */
export function toVolumeInventory(place: Place, volumes: readonly WireVolume[], modified: ReadonlyMap<string, LastModified>): VolumeInventory {
  const rows = volumes.map((v) => ({
    arn: volumeArn(place, v.VolumeId),
    volume_id: v.VolumeId,
    region_id: place.region_id,
    volume_type: v.VolumeType,
    size_gib: v.Size,
    iops: v.Iops ?? null,
    throughput: v.Throughput ?? null,
    created_at: v.CreateTime,
    state: v.State,
    tags: v.Tags,
    ...modificationOf(modified.get(v.VolumeId)),
  }))
  const inventory = { kind: 'cloud.volumes', account_id: place.account_id, volumes: rows.sort((x, y) => (x.volume_id < y.volume_id ? -1 : 1)) }
  return understood(VolumeInventory, inventory, `AWS answered about volumes of account ${place.account_id}`)
}

const modificationOf = (m: LastModified | undefined) =>
  m === undefined ? { last_modified_at: null } : { last_modified_at: m.started_at, modification_state: m.state }

/** Reads instances as evidence. Instances that are gone or have no metrics are gaps, and lower the completeness. */
export async function instanceEvidence(port: CloudPort, place: Place, instance_ids: readonly string[], retrieved_at: Instant): Promise<Evidence> {
  const body = await port.instances(place, instance_ids)
  const found = new Set(body.instances.map((i) => i.instance_id))
  const gone = instance_ids.filter((id) => !found.has(id)).map((id) => `${id} was not found`)
  const blind = body.instances.filter((i) => i.cpu_p95_pct === null).map((i) => `no CPU metric for ${i.instance_id}`)
  return evidenceOf(
    port,
    `instances(${place.account_id}, ${place.region_id}, ${[...instance_ids].sort().join(' ')})`,
    body,
    retrieved_at,
    instance_ids.length,
    [...gone, ...blind],
  )
}

/** Reads volumes as evidence. */
export async function volumeEvidence(port: CloudPort, place: Place, volume_ids: readonly string[], retrieved_at: Instant): Promise<Evidence> {
  const body = await port.volumes(place, volume_ids)
  const found = new Set(body.volumes.map((v) => v.volume_id))
  const gone = volume_ids.filter((id) => !found.has(id)).map((id) => `${id} was not found`)
  return evidenceOf(port, `volumes(${place.account_id}, ${place.region_id}, ${[...volume_ids].sort().join(' ')})`, body, retrieved_at, volume_ids.length, gone)
}

function evidenceOf(port: CloudPort, query: string, body: { kind: string }, retrieved_at: Instant, asked: number, gaps: string[]): Evidence {
  const completeness = asked === 0 ? 1 : round6(Math.max(0, 1 - gaps.length / asked))
  return makeEvidence({ source: { connector: port.connector, query, data_version: null, retrieved_at }, body, completeness, gaps })
}

export const instanceArn = (place: Place, id: string): string => `arn:aws:ec2:${place.region_id}:${place.account_id}:instance/${id}`
export const volumeArn = (place: Place, id: string): string => `arn:aws:ec2:${place.region_id}:${place.account_id}:volume/${id}`

function publicIp(i: WireInstance): 'none' | 'elastic' | 'ephemeral' {
  if (i.PublicIpAddress == null) return 'none'
  // Addresses of the provider's own pool are lost at a stop; an elastic address belongs to the account.
  const owners = (i.NetworkInterfaces ?? []).map((n) => n.Association?.IpOwnerId)
  return owners.some((owner) => owner != null && owner !== 'amazon') ? 'elastic' : 'ephemeral'
}
