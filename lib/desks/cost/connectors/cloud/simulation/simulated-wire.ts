import type { InstanceNow } from './simulated-account'
import type { VolumeNow } from './simulated-volumes'

/** Answers of the simulated account in the provider's own shape, so that both sides go through the same `to-evidence`. */
export const instanceAnswer = (i: InstanceNow) => ({
  InstanceId: i.instance_id,
  InstanceType: i.instance_type,
  State: { Name: i.state },
  LaunchTime: i.launched_at,
  Tags: tagAnswer(i.auto_scaling_group === null ? i.tags : { ...i.tags, 'aws:autoscaling:groupName': i.auto_scaling_group }),
  InstanceLifecycle: i.is_spot ? 'spot' : null,
  RootDeviceType: i.quirks.includes('instance_store_root') ? 'instance-store' : 'ebs',
  PublicIpAddress: i.public_ip === 'none' ? null : '203.0.113.10',
  NetworkInterfaces: i.public_ip === 'none' ? [] : [{ Association: { IpOwnerId: i.public_ip === 'elastic' ? i.account_id : 'amazon' } }],
  Placement: { Tenancy: i.quirks.includes('dedicated_tenancy') ? 'dedicated' : 'default' },
})

export const volumeAnswer = (v: VolumeNow) => ({
  VolumeId: v.volume_id,
  VolumeType: v.volume_type,
  Size: v.size_gib,
  Iops: v.iops,
  Throughput: v.throughput,
  State: v.state,
  CreateTime: v.created_at,
  Tags: tagAnswer(v.tags),
})

const tagAnswer = (tags: Record<string, string>) =>
  Object.entries(tags)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([Key, Value]) => ({ Key, Value }))
