import { expect, it } from 'vitest'
import { type Contract, dry, live } from './given.contract'

/** What every implementation of the ports of sizes and groups must do. */
export const CAPACITY_CONTRACTS = {
  sizing(given) {
    it('changes the type of a stopped instance, and knows what types hold', async () => {
      const { port, place, id } = await given()
      expect(await port.machineTypes(place, ['m6i.xlarge', 'm6i.large'])).toEqual([
        { instance_type: 'm6i.large', vcpus: 2, memory_mib: 8192, architecture: 'x86_64', hypervisor: 'nitro' },
        { instance_type: 'm6i.xlarge', vcpus: 4, memory_mib: 16_384, architecture: 'x86_64', hypervisor: 'nitro' },
      ])
      expect(await port.peakUse(place, [id])).toMatchObject([{ instance_id: id, memory_p99_pct: null }])
      expect((await port.setInstanceType(place, id, 'm6i.large', dry('a'))).status).toBe('would_succeed')
      await port.stopInstance(place, id, live('b'))
      expect((await port.setInstanceType(place, id, 'm6i.large', live('c'))).status).toBe('done')
      await port.startInstance(place, id, live('d'))
      expect((await port.instances(place, [id])).instances[0]).toMatchObject({ instance_type: 'm6i.large' })
      expect((await port.setInstanceType(place, 'i-0ffffffffffffffff', 'm6i.large', live('e'))).status).toBe('refused')
    })
  },
  scaling(given) {
    it('resizes a group between its bounds', async () => {
      const { port, place, id } = await given()
      expect(await port.scalingGroups(place, [id, 'not-there'])).toMatchObject([{ name: id, min: 4, desired: 8, max: 12, is_instance_refresh_running: false }])
      expect((await port.resizeGroup(place, id, { min: 3, desired: 6 }, dry('a'))).status).toBe('would_succeed')
      expect((await port.resizeGroup(place, id, { min: 3, desired: 6 }, live('b'))).status).toBe('done')
      expect((await port.scalingGroups(place, [id]))[0]).toMatchObject({ min: 3, desired: 6, max: 12 })
      expect((await port.resizeGroup(place, id, { min: 3, desired: 6 }, live('c'))).status).toBe('noop')
      expect((await port.resizeGroup(place, 'not-there', { min: 3, desired: 6 }, live('d'))).status).toBe('refused')
    })
  },
} satisfies Record<string, Contract>
