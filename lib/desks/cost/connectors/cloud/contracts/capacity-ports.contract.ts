import { expect, it } from 'vitest'
import { type Contract, dry, live, settle } from './given.contract'

/** What every implementation of the ports of sizes and groups must do. */
export const CAPACITY_CONTRACTS = {
  sizing(given) {
    it('changes the type of an instance that has stopped, and knows what types hold', async () => {
      const account = await given()
      const { port, place, id } = account
      const limits = { virtualization: ['hvm'], has_dedicated_disk_network: true, nvme: 'required', ena: 'required', interfaces_most: expect.any(Number) }
      expect(await port.machineTypes(place, ['m6i.xlarge', 'm6i.large'])).toMatchObject([
        { instance_type: 'm6i.large', vcpus: 2, memory_mib: 8192, architecture: 'x86_64', hypervisor: 'nitro', limits },
        { instance_type: 'm6i.xlarge', vcpus: 4, memory_mib: 16_384, architecture: 'x86_64', hypervisor: 'nitro', limits },
      ])
      expect(await port.peakUse(place, [id])).toMatchObject([{ instance_id: id, memory_p99_pct: null }])
      expect((await port.setInstanceType(place, id, 'm6i.large', dry('a'))).status).toBe('would_succeed')
      await port.stopInstance(place, id, live('b'))
      if (account.later !== null)
        expect(await port.setInstanceType(place, id, 'm6i.large', live('too soon'))).toMatchObject({
          status: 'refused',
          detail: expect.stringContaining('IncorrectInstanceState'),
        })
      settle(account)
      expect((await port.setInstanceType(place, id, 'm6i.large', live('c'))).status).toBe('done')
      await port.startInstance(place, id, live('d'))
      expect((await port.instances(place, [id])).instances[0]).toMatchObject({ instance_type: 'm6i.large' })
      expect((await port.setInstanceType(place, 'i-0ffffffffffffffff', 'm6i.large', live('e'))).status).toBe('refused')
    })
  },
  setups(given) {
    it('tells what an instance has with it, and in which zones of the region a type is offered', async () => {
      const { port, place, id } = await given()
      const setups = await port.machineSetups(place, [id, 'i-0ffffffffffffffff'])
      expect(setups).toMatchObject([{ instance_id: id, interfaces: 1, ipv4_most: 1, ipv6_most: 0, volumes: 1, virtualization: 'hvm', may_hibernate: false }])
      expect(setups).toMatchObject([{ held_capacity: null, placement_group: null, licence_configurations: 0 }])
      const offered = await port.offeredIn(place, ['m6i.large', 'x9z.none'])
      expect(offered).toContainEqual({ instance_type: 'm6i.large', zone: setups[0]?.zone })
      expect(offered.filter((o) => o.instance_type !== 'm6i.large')).toEqual([])
    })
  },
  scaling(given) {
    it('resizes a group between its bounds', async () => {
      const account = await given()
      const { port, place, id } = account
      expect(await port.scalingGroups(place, [id, 'not-there'])).toMatchObject([{ name: id, min: 4, desired: 8, max: 12, is_instance_refresh_running: false }])
      expect((await port.resizeGroup(place, id, { min: 3, desired: 6 }, dry('a'))).status).toBe('would_succeed')
      expect((await port.resizeGroup(place, id, { min: 3, desired: 6 }, live('b'))).status).toBe('done')
      expect((await port.scalingGroups(place, [id]))[0]).toMatchObject({ min: 3, desired: 6, max: 12, ...(account.later === null ? {} : { in_service: 8 }) })
      settle(account)
      expect((await port.scalingGroups(place, [id]))[0]).toMatchObject({ min: 3, desired: 6, max: 12, in_service: 6 })
      expect((await port.resizeGroup(place, id, { min: 3, desired: 6 }, live('c'))).status).toBe('noop')
      expect((await port.resizeGroup(place, 'not-there', { min: 3, desired: 6 }, live('d'))).status).toBe('refused')
    })
  },
} satisfies Record<string, Contract>
