import { describe, expect, it } from 'vitest'
import type { Mutation, Place } from '../call'
import type { CloudPort } from '../port'

export const CONTRACT_PORTS = [
  'logs',
  'buckets',
  'contents',
  'budgets',
  'databases',
  'sizing',
  'volumes',
  'snapshots',
  'images',
  'addresses',
  'scaling',
  'anomalies',
] as const
export type ContractPort = (typeof CONTRACT_PORTS)[number]
/** An account with one resource of the kind, which nothing protects, and the id that its port knows it by. */
export type Given = { port: CloudPort; place: Place; id: string }

const dry = (key: string): Mutation => ({ dry_run: true, idempotency_key: key })
const live = (key: string): Mutation => ({ dry_run: false, idempotency_key: key })
const RULE = { ID: 'countersign-test', Status: 'Enabled', Filter: { Prefix: 'raw/' }, Expiration: { Days: 90 } }

type Contract = (given: () => Promise<Given>) => void

/** What every implementation of a port must do, whoever answers. */
const CONTRACTS: Record<ContractPort, Contract> = {
  logs(given) {
    it('reads, sets, keeps and removes the retention of a log group', async () => {
      const { port, place, id } = await given()
      expect(await port.logGroups(place, [id, '/not/there'])).toMatchObject([{ name: id, retention_days: null, has_subscription: false, exported_until: null }])
      expect((await port.putLogRetention(place, id, 30, dry('a'))).status).toBe('would_succeed')
      expect(await port.logRetention(place, id)).toBeNull()
      expect((await port.putLogRetention(place, id, 30, live('b'))).status).toBe('done')
      expect(await port.logRetention(place, id)).toBe(30)
      expect((await port.putLogRetention(place, id, 30, live('c'))).status).toBe('noop')
      expect((await port.deleteLogRetention(place, id, live('d'))).status).toBe('done')
      expect(await port.logRetention(place, id)).toBeNull()
      expect((await port.putLogRetention(place, '/not/there', 30, live('e'))).status).toBe('refused')
    })
  },
  buckets(given) {
    it('replaces the lifecycle rules of a bucket and gives them back', async () => {
      const { port, place, id } = await given()
      expect(await port.buckets(place, [id, 'not-there'])).toMatchObject([
        { name: id, rules: [], versioning: 'off', has_object_lock: false, has_replication: false },
      ])
      expect((await port.putLifecycle(place, id, [RULE], dry('a'))).status).toBe('would_succeed')
      expect((await port.buckets(place, [id]))[0]?.rules).toEqual([])
      expect((await port.putLifecycle(place, id, [RULE], live('b'))).status).toBe('done')
      expect((await port.buckets(place, [id]))[0]?.rules).toEqual([RULE])
      expect((await port.putLifecycle(place, id, [RULE], live('c'))).status).toBe('noop')
      expect((await port.putLifecycle(place, id, [], live('d'))).status).toBe('done')
      expect((await port.buckets(place, [id]))[0]?.rules).toEqual([])
      expect((await port.putLifecycle(place, 'not-there', [RULE], live('e'))).status).toBe('refused')
    })
  },
  contents(given) {
    it('counts what a bucket holds, and does not know it of a bucket that nobody counted', async () => {
      const { port, place, id } = await given()
      expect(await port.contents(place, [id, 'not-there'])).toEqual([
        { name: id, objects: 250_000, standard_bytes: 2_000_000_000_000 },
        { name: 'not-there', objects: null, standard_bytes: null },
      ])
    })
  },
  budgets(given) {
    it('moves the limit of a budget and leaves the rest', async () => {
      const { port, place, id } = await given()
      const [before] = await port.budgets(place, [id, 'not there'])
      expect(before).toMatchObject({ name: id, limit: '1000', unit: 'USD', time_unit: 'MONTHLY' })
      expect((await port.setBudgetLimit(place, id, '1500', dry('a'))).status).toBe('would_succeed')
      expect((await port.setBudgetLimit(place, id, '1500', live('b'))).status).toBe('done')
      expect(await port.budgets(place, [id])).toEqual([{ ...before, limit: '1500' }])
      expect((await port.setBudgetLimit(place, id, '1500', live('c'))).status).toBe('noop')
      expect((await port.setBudgetLimit(place, 'not there', '1', live('d'))).status).toBe('refused')
    })
  },
  databases(given) {
    it('stops, starts and resizes a database', async () => {
      const { port, place, id } = await given()
      expect(await port.databases(place, [id, 'not-there'])).toMatchObject([
        { db_instance_id: id, status: 'available', instance_class: 'db.m6g.xlarge', pending_class: null },
      ])
      expect((await port.stopDatabase(place, id, dry('a'))).status).toBe('would_succeed')
      expect((await port.stopDatabase(place, id, live('b'))).status).toBe('done')
      expect((await port.stopDatabase(place, id, live('c'))).status).toBe('noop')
      expect((await port.databases(place, [id]))[0]?.status).toMatch(/^stop/)
      expect((await port.startDatabase(place, id, live('d'))).status).toBe('done')
      expect((await port.resizeDatabase(place, id, 'db.m6g.large', true, live('e'))).status).toBe('done')
      expect((await port.databases(place, [id]))[0]).toMatchObject({ instance_class: 'db.m6g.large', pending_class: null })
      expect((await port.stopDatabase(place, 'not-there', live('f'))).status).toBe('refused')
    })
  },
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
  volumes(given) {
    it('deletes a volume and makes it again from its snapshot, found by its old id', async () => {
      const { port, place, id } = await given()
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
  anomalies(given) {
    it('tells the provider what to think of an anomaly, and another answer replaces the one before', async () => {
      const { port, place, id } = await given()
      const since = '2026-11-09'
      expect(await port.flaggedAnomalies(place, since, [id, 'not-there'])).toMatchObject([{ anomaly_id: id, start: since, answer: null }])
      expect((await port.answerAnomaly(place, id, since, 'YES', dry('a'))).status).toBe('would_succeed')
      expect((await port.flaggedAnomalies(place, since, [id]))[0]?.answer).toBeNull()
      expect((await port.answerAnomaly(place, id, since, 'YES', live('b'))).status).toBe('done')
      expect((await port.flaggedAnomalies(place, since, [id]))[0]?.answer).toBe('YES')
      expect((await port.answerAnomaly(place, id, since, 'YES', live('c'))).status).toBe('noop')
      expect((await port.answerAnomaly(place, id, since, 'PLANNED_ACTIVITY', live('d'))).status).toBe('done')
      expect((await port.flaggedAnomalies(place, since, [id]))[0]?.answer).toBe('PLANNED_ACTIVITY')
      expect((await port.answerAnomaly(place, 'not-there', since, 'NO', live('e'))).status).toBe('refused')
    })
  },
}

export function portContract(name: string, which: ContractPort, given: () => Promise<Given>): void {
  describe(`${name} keeps the contract of ${which}`, () => CONTRACTS[which](given))
}
