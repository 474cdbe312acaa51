import { expect, it } from 'vitest'
import { type Contract, dry, live, settle } from './given.contract'

/** What every implementation of the ports of disks, images and addresses must do. */
export const STORAGE_CONTRACTS = {
  volumes(given) {
    it('deletes a volume and makes it again from its snapshot, found by its old id', async () => {
      const account = await given()
      const { port, place, id } = account
      const [was] = await port.diskVolumes(place, [id])
      expect(was).toMatchObject({
        volume_id: id,
        replaces: null,
        state: 'available',
        volume_type: 'gp3',
        active_days: 0,
        tags: { Name: 'left-over', team: 'data' },
      })
      if (was === undefined) throw new Error('no volume')
      expect(was.latest_snapshot).not.toBeNull()
      expect((await port.deleteVolume(place, id, dry('a'))).status).toBe('would_succeed')
      expect((await port.deleteVolume(place, id, live('b'))).status).toBe('done')
      expect(await port.diskVolumes(place, [id])).toEqual([])
      expect((await port.deleteVolume(place, id, live('c'))).status).toBe('refused')
      expect((await port.restoreVolume(place, was, live('d'))).status).toBe('done')
      if (account.later !== null) expect((await port.diskVolumes(place, [id]))[0]?.state).toBe('creating')
      settle(account)
      const [now] = await port.diskVolumes(place, [id])
      const { arn: _arn, volume_id, replaces, created_at: _created, latest_snapshot: _latest, ...shape } = now ?? was
      expect({ is_new: volume_id !== id, replaces }).toEqual({ is_new: true, replaces: id })
      expect(was).toMatchObject(shape)
      expect((await port.restoreVolume(place, was, live('e'))).status).toBe('noop')
    })
  },
  snapshots(given) {
    it('deletes a snapshot after a dry run that does not', async () => {
      const { port, place, id } = await given()
      expect(await port.diskSnapshots(place, [id, 'snap-0ffffffffffffffff'])).toMatchObject([
        { snapshot_id: id, state: 'completed', is_used_by_image: false, is_shared: false, is_locked: false },
      ])
      expect((await port.deleteSnapshot(place, id, dry('a'))).status).toBe('would_succeed')
      expect(await port.diskSnapshots(place, [id])).toHaveLength(1)
      expect((await port.deleteSnapshot(place, id, live('b'))).status).toBe('done')
      expect(await port.diskSnapshots(place, [id])).toEqual([])
      expect((await port.deleteSnapshot(place, id, live('c'))).status).toBe('refused')
    })
    it('locks a snapshot, which then cannot be deleted', async () => {
      const { port, place, id } = await given()
      expect((await port.lockSnapshot(place, id, 35, dry('a'))).status).toBe('would_succeed')
      expect(await port.diskSnapshots(place, [id])).toMatchObject([{ is_locked: false }])
      expect((await port.lockSnapshot(place, id, 35, live('b'))).status).toBe('done')
      expect(await port.diskSnapshots(place, [id])).toMatchObject([{ is_locked: true }])
      expect((await port.lockSnapshot(place, id, 35, live('c'))).status).toBe('noop')
      expect((await port.deleteSnapshot(place, id, live('d'))).status).toBe('refused')
      expect((await port.lockSnapshot(place, 'snap-0ffffffffffffffff', 35, live('e'))).status).toBe('refused')
    })
  },
  images(given) {
    it('disables an image and enables it again', async () => {
      const { port, place, id } = await given()
      expect(await port.images(place, [id])).toMatchObject([{ image_id: id, state: 'available', is_shared: false, used_by: [] }])
      expect((await port.disableImage(place, id, dry('a'))).status).toBe('would_succeed')
      expect((await port.disableImage(place, id, live('b'))).status).toBe('done')
      expect((await port.images(place, [id]))[0]?.state).toBe('disabled')
      expect((await port.disableImage(place, id, live('c'))).status).toBe('noop')
      expect((await port.enableImage(place, id, live('d'))).status).toBe('done')
      expect((await port.images(place, [id]))[0]?.state).toBe('available')
    })
  },
  addresses(given) {
    it('releases an address and asks for the same one again', async () => {
      const { port, place, id } = await given()
      const [was] = await port.addresses(place, [id, '203.0.113.99'])
      expect(was).toMatchObject({ address: id, is_associated: false, tags: { team: 'platform' } })
      if (was === undefined) throw new Error('no address')
      expect((await port.releaseAddress(place, was.allocation_id, dry('a'))).status).toBe('would_succeed')
      expect((await port.releaseAddress(place, was.allocation_id, live('b'))).status).toBe('done')
      expect(await port.addresses(place, [id])).toEqual([])
      expect((await port.allocateAddress(place, was, live('c'))).status).toBe('done')
      const [now] = await port.addresses(place, [id])
      expect(now).toMatchObject({ address: id, is_associated: false, tags: was.tags })
      expect(now?.allocation_id).not.toBe(was.allocation_id)
      expect((await port.allocateAddress(place, was, live('d'))).status).toBe('noop')
    })
  },
} satisfies Record<string, Contract>
