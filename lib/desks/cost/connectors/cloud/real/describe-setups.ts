import { DescribeInstancesCommand, DescribeInstanceTypeOfferingsCommand, type EC2Client, type Instance, type InstanceTypeInfo } from '@aws-sdk/client-ec2'
import type { MachineSetup, TypeLimits } from '../ports/sizing-port'
import { allPages, token } from './aws-describe'

// Values that one filter of a Describe call takes; no plan resizes as many.
const MOST_IDS = 200

/** What instances have with them. One that is gone is left out. */
export async function describeSetups(client: EC2Client, ids: readonly string[]): Promise<MachineSetup[]> {
  const Filters = [{ Name: 'instance-id', Values: ids.slice(0, MOST_IDS) }]
  const pages = await allPages('ec2:DescribeInstances', (NextToken) => client.send(new DescribeInstancesCommand({ Filters, ...token(NextToken) })))
  return pages
    .flatMap((page) => page.Reservations ?? [])
    .flatMap((r) => r.Instances ?? [])
    .map(toSetup)
}

export async function describeOfferings(client: EC2Client, types: readonly string[]): Promise<{ instance_type: string; zone: string }[]> {
  const input = { LocationType: 'availability-zone' as const, Filters: [{ Name: 'instance-type', Values: [...types] }] }
  const pages = await allPages('ec2:DescribeInstanceTypeOfferings', (NextToken) =>
    client.send(new DescribeInstanceTypeOfferingsCommand({ ...input, ...token(NextToken) })),
  )
  const found = pages.flatMap((page) => page.InstanceTypeOfferings ?? []).map((o) => ({ instance_type: String(o.InstanceType), zone: o.Location ?? '' }))
  return found.sort((a, b) => (`${a.instance_type} ${a.zone}` < `${b.instance_type} ${b.zone}` ? -1 : 1))
}

function toSetup(i: Instance): MachineSetup {
  const interfaces = i.NetworkInterfaces ?? []
  const target = i.CapacityReservationSpecification?.CapacityReservationTarget
  return {
    instance_id: i.InstanceId ?? '',
    zone: i.Placement?.AvailabilityZone ?? '',
    virtualization: i.VirtualizationType ?? '',
    boot_mode: i.CurrentInstanceBootMode ?? i.BootMode ?? null,
    interfaces: interfaces.length,
    ipv4_most: Math.max(0, ...interfaces.map((n) => n.PrivateIpAddresses?.length ?? 0)),
    ipv6_most: Math.max(0, ...interfaces.map((n) => n.Ipv6Addresses?.length ?? 0)),
    volumes: (i.BlockDeviceMappings ?? []).length,
    has_dedicated_disk_network: i.EbsOptimized ?? false,
    has_ena: i.EnaSupport ?? false,
    may_hibernate: i.HibernationOptions?.Configured ?? false,
    usage_operation: i.UsageOperation ?? '',
    licence_configurations: (i.Licenses ?? []).length,
    held_capacity: target?.CapacityReservationId ?? target?.CapacityReservationResourceGroupArn ?? null,
    placement_group: [i.Placement?.GroupName, i.Placement?.GroupId].find((name) => name !== undefined && name !== '') ?? null,
  }
}

const SUPPORT = ['unsupported', 'supported', 'required'] as const
// What is not told is taken as asked for: an image has to be shown to bring it.
const supportOf = (text: string | undefined): TypeLimits['nvme'] => SUPPORT.find((s) => s === text) ?? 'required'

export const limitsOf = ({ NetworkInfo, EbsInfo, SupportedVirtualizationTypes, SupportedBootModes }: InstanceTypeInfo): TypeLimits => ({
  virtualization: [...(SupportedVirtualizationTypes ?? [])].sort(),
  boot_modes: [...(SupportedBootModes ?? [])].sort(),
  interfaces_most: NetworkInfo?.MaximumNetworkInterfaces ?? null,
  ipv4_most: NetworkInfo?.Ipv4AddressesPerInterface ?? null,
  ipv6_most: NetworkInfo?.Ipv6AddressesPerInterface ?? null,
  attachments_most: EbsInfo?.MaximumEbsAttachments ?? null,
  is_shared_with_interfaces: EbsInfo?.AttachmentLimitType !== 'dedicated',
  has_dedicated_disk_network: EbsInfo?.EbsOptimizedSupport !== undefined && EbsInfo.EbsOptimizedSupport !== 'unsupported',
  nvme: supportOf(EbsInfo?.NvmeSupport),
  ena: supportOf(NetworkInfo?.EnaSupport),
})
