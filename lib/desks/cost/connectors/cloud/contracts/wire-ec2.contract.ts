import type { TypeLimits } from '../ports/sizing-port'
import type { DiskVolume } from '../ports/storage-port'
import { MACHINE_TYPES } from '../simulation/simulated-sizing'
import { accepted, counted, items, listOf, ofKind, tagXml, type WireCall, WireError } from './wire-call.contract'

const filterValues = (form: URLSearchParams): string[] => listOf(form, 'Filter.1.Value')
const volumeXml = (v: DiskVolume): string =>
  `<volumeId>${v.volume_id}</volumeId><volumeType>${v.volume_type}</volumeType><size>${v.size_gib}</size><iops>${v.iops}</iops><throughput>${v.throughput}</throughput><status>${v.state}</status><availabilityZone>${v.zone}</availabilityZone><encrypted>${v.is_encrypted}</encrypted>${v.is_encrypted ? `<kmsKeyId>arn:aws:kms:eu-west-1:111122223333:key/${v.encryption_key === 'usable' ? 'enabled' : 'unreadable'}</kmsKeyId>` : ''}<createTime>${v.created_at}</createTime>${tagXml(v.replaces === null ? v.tags : { ...v.tags, 'countersign:replaces': v.replaces })}`

type Handler = (x: WireCall) => Promise<string>
const done = '<return>true</return>'

/** What EC2 answers about disks, snapshots, images, addresses and types. Undefined: another handler's action. */
export const EC2_HANDLERS: Record<string, Handler> = {
  async DeleteVolume({ form, place, port, mutation }) {
    accepted(await port.deleteVolume(place, form.get('VolumeId') ?? '', mutation(form.get('DryRun') === 'true')))
    return done
  },
  async CreateVolume({ form, place, port, mutation }) {
    const tags = Object.fromEntries(
      [...form].filter(([k]) => /^TagSpecification\.1\.Tag\.\d+\.Key$/.test(k)).map(([k, v]) => [v, form.get(k.replace('.Key', '.Value')) ?? '']),
    )
    const { 'countersign:replaces': replaced = '', ...own } = tags
    const number = (name: string) => (form.get(name) === null ? null : Number(form.get(name)))
    const was = {
      arn: '',
      volume_id: replaced,
      replaces: null,
      volume_type: form.get('VolumeType') ?? '',
      size_gib: number('Size') ?? 1,
      iops: number('Iops'),
      throughput: number('Throughput'),
      zone: form.get('AvailabilityZone') ?? '',
      is_encrypted: form.get('Encrypted') === 'true',
      state: 'available',
      created_at: '2026-11-19T09:00:00.000Z',
      active_days: 0,
      encryption_key: form.get('Encrypted') === 'true' ? ('usable' as const) : ('none' as const),
      latest_snapshot: { snapshot_id: form.get('SnapshotId') ?? '', started_at: '2026-11-15T00:00:00.000Z' },
      tags: own,
    }
    accepted(await port.restoreVolume(place, was, mutation(form.get('DryRun') === 'true')))
    return '<volumeId>vol-0made</volumeId>'
  },
  async DescribeSnapshots({ form, place, port, account }) {
    if (form.get('Filter.1.Name') === null) return counted('snapshotSet', await ofKind({ account }, 'disk_snapshot'))
    const by_volume = form.get('Filter.1.Name') === 'volume-id'
    if (by_volume) {
      const [volume] = await port.diskVolumes(place, filterValues(form))
      const s = volume?.latest_snapshot
      return `<snapshotSet>${s == null ? '' : `<item><snapshotId>${s.snapshot_id}</snapshotId><status>completed</status><startTime>${s.started_at}</startTime></item>`}</snapshotSet>`
    }
    const found = await port.diskSnapshots(place, filterValues(form))
    const xml = found.map(
      (s) =>
        `<snapshotId>${s.snapshot_id}</snapshotId><volumeId>${s.volume_id}</volumeId><volumeSize>${s.size_gib}</volumeSize><status>${s.state}</status><startTime>${s.started_at}</startTime>${tagXml(s.tags)}`,
    )
    return `<snapshotSet>${items(xml)}</snapshotSet>`
  },
  async DescribeLockedSnapshots({ form, place, port }) {
    const found = (await port.diskSnapshots(place, listOf(form, 'SnapshotId'))).filter((s) => s.is_locked)
    return `<snapshotSet>${items(found.map((s) => `<snapshotId>${s.snapshot_id}</snapshotId><lockState>governance</lockState><lockExpiresOn>2027-01-31T00:00:00.000Z</lockExpiresOn>`))}</snapshotSet>`
  },
  async LockSnapshot({ form, place, port, mutation }) {
    if (form.get('LockMode') !== 'governance') throw new WireError(400, 'InvalidParameterValue', 'only governance mode can be ended by a person')
    accepted(await port.lockSnapshot(place, form.get('SnapshotId') ?? '', Number(form.get('LockDuration')), mutation(form.get('DryRun') === 'true')))
    return `<snapshotId>${form.get('SnapshotId')}</snapshotId><lockState>governance</lockState><lockDuration>${form.get('LockDuration')}</lockDuration>`
  },
  async DescribeSnapshotAttribute({ form, place, port }) {
    const [s] = await port.diskSnapshots(place, [form.get('SnapshotId') ?? ''])
    return `<createVolumePermission>${s?.is_shared ? '<item><group>all</group></item>' : ''}</createVolumePermission>`
  },
  async DeleteSnapshot({ form, place, port, mutation }) {
    accepted(await port.deleteSnapshot(place, form.get('SnapshotId') ?? '', mutation(form.get('DryRun') === 'true')))
    return done
  },
  async RestoreSnapshotFromRecycleBin({ form, place, port, mutation }) {
    accepted(await port.restoreSnapshot(place, form.get('SnapshotId') ?? '', mutation(form.get('DryRun') === 'true')))
    return `<snapshotId>${form.get('SnapshotId')}</snapshotId>`
  },
  async DescribeImages({ form, place, port, account }) {
    if (form.get('Filter.1.Name') === null) return counted('imagesSet', await ofKind({ account }, 'machine_image'))
    if (form.get('Filter.1.Name') === 'block-device-mapping.snapshot-id') {
      const used = (await port.diskSnapshots(place, filterValues(form))).filter((s) => s.is_used_by_image)
      return `<imagesSet>${items(used.map((s) => `<imageId>ami-0</imageId><blockDeviceMapping><item><ebs><snapshotId>${s.snapshot_id}</snapshotId></ebs></item></blockDeviceMapping>`))}</imagesSet>`
    }
    const found = await port.images(place, filterValues(form))
    const xml = found.map(
      (i) =>
        `<imageId>${i.image_id}</imageId><name>${i.name}</name><imageState>${i.state}</imageState><creationDate>${i.created_at}</creationDate>${tagXml(i.tags)}`,
    )
    return `<imagesSet>${items(xml)}</imagesSet>`
  },
  async DescribeImageAttribute({ form, place, port }) {
    const [image] = await port.images(place, [form.get('ImageId') ?? ''])
    return `<launchPermission>${image?.is_shared ? '<item><group>all</group></item>' : ''}</launchPermission>`
  },
  async DescribeLaunchTemplateVersions({ form, place, port, pins }) {
    const version = (id: string, image_id: string) =>
      `<launchTemplateId>${id}</launchTemplateId><launchTemplateData><imageId>${image_id}</imageId></launchTemplateData>`
    const [template_id, [of]] = [form.get('LaunchTemplateId'), listOf(form, 'LaunchTemplateVersion')]
    const held = pins.filter((p) => p.template_id === template_id && p.version === of && filterValues(form).includes(p.image_id))
    if (template_id !== null) return `<launchTemplateVersionSet>${items(held.map((p) => version(template_id, p.image_id)))}</launchTemplateVersionSet>`
    const named = (await port.images(place, filterValues(form))).flatMap((i) => i.used_by.map((id) => version(id, i.image_id)))
    return `<launchTemplateVersionSet>${items(named)}</launchTemplateVersionSet>`
  },
  async DisableImage({ form, place, port, mutation }) {
    accepted(await port.disableImage(place, form.get('ImageId') ?? '', mutation(form.get('DryRun') === 'true')))
    return done
  },
  async EnableImage({ form, place, port, mutation }) {
    accepted(await port.enableImage(place, form.get('ImageId') ?? '', mutation(form.get('DryRun') === 'true')))
    return done
  },
  async DescribeAddresses({ form, place, port, account }) {
    if (form.get('Filter.1.Name') === null) return counted('addressesSet', await ofKind({ account }, 'address'))
    const found = await port.addresses(place, filterValues(form))
    const xml = found.map(
      (a) =>
        `<publicIp>${a.address}</publicIp><allocationId>${a.allocation_id}</allocationId>${a.is_associated ? '<associationId>eipassoc-0</associationId>' : ''}${tagXml(a.tags)}`,
    )
    return `<addressesSet>${items(xml)}</addressesSet>`
  },
  async ReleaseAddress({ form, place, port, mutation }) {
    accepted(await port.releaseAddress(place, form.get('AllocationId') ?? '', mutation(form.get('DryRun') === 'true')))
    return done
  },
  async AllocateAddress({ form, place, port, mutation }) {
    const tags = Object.fromEntries(
      [...form].filter(([k]) => /^TagSpecification\.1\.Tag\.\d+\.Key$/.test(k)).map(([k, v]) => [v, form.get(k.replace('.Key', '.Value')) ?? '']),
    )
    const was = { arn: '', allocation_id: '', address: form.get('Address') ?? '', is_associated: false, tags }
    accepted(await port.allocateAddress(place, was, mutation(form.get('DryRun') === 'true')))
    return `<publicIp>${was.address}</publicIp>`
  },
  async ModifyInstanceAttribute({ form, place, port, mutation }) {
    const type = form.get('InstanceType.Value')
    if (type === null) throw new WireError(400, 'InvalidParameterCombination', 'only the type can be changed here')
    accepted(await port.setInstanceType(place, form.get('InstanceId') ?? '', type, mutation(form.get('DryRun') === 'true')))
    return done
  },
}

/** Disk volumes by their id or by the id that they replace. */
export async function diskVolumesXml({ form, place, port }: WireCall): Promise<string> {
  const name = form.get('Filter.1.Name')
  const found = await port.diskVolumes(place, filterValues(form))
  return items(found.filter((v) => (name === 'volume-id' ? filterValues(form).includes(v.volume_id) : v.replaces !== null)).map(volumeXml))
}

export function machineXml(type: string): string {
  const known = MACHINE_TYPES.find((t) => t.instance_type === type)
  if (known === undefined) return ''
  const limits = known.limits === undefined ? '' : limitsXml(known.limits)
  return `<vCpuInfo><defaultVCpus>${known.vcpus}</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>${known.memory_mib}</sizeInMiB></memoryInfo><processorInfo><supportedArchitectures><item>${known.architecture}</item></supportedArchitectures></processorInfo><hypervisor>${known.hypervisor}</hypervisor>${limits}`
}

function limitsXml(l: TypeLimits): string {
  const attached = `<maximumEbsAttachments>${l.attachments_most}</maximumEbsAttachments><attachmentLimitType>${l.is_shared_with_interfaces ? 'shared' : 'dedicated'}</attachmentLimitType>`
  return [
    `<supportedVirtualizationTypes>${items(l.virtualization)}</supportedVirtualizationTypes><supportedBootModes>${items(l.boot_modes)}</supportedBootModes>`,
    `<networkInfo><maximumNetworkInterfaces>${l.interfaces_most}</maximumNetworkInterfaces><ipv4AddressesPerInterface>${l.ipv4_most}</ipv4AddressesPerInterface><ipv6AddressesPerInterface>${l.ipv6_most}</ipv6AddressesPerInterface><enaSupport>${l.ena}</enaSupport></networkInfo>`,
    `<ebsInfo><ebsOptimizedSupport>${l.has_dedicated_disk_network ? 'default' : 'unsupported'}</ebsOptimizedSupport><nvmeSupport>${l.nvme}</nvmeSupport>${attached}</ebsInfo>`,
  ].join('')
}
