import type { MachineSetup, MachineType } from '@/lib/desks/cost/connectors/cloud/ports/sizing-port'
import { holds } from './common-checks'
import { failed, type TargetCheck, unknown } from './judge-targets'
import { hasYesTag } from './yes-tag'

/** What is known of an instance that is to have another type. Absent or null: it could not be read. */
export type Resized = {
  state: { instance: { tags: Record<string, string> }; setup?: MachineSetup | undefined; wanted: MachineType | null; wanted_in?: readonly string[] | undefined }
}
type Check = TargetCheck<Resized, { now: string }>

// Attachments of a type that does not tell its own. Source: EC2 user guide, volume limits of Nitro and of Xen instances.
const ATTACHMENTS = { nitro: 28, xen: 40 }
const NO_LICENCE = 'RunInstances'

/** Both sides of a resize, or null where either is not known. */
function sides({ state: { setup, wanted } }: Resized) {
  return setup === undefined || wanted?.limits === undefined ? null : { setup, limits: wanted.limits, wanted }
}
const within = (used: number, most: number | null): boolean | null => (most === null ? null : used <= most)
const all = (parts: readonly (boolean | null)[]): boolean | null => (parts.includes(false) ? false : parts.includes(null) ? null : true)

const offered = holds<Resized>(
  'offered_in_zone',
  { passed: 'the smaller type is offered in the zone of every target', remedy: 'a type that its zone offers' },
  ({ state: { setup, wanted_in } }) => (setup === undefined || wanted_in === undefined ? null : wanted_in.includes(setup.zone)),
  ({ state: { setup, wanted } }) => (setup === undefined ? 'its zone' : `${setup.zone} does not offer ${wanted?.instance_type ?? 'that type'}`),
)

const interfacesFit = holds<Resized>(
  'interfaces_fit',
  { passed: 'the smaller type takes the network interfaces and addresses of every target', remedy: 'take interfaces or addresses from it, or a larger type' },
  (x) => {
    const s = sides(x)
    if (s === null) return null
    const { setup, limits } = s
    return all([within(setup.interfaces, limits.interfaces_most), within(setup.ipv4_most, limits.ipv4_most), within(setup.ipv6_most, limits.ipv6_most)])
  },
  (x) => {
    const s = sides(x)
    return s === null || s.limits.interfaces_most === null
      ? 'how many interfaces and addresses it has or the type takes'
      : `has ${s.setup.interfaces} interfaces with up to ${s.setup.ipv4_most} addresses, and ${s.wanted.instance_type} takes ${s.limits.interfaces_most} with ${s.limits.ipv4_most ?? 'an unknown number'}`
  },
)

const mostAttached = ({ limits, wanted }: NonNullable<ReturnType<typeof sides>>): number =>
  limits.attachments_most ?? (wanted.hypervisor === 'xen' ? ATTACHMENTS.xen : ATTACHMENTS.nitro)

const volumesFit = holds<Resized>(
  'volumes_fit',
  { passed: 'the smaller type takes the volumes of every target', remedy: 'detach volumes, or a larger type' },
  (x) => {
    const s = sides(x)
    if (s === null) return null
    return s.setup.volumes + (s.limits.is_shared_with_interfaces ? s.setup.interfaces : 0) <= mostAttached(s)
  },
  (x) => {
    const s = sides(x)
    if (s === null) return 'how many volumes it has or the type takes'
    const also = s.limits.is_shared_with_interfaces ? ` and ${s.setup.interfaces} interfaces` : ''
    return `has ${s.setup.volumes} volumes${also}, and ${s.wanted.instance_type} takes ${mostAttached(s)} attachments`
  },
)

const diskNetwork = holds<Resized>(
  'keeps_disk_network',
  { passed: 'no target loses the network of its own for its disks', remedy: 'a type that is EBS-optimised' },
  (x) => {
    const s = sides(x)
    return s === null ? null : !s.setup.has_dedicated_disk_network || s.limits.has_dedicated_disk_network
  },
  (x) => (sides(x) === null ? 'whether the type is EBS-optimised' : 'is EBS-optimised, and the type is not'),
)

const startsThere = holds<Resized>(
  'starts_there',
  { passed: 'the smaller type starts the image of every target', remedy: 'a type with the same virtualisation, boot mode and drivers' },
  (x) => {
    const s = sides(x)
    if (s === null) return null
    const { setup, limits } = s
    const is_booted = setup.boot_mode === null || limits.boot_modes.length === 0 || limits.boot_modes.some((mode) => setup.boot_mode?.startsWith(mode))
    return limits.virtualization.includes(setup.virtualization) && is_booted && (limits.ena !== 'required' || setup.has_ena)
  },
  (x) => {
    const s = sides(x)
    if (s === null) return 'what its image needs or the type gives'
    const boot = s.setup.boot_mode === null ? '' : `, started by ${s.setup.boot_mode}`
    return `is ${s.setup.virtualization}${boot}${s.setup.has_ena ? '' : ', without ENA'}: ${s.wanted.instance_type} does not start it`
  },
)

const notHibernating = holds<Resized>(
  'may_not_hibernate',
  { passed: 'no target is set up to hibernate', remedy: 'an instance without hibernation: EC2 changes the type of no other' },
  ({ state: { setup } }) => (setup === undefined ? null : !setup.may_hibernate),
  ({ state: { setup } }) => (setup === undefined ? 'whether it may hibernate' : 'may hibernate'),
)

const notHeld = holds<Resized>(
  'no_held_capacity',
  { passed: 'no target is bound to a capacity reservation', remedy: 'let it run in any capacity first' },
  ({ state: { setup } }) => (setup === undefined ? null : setup.held_capacity === null),
  ({ state: { setup } }) =>
    setup === undefined ? 'whether it runs in a capacity reservation' : `runs in ${setup.held_capacity}, which holds its present type`,
)

const notGrouped: Check = {
  id: 'no_placement_group',
  passed: 'no target shares a placement group',
  remedy: 'confirm that its placement group takes the type, and tag the instance placement-ok=true',
  judge: ({ state: { setup, instance } }) =>
    setup === undefined
      ? unknown('not known: its placement group')
      : setup.placement_group === null || hasYesTag(instance.tags, 'placement-ok')
        ? null
        : unknown(`not known: whether ${setup.placement_group} takes the smaller type`),
}

const licensed: Check = {
  id: 'licences_allow',
  passed: 'no target runs under a licence that its type decides about',
  remedy: 'whoever keeps the licences confirms the smaller type, and tags the instance licence-ok=true',
  judge({ state: { setup, instance } }) {
    if (setup === undefined || setup.usage_operation === '') return unknown('not known: its licences')
    if (hasYesTag(instance.tags, 'licence-ok')) return null
    if (setup.licence_configurations > 0) return failed('is counted by a licence configuration, which counts by the size of the type')
    return setup.usage_operation === NO_LICENCE ? null : unknown(`not known: what its licence (${setup.usage_operation}) costs and allows on the smaller type`)
  },
}

/** What AWS asks of an instance before its type may be changed, beyond what a stop asks. Source: EC2 user guide, compatibility for changing the instance type. */
export const RESIZE_CHECKS: readonly Check[] = [offered, interfacesFit, volumesFit, diskNetwork, startsThere, notHibernating, notHeld, notGrouped, licensed]
