import type { InstanceNow } from '../simulation/simulated-account'
import { setupOf } from '../simulation/simulated-sizing'
import type { VolumeNow } from '../simulation/simulated-volumes'
import { accepted, counted, listOf, ofKind, tagXml, type WireCall, WireError } from './wire-call.contract'
import { diskVolumesXml, machineXml } from './wire-ec2.contract'

const wanted = (form: URLSearchParams): string[] => listOf(form, 'Filter.1.Value')
const idOf = (form: URLSearchParams): string =>
  [...listOf(form, 'InstanceId'), ...listOf(form, 'ResourceId'), form.get('InstanceId') ?? '', form.get('VolumeId') ?? ''].find((v) => v !== '') ?? ''
const isDry = (form: URLSearchParams): boolean => form.get('DryRun') === 'true'
const tagsOf = (form: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...form].filter(([key]) => /^Tag\.\d+\.Key$/.test(key)).map(([key, value]) => [value, form.get(key.replace('.Key', '.Value')) ?? '']))

async function power(x: WireCall, to: 'stopped' | 'running'): Promise<string> {
  const id = idOf(x.form)
  const instance = [...(await x.account()).instances.values()].find((i) => i.instance_id === id)
  const m = x.mutation(isDry(x.form))
  accepted(to === 'stopped' ? await x.port.stopInstance(x.place, id, m) : await x.port.startInstance(x.place, id, m))
  return `<instancesSet><item><instanceId>${id}</instanceId><currentState><code>64</code><name>stopping</name></currentState><previousState><code>16</code><name>${instance?.state ?? 'unknown'}</name></previousState></item></instancesSet>`
}

async function retag(x: WireCall, is_added: boolean): Promise<string> {
  const { instances, volumes } = await x.account()
  const arn = [...instances.keys(), ...volumes.keys()].find((a) => a.endsWith(`/${idOf(x.form)}`)) ?? ''
  const [tags, m] = [tagsOf(x.form), x.mutation(isDry(x.form))]
  accepted(is_added ? await x.port.putTags(x.place, arn, tags, m) : await x.port.deleteTags(x.place, arn, Object.keys(tags), m))
  return '<return>true</return>'
}

/** What EC2 answers about instances, their disks in use and tags. */
export const MACHINE_HANDLERS: Record<string, (x: WireCall) => Promise<string>> = {
  async DescribeInstances({ form, account }) {
    const by_state = form.get('Filter.1.Name') === 'instance-state-name'
    const found = [...(await account()).instances.values()].filter((i) => wanted(form).includes(by_state ? i.state : i.instance_id))
    return `<reservationSet><item><instancesSet>${found.map(instanceXml).join('')}</instancesSet></item></reservationSet>`
  },
  async DescribeInstanceStatus({ form, account }) {
    const ids = listOf(form, 'InstanceId')
    const found = [...(await account()).instances.values()].filter((i) => ids.includes(i.instance_id) && i.state === 'running')
    const status = (i: InstanceNow) =>
      i.quirks.includes('status_checks_fail') ? 'impaired' : i.quirks.includes('status_checks_unknown') ? 'initializing' : 'ok'
    const xml = found.map(
      (i) =>
        `<item><instanceId>${i.instance_id}</instanceId><systemStatus><status>ok</status></systemStatus><instanceStatus><status>${status(i)}</status></instanceStatus></item>`,
    )
    return `<instanceStatusSet>${xml.join('')}</instanceStatusSet>`
  },
  async DescribeInstanceTypes({ form, account }) {
    const instances = [...(await account()).instances.values()]
    const xml = wanted(form).map(
      (type) =>
        `<item><instanceType>${type}</instanceType><instanceStorageSupported>${instances.some((i) => i.instance_type === type && i.has_instance_store)}</instanceStorageSupported>${machineXml(type)}</item>`,
    )
    return `<instanceTypeSet>${xml.join('')}</instanceTypeSet>`
  },
  async DescribeInstanceTypeOfferings({ form, place, port }) {
    if (form.get('LocationType') !== 'availability-zone') throw new WireError(400, 'InvalidParameterValue', 'a region says nothing of its zones')
    const found = await port.offeredIn(place, wanted(form))
    const xml = found.map(
      (o) => `<item><instanceType>${o.instance_type}</instanceType><locationType>availability-zone</locationType><location>${o.zone}</location></item>`,
    )
    return `<instanceTypeOfferingSet>${xml.join('')}</instanceTypeOfferingSet>`
  },
  async DescribeInstanceAttribute({ form, account }) {
    const [id, name] = [idOf(form), form.get('Attribute') ?? '']
    const instance = [...(await account()).instances.values()].find((i) => i.instance_id === id)
    const value = name === 'disableApiStop' ? instance?.quirks.includes('stop_protection') : instance?.has_termination_protection
    return `<instanceId>${id}</instanceId><${name}><value>${value === true}</value></${name}>`
  },
  async DescribeVolumes(x) {
    const { instances, volumes } = await x.account()
    const ids = wanted(x.form)
    if (x.form.get('Filter.1.Name') === 'attachment.instance-id')
      return `<volumeSet>${[...instances.values()]
        .filter((i) => ids.includes(i.instance_id))
        .map(rootVolumeXml)
        .join('')}</volumeSet>`
    if (x.form.get('Filter.1.Name') === null) return counted('volumeSet', volumes.size + (await ofKind(x, 'disk_volume')))
    const own = [...volumes.values()].filter((v) => ids.includes(v.volume_id)).map(volumeXml)
    return `<volumeSet>${own.join('')}${await diskVolumesXml(x)}</volumeSet>`
  },
  async DescribeVolumesModifications({ form, account }) {
    const changed = [...(await account()).volumes.values()].filter((v) => wanted(form).includes(v.volume_id) && v.last_modified_at !== null)
    const xml = changed.map(
      (v) =>
        `<item><volumeId>${v.volume_id}</volumeId><modificationState>${v.modification_state}</modificationState><startTime>${v.last_modified_at}</startTime></item>`,
    )
    return `<volumeModificationSet>${xml.join('')}</volumeModificationSet>`
  },
  async DescribeTags({ form, account }) {
    const { instances, volumes } = await account()
    const [id] = wanted(form)
    const tags = [...instances.values(), ...volumes.values()].find((r) => r.arn.endsWith(`/${id}`))?.tags ?? {}
    const xml = Object.entries(tags).map(([k, v]) => `<item><resourceId>${id}</resourceId><key>${k}</key><value>${v}</value></item>`)
    return `<tagSet>${xml.join('')}</tagSet>`
  },
  StopInstances: (x) => power(x, 'stopped'),
  StartInstances: (x) => power(x, 'running'),
  CreateTags: (x) => retag(x, true),
  DeleteTags: (x) => retag(x, false),
  async ModifyVolume({ form, place, port, mutation }) {
    const number = (name: string) => (form.get(name) === null ? null : Number(form.get(name)))
    const shape = { volume_type: form.get('VolumeType') ?? '', iops: number('Iops'), throughput: number('Throughput') }
    accepted(await port.modifyVolume(place, idOf(form), shape, mutation(isDry(form))))
    return `<volumeModification><volumeId>${idOf(form)}</volumeId><modificationState>modifying</modificationState></volumeModification>`
  },
}

function instanceXml(i: InstanceNow): string {
  const tags = i.auto_scaling_group === null ? i.tags : { ...i.tags, 'aws:autoscaling:groupName': i.auto_scaling_group }
  return `<item><instanceId>${i.instance_id}</instanceId><instanceType>${i.instance_type}</instanceType><instanceState><code>16</code><name>${i.state}</name></instanceState><launchTime>${i.launched_at}</launchTime>${i.is_spot ? '<instanceLifecycle>spot</instanceLifecycle>' : ''}<rootDeviceType>${i.quirks.includes('instance_store_root') ? 'instance-store' : 'ebs'}</rootDeviceType>${i.quirks.includes('sold_product') ? '<productCodes><item><productCode>x</productCode><type>marketplace</type></item></productCodes>' : ''}${addressXml(i)}${setupXml(i)}${tagXml(tags)}</item>`
}

function addressXml(i: InstanceNow): string {
  const { interfaces, ipv4_most, ipv6_most } = setupOf(i)
  const association = i.public_ip === 'none' ? '' : `<association><ipOwnerId>${i.public_ip === 'elastic' ? i.account_id : 'amazon'}</ipOwnerId></association>`
  const addresses = `<privateIpAddressesSet>${'<item></item>'.repeat(ipv4_most)}</privateIpAddressesSet><ipv6AddressesSet>${'<item></item>'.repeat(ipv6_most)}</ipv6AddressesSet>`
  const each = `<item>${association}${addresses}</item>`.repeat(interfaces)
  return `${i.public_ip === 'none' ? '' : '<ipAddress>203.0.113.10</ipAddress>'}<networkInterfaceSet>${each}</networkInterfaceSet>`
}

function setupXml(i: InstanceNow): string {
  const s = setupOf(i)
  const group = s.placement_group === null ? '' : `<groupName>${s.placement_group}</groupName>`
  const held =
    s.held_capacity === null ? '' : `<capacityReservationTarget><capacityReservationId>${s.held_capacity}</capacityReservationId></capacityReservationTarget>`
  return [
    `<placement><availabilityZone>${s.zone}</availabilityZone>${group}<tenancy>${i.quirks.includes('dedicated_tenancy') ? 'dedicated' : 'default'}</tenancy></placement>`,
    `<virtualizationType>${s.virtualization}</virtualizationType>${s.boot_mode === null ? '' : `<currentInstanceBootMode>${s.boot_mode}</currentInstanceBootMode>`}`,
    `<blockDeviceMapping>${'<item></item>'.repeat(s.volumes)}</blockDeviceMapping><ebsOptimized>${s.has_dedicated_disk_network}</ebsOptimized>`,
    `<enaSupport>${s.has_ena}</enaSupport><hibernationOptions><configured>${s.may_hibernate}</configured></hibernationOptions>`,
    `<usageOperation>${s.usage_operation}</usageOperation><licenseSet>${'<item></item>'.repeat(s.licence_configurations)}</licenseSet>`,
    `<capacityReservationSpecification>${held}</capacityReservationSpecification>`,
  ].join('')
}

// The key of each quirk, by what the name says that it does.
const KEYS = {
  customer_key_unreadable: 'unreadable',
  customer_key_disabled: 'disabled',
  customer_key_grants_nothing: 'grants-nothing',
  customer_key: 'enabled',
}

function keyXml(i: InstanceNow): string {
  const key = Object.entries(KEYS).find(([quirk]) => i.quirks.includes(quirk as InstanceNow['quirks'][number]))?.[1] // safe: only compared
  return key === undefined ? '<encrypted>false</encrypted>' : `<encrypted>true</encrypted><kmsKeyId>arn:aws:kms:eu-west-1:111122223333:key/${key}</kmsKeyId>`
}

const rootVolumeXml = (i: InstanceNow): string =>
  `<item><volumeId>vol-root${i.instance_id}</volumeId><volumeType>gp3</volumeType><size>8</size><status>in-use</status><createTime>${i.launched_at}</createTime>${keyXml(i)}<attachmentSet><item><instanceId>${i.instance_id}</instanceId></item></attachmentSet></item>`

const volumeXml = (v: VolumeNow): string =>
  `<item><volumeId>${v.volume_id}</volumeId><volumeType>${v.volume_type}</volumeType><size>${v.size_gib}</size>${v.iops === null ? '' : `<iops>${v.iops}</iops>`}${v.throughput === null ? '' : `<throughput>${v.throughput}</throughput>`}<status>${v.state}</status><createTime>${v.created_at}</createTime>${tagXml(v.tags)}</item>`
