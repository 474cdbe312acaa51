import {
  DescribeImagesCommand,
  DescribeLockedSnapshotsCommand,
  DescribeSnapshotAttributeCommand,
  DescribeSnapshotsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2'
import type { Place } from '../call'
import type { DiskSnapshot } from '../ports/storage-port'
import { type AwsCalls, iso, tagRecord } from './aws-calls'
import { allPages, collect, token } from './aws-describe'
import { daysInBin, recycleBinRules } from './recycle-bin'

/** Snapshots of the account with whoever may use them, and for how long the Recycle Bin would keep each. */
export async function describeDiskSnapshots(calls: AwsCalls, place: Place, ids: readonly string[]): Promise<DiskSnapshot[]> {
  const ec2 = (await calls.clients(place)).read(EC2Client)
  const named = (Name: string) => [{ Name, Values: [...ids] }]
  const pages = await allPages('ec2:DescribeSnapshots', (NextToken) =>
    ec2.send(new DescribeSnapshotsCommand({ OwnerIds: ['self'], Filters: named('snapshot-id'), ...token(NextToken) })),
  )
  const snapshots = pages.flatMap((page) => page.Snapshots ?? [])
  const found = snapshots.map((s) => s.SnapshotId ?? '')
  if (found.length === 0) return []
  const [images, locked, shares, rules] = await Promise.all([
    calls.ask('ec2:DescribeImages', () =>
      ec2.send(new DescribeImagesCommand({ Owners: ['self'], IncludeDisabled: true, Filters: named('block-device-mapping.snapshot-id') })),
    ),
    calls.ask('ec2:DescribeLockedSnapshots', () => ec2.send(new DescribeLockedSnapshotsCommand({ SnapshotIds: found }))),
    collect(found, async (SnapshotId) => {
      const answer = await calls.ask('ec2:DescribeSnapshotAttribute', () =>
        ec2.send(new DescribeSnapshotAttributeCommand({ SnapshotId, Attribute: 'createVolumePermission' })),
      )
      return (answer.CreateVolumePermissions ?? []).length > 0
    }),
    recycleBinRules(calls, place),
  ])
  const used = new Set((images.Images ?? []).flatMap((i) => i.BlockDeviceMappings ?? []).map((b) => b.Ebs?.SnapshotId))
  const held = new Set((locked.Snapshots ?? []).filter((s) => s.LockState !== 'expired').map((s) => s.SnapshotId))
  return snapshots.map((s) => {
    const snapshot_id = s.SnapshotId ?? ''
    return {
      arn: `arn:aws:ec2:${place.region_id}:${place.account_id}:snapshot/${snapshot_id}`,
      snapshot_id,
      volume_id: s.VolumeId ?? null,
      size_gib: s.VolumeSize ?? 0,
      started_at: iso(s.StartTime),
      state: s.State ?? 'unknown',
      is_used_by_image: used.has(snapshot_id),
      is_shared: shares.get(snapshot_id) ?? false,
      is_locked: held.has(snapshot_id),
      recycle_bin_days: rules === null ? null : daysInBin(rules, tagRecord(s.Tags)),
      tags: tagRecord(s.Tags),
    }
  })
}
