import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import {
  CreateVolumeCommand,
  DeleteVolumeCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
  type Volume,
  type VolumeType,
} from '@aws-sdk/client-ec2'
import { sha256 } from '@/lib/kernel/canonical'
import type { Place } from '../call'
import type { DiskVolume, StoragePort } from '../ports/storage-port'
import { volumeArn } from '../to-evidence'
import { type AwsCalls, iso, tagRecord } from './aws-calls'
import { allPages, collect, token } from './aws-describe'
import { findKey } from './key-state'
import { readDaily } from './read-daily'

const IDLE_DAYS = 14
/** Tag on a restored volume: the id that it had before it was deleted. */
const REPLACES = 'countersign:replaces'
const GONE = ['deleting', 'deleted']

export const awsVolumes = (calls: AwsCalls): Pick<StoragePort, 'diskVolumes' | 'deleteVolume' | 'restoreVolume'> => ({
  diskVolumes: (place, ids) => diskVolumes(calls, place, ids),
  async deleteVolume(place, VolumeId, m) {
    const ec2 = (await calls.clients(place)).write(EC2Client)
    return calls.change('ec2:DeleteVolume', () => ec2.send(new DeleteVolumeCommand({ VolumeId, DryRun: m.dry_run })))
  },
  async restoreVolume(place, was, m) {
    const api = 'ec2:CreateVolume'
    const [there] = await diskVolumes(calls, place, [was.volume_id])
    if (there !== undefined) return { api, request_id: null, status: 'noop', detail: `${there.volume_id} is there` }
    if (was.latest_snapshot === null) return { api, request_id: null, status: 'refused', detail: 'InvalidSnapshot.NotFound: no snapshot holds it' }
    const ec2 = (await calls.clients(place)).write(EC2Client)
    const tags = { ...was.tags, [REPLACES]: was.volume_id }
    const is_provisioned = ['gp3', 'io1', 'io2'].includes(was.volume_type)
    const input = {
      SnapshotId: was.latest_snapshot.snapshot_id,
      AvailabilityZone: was.zone,
      VolumeType: was.volume_type as VolumeType, // an unknown type is refused by EC2 itself
      Size: was.size_gib,
      Encrypted: was.is_encrypted,
      ...(was.iops === null || !is_provisioned ? {} : { Iops: was.iops }),
      ...(was.throughput === null ? {} : { Throughput: was.throughput }),
      TagSpecifications: [{ ResourceType: 'volume' as const, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }],
      ClientToken: sha256(m.idempotency_key),
      DryRun: m.dry_run,
    }
    return calls.change(api, () => ec2.send(new CreateVolumeCommand(input)))
  },
})

async function find(calls: AwsCalls, place: Place, Name: string, Values: readonly string[]): Promise<Volume[]> {
  const ec2 = (await calls.clients(place)).read(EC2Client)
  const pages = await allPages('ec2:DescribeVolumes', (NextToken) =>
    ec2.send(new DescribeVolumesCommand({ Filters: [{ Name, Values: [...Values] }], ...token(NextToken) })),
  )
  return pages.flatMap((page) => page.Volumes ?? []).filter((v) => !GONE.includes(v.State ?? ''))
}

async function latestSnapshot(calls: AwsCalls, place: Place, volume_id: string): Promise<DiskVolume['latest_snapshot']> {
  const ec2 = (await calls.clients(place)).read(EC2Client)
  const Filters = [
    { Name: 'volume-id', Values: [volume_id] },
    { Name: 'status', Values: ['completed'] },
  ]
  const pages = await allPages('ec2:DescribeSnapshots', (NextToken) =>
    ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'], Filters, ...token(NextToken) })),
  )
  const all = pages.flatMap((page) => page.Snapshots ?? []).map((s) => ({ snapshot_id: s.SnapshotId ?? '', started_at: iso(s.StartTime) }))
  return all.sort((a, b) => (a.started_at < b.started_at ? 1 : -1))[0] ?? null
}

async function diskVolumes(calls: AwsCalls, place: Place, ids: readonly string[]): Promise<DiskVolume[]> {
  const found = new Map(
    [...(await find(calls, place, 'volume-id', ids)), ...(await find(calls, place, `tag:${REPLACES}`, ids))].map((v) => [v.VolumeId ?? '', v]),
  )
  const metrics = (await calls.clients(place)).read(CloudWatchClient)
  // Only an attached volume reports: a day with a point is a day on which something had it.
  const queries = [...found.keys()].map((id) => ({
    key: id,
    Namespace: 'AWS/EBS',
    MetricName: 'VolumeReadOps',
    Stat: 'SampleCount',
    dimensions: [{ Name: 'VolumeId', Value: id }],
  }))
  const points = await readDaily(metrics, queries, IDLE_DAYS, await calls.now())
  const snapshots = await collect([...found.keys()], (id) => latestSnapshot(calls, place, id))
  const locked = [...found.values()].flatMap((v) => (v.Encrypted === true ? [v.KmsKeyId ?? ''] : []))
  const keys = await collect([...new Set(locked)], (id) => findKey(calls, place, id))
  return [...found].map(([volume_id, v]) => {
    const encryption_key = v.Encrypted === true ? (keys.get(v.KmsKeyId ?? '')?.state ?? 'unknown') : 'none'
    return toDiskVolume(place, v, { active_days: points.get(volume_id)?.length ?? 0, latest_snapshot: snapshots.get(volume_id) ?? null, encryption_key })
  })
}

function toDiskVolume(place: Place, v: Volume, also: Pick<DiskVolume, 'active_days' | 'latest_snapshot' | 'encryption_key'>): DiskVolume {
  const volume_id = v.VolumeId ?? ''
  const { [REPLACES]: replaces, ...tags } = tagRecord(v.Tags)
  return {
    arn: volumeArn(place, volume_id),
    volume_id,
    replaces: replaces ?? null,
    volume_type: v.VolumeType ?? '',
    size_gib: v.Size ?? 1,
    iops: v.Iops ?? null,
    throughput: v.Throughput ?? null,
    zone: v.AvailabilityZone ?? '',
    is_encrypted: v.Encrypted ?? false,
    state: v.State ?? 'unknown',
    created_at: iso(v.CreateTime),
    tags,
    ...also,
  }
}
