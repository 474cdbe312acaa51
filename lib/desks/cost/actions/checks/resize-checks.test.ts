import { describe, expect, it } from 'vitest'
import type { MachineSetup, MachineType, TypeLimits } from '@/lib/desks/cost/connectors/cloud/ports/sizing-port'
import { MACHINE_TYPES } from '@/lib/desks/cost/connectors/cloud/simulation/simulated-sizing'
import { DATABASE } from '@/lib/desks/cost/fixtures/resource-states'
import { CLASS_CHECKS, type Reclassed } from './class-checks'
import { RESIZE_CHECKS, type Resized } from './resize-checks'

const now = '2026-11-19T09:00:00.000Z'
const SETUP: MachineSetup = {
  ...{ instance_id: 'i-1', zone: 'eu-west-1a', virtualization: 'hvm', boot_mode: 'uefi', interfaces: 1, ipv4_most: 1, ipv6_most: 0, volumes: 1 },
  ...{ has_dedicated_disk_network: true, has_ena: true, may_hibernate: false, usage_operation: 'RunInstances', licence_configurations: 0 },
  ...{ held_capacity: null, placement_group: null },
}
const [TYPE] = MACHINE_TYPES as [MachineType]

function said(setup: Partial<MachineSetup> | null, limits: Partial<TypeLimits> | null, tags: Record<string, string> = {}): Record<string, string> {
  const known = limits === null || TYPE.limits === undefined ? {} : { limits: { ...TYPE.limits, ...limits } }
  const { limits: _limits, ...type } = TYPE
  const state: Resized['state'] = {
    instance: { tags },
    wanted: { ...type, ...known },
    ...(setup === null ? {} : { setup: { ...SETUP, ...setup }, wanted_in: ['eu-west-1a'] }),
  }
  return Object.fromEntries(
    RESIZE_CHECKS.flatMap((check) => (check.judge({ state }, { now }) === null ? [] : [[check.id, check.judge({ state }, { now })?.outcome ?? '']])),
  )
}

describe('before an instance gets another type', () => {
  it('nothing is taken for granted that nobody could read', () => {
    expect(Object.keys(said(null, {}))).toEqual(RESIZE_CHECKS.map((check) => check.id))
    expect(new Set(Object.values(said(null, {})))).toEqual(new Set(['unknown']))
    expect(said({}, null)).toMatchObject({ interfaces_fit: 'unknown', volumes_fit: 'unknown', keeps_disk_network: 'unknown', starts_there: 'unknown' })
    expect(said({}, { interfaces_most: null })).toEqual({ interfaces_fit: 'unknown' })
  })

  it('an EBS-optimised instance keeps the network of its disks', () => {
    expect(said({}, { has_dedicated_disk_network: false })).toEqual({ keeps_disk_network: 'failed' })
    expect(said({ has_dedicated_disk_network: false }, { has_dedicated_disk_network: false })).toEqual({})
  })

  it('volumes count with interfaces where the type shares its attachments, and alone where it does not', () => {
    expect(said({ volumes: 27, interfaces: 1 }, {})).toEqual({})
    expect(said({ volumes: 28, interfaces: 1 }, {})).toEqual({ volumes_fit: 'failed' })
    expect(said({ volumes: 28, interfaces: 1 }, { is_shared_with_interfaces: false })).toEqual({})
    expect(said({ volumes: 28, interfaces: 1 }, { attachments_most: null })).toEqual({ volumes_fit: 'failed' })
  })

  it('a person may answer for a licence and for a placement group', () => {
    expect(said({ usage_operation: 'RunInstances:0002' }, {})).toEqual({ licences_allow: 'unknown' })
    expect(said({ usage_operation: 'RunInstances:0002' }, {}, { 'Licence-OK': 'yes' })).toEqual({})
    expect(said({ placement_group: 'close' }, {}, { 'placement-ok': 'true' })).toEqual({})
  })
})

it('before a database gets another class nothing is taken for granted that nobody could read', () => {
  const { setup: _setup, offers: _offers, ...database } = DATABASE
  const x: Reclassed = { state: { ...database, is_multi_az: true, connections_most: null }, target: { to_class: 'db.m6g.large', to_memory_mib: 8192 } }
  expect(CLASS_CHECKS.map((check) => check.judge(x, { now })?.outcome)).toEqual(CLASS_CHECKS.map(() => 'unknown'))
})
