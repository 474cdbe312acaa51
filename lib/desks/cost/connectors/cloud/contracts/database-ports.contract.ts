import { expect, it } from 'vitest'
import type { DatabaseName } from '../ports/database-schedule-port'
import { type Contract, dry, live, settle } from './given.contract'

const SCHEDULE = { time_zone: 'UTC', days: [0, 1, 2, 3, 4], on_hour: 7, off_hour: 19 }

/** What a schedule needs of a database and of a cluster alike. */
const switches =
  (kind: DatabaseName['kind']): Contract =>
  (given) =>
    it(`reads, switches and schedules a ${kind}, and gives its schedule back`, async () => {
      const account = await given()
      const { port, place, id } = account
      const name = { kind, id }
      const [before] = await port.switchedDatabases(place, [name, { ...name, id: 'not-there' }])
      expect(before).toMatchObject({ ...name, status: 'available', schedule: null, is_replicated: false, is_serverless: false, is_cluster_member: false })
      expect((await port.putDatabaseSchedule(place, name, SCHEDULE, dry('a'))).status).toBe('would_succeed')
      expect((await port.switchDatabase(place, name, 'stopped', dry('b'))).status).toBe('would_succeed')
      expect(await port.switchedDatabases(place, [name])).toEqual([before])
      expect((await port.putDatabaseSchedule(place, name, SCHEDULE, live('c'))).status).toBe('done')
      expect((await port.switchDatabase(place, name, 'stopped', live('d'))).status).toBe('done')
      expect((await port.switchedDatabases(place, [name]))[0]).toMatchObject({ schedule: SCHEDULE, status: expect.stringMatching(/^stop/) })
      expect((await port.putDatabaseSchedule(place, name, SCHEDULE, live('e'))).status).toBe('noop')
      expect((await port.switchDatabase(place, name, 'stopped', live('f'))).status).toBe('noop')
      if (account.later !== null)
        expect(await port.switchDatabase(place, name, 'available', live('too soon'))).toMatchObject({
          status: 'refused',
          detail: expect.stringMatching(NOT_NOW[kind]),
        })
      settle(account)
      expect((await port.switchedDatabases(place, [name]))[0]).toMatchObject({ schedule: SCHEDULE, status: 'stopped' })
      expect((await port.deleteDatabaseSchedule(place, name, live('g'))).status).toBe('done')
      expect((await port.deleteDatabaseSchedule(place, name, live('h'))).status).toBe('noop')
      expect((await port.switchDatabase(place, name, 'available', live('i'))).status).toBe('done')
      if (account.later !== null) {
        expect((await port.switchedDatabases(place, [name]))[0]?.status).toBe('starting')
        expect(await port.switchDatabase(place, name, 'stopped', live('too soon too'))).toMatchObject({
          status: 'refused',
          detail: expect.stringMatching(NOT_NOW[kind]),
        })
      }
      settle(account)
      expect(await port.switchedDatabases(place, [name])).toEqual([before])
      expect((await port.switchDatabase(place, { ...name, id: 'not-there' }, 'stopped', live('j'))).status).toBe('refused')
      expect((await port.putDatabaseSchedule(place, { ...name, id: 'not-there' }, SCHEDULE, dry('k'))).status).toBe('refused')
    })

/** What RDS calls a command that comes while it is on its way. Sources: RDS API reference, errors of StartDBInstance, StopDBInstance, ModifyDBInstance and StartDBCluster. */
const NOT_NOW = { database: /^InvalidDBInstanceState/, cluster: /^InvalidDBClusterStateFault/ }

/** What every implementation of the ports of databases must do. */
export const DATABASE_CONTRACTS = {
  databases(given) {
    it('stops, starts and resizes a database', async () => {
      const account = await given()
      const { port, place, id } = account
      expect(await port.databases(place, [id, 'not-there'])).toMatchObject([
        { db_instance_id: id, status: 'available', instance_class: 'db.m6g.xlarge', pending_class: null },
      ])
      expect((await port.stopDatabase(place, id, null, dry('a'))).status).toBe('would_succeed')
      expect((await port.stopDatabase(place, id, null, live('b'))).status).toBe('done')
      expect((await port.stopDatabase(place, id, null, live('c'))).status).toBe('noop')
      expect((await port.databases(place, [id]))[0]?.status).toMatch(/^stop/)
      settle(account)
      expect((await port.startDatabase(place, id, live('d'))).status).toBe('done')
      settle(account)
      expect((await port.resizeDatabase(place, id, 'db.m6g.large', true, live('e'))).status).toBe('done')
      settle(account)
      expect((await port.databases(place, [id]))[0]).toMatchObject({ instance_class: 'db.m6g.large', pending_class: null })
      expect((await port.stopDatabase(place, 'not-there', null, live('f'))).status).toBe('refused')
    })
    it('takes no command before it has settled, unless it settles at once, and says so as the provider does', async () => {
      const { port, place, id, later } = await given()
      if (later === null) return
      const not_now = { status: 'refused', detail: expect.stringMatching(NOT_NOW.database) }
      const shows = async () => (await port.databases(place, [id]))[0]
      await port.stopDatabase(place, id, null, live('a'))
      expect(await port.startDatabase(place, id, live('b'))).toMatchObject(not_now)
      later()
      await port.startDatabase(place, id, live('c'))
      expect(await shows()).toMatchObject({ status: 'starting' })
      expect(await port.startDatabase(place, id, live('d'))).toMatchObject({ status: 'noop' })
      expect(await port.stopDatabase(place, id, null, live('e'))).toMatchObject(not_now)
      expect(await port.resizeDatabase(place, id, 'db.m6g.large', true, live('f'))).toMatchObject(not_now)
      later()
      await port.resizeDatabase(place, id, 'db.m6g.large', true, live('g'))
      expect(await shows()).toMatchObject({ status: 'modifying', instance_class: 'db.m6g.xlarge', pending_class: 'db.m6g.large' })
      expect(await port.resizeDatabase(place, id, 'db.m6g.xlarge', true, live('h'))).toMatchObject(not_now)
      expect(await port.stopDatabase(place, id, null, live('i'))).toMatchObject(not_now)
      later()
      expect(await shows()).toMatchObject({ status: 'available', instance_class: 'db.m6g.large', pending_class: null })
    })
    it('makes a snapshot of the name that it is given before it stops', async () => {
      const { port, place, id } = await given()
      const before = (await port.databases(place, [id]))[0]?.latest_snapshot_at ?? ''
      expect((await port.stopDatabase(place, id, `countersign-${id}-1`, dry('a'))).status).toBe('would_succeed')
      expect((await port.databases(place, [id]))[0]?.latest_snapshot_at ?? '').toBe(before)
      expect((await port.stopDatabase(place, id, `countersign-${id}-1`, live('b'))).status).toBe('done')
      const [after] = await port.databases(place, [id])
      expect(after?.status).toMatch(/^stop/)
      expect((after?.latest_snapshot_at ?? '') > before).toBe(true)
      expect((await port.stopDatabase(place, id, `countersign-${id}-1`, live('c'))).status).toBe('noop')
    })
  },
  database_schedules: switches('database'),
  clusters: switches('cluster'),
} satisfies Record<string, Contract>
