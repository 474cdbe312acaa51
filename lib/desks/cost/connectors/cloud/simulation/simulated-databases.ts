import { canonicalJson } from '@/lib/kernel/canonical'
import type { CallResult, Mutation } from '../call'
import type { Database, DatabasePort } from '../ports/database-port'
import type { DatabaseName, DatabaseSchedulePort, SwitchedDatabase } from '../ports/database-schedule-port'
import type { SimulatedKind } from './estate'
import { settingOut, shown } from './settling'
import type { Simulator } from './simulator'
import { asScheduled, StoredCluster, StoredDatabase, switched } from './stored-database'

const storedDatabases = async (sim: Simulator, ids: readonly string[]): Promise<StoredDatabase[]> => {
  const now = await sim.now()
  return (await sim.all('database', StoredDatabase)).filter((d) => ids.includes(d.db_instance_id)).map((d) => asScheduled(d, now))
}
const storedClusters = async (sim: Simulator, ids: readonly string[]): Promise<StoredCluster[]> => {
  const now = await sim.now()
  return (await sim.all('database_cluster', StoredCluster)).filter((c) => ids.includes(c.id)).map((c) => asScheduled(c, now))
}

const shownDatabases = async (sim: Simulator, ids: readonly string[]): Promise<StoredDatabase[]> => {
  const now = await sim.now()
  return (await storedDatabases(sim, ids)).map((d) => shown(d, now))
}

export const simulatedDatabases = (sim: Simulator): DatabasePort => ({
  databases: async (_place, ids) => (await shownDatabases(sim, ids)).map(asDatabase),
  async stopDatabase(_place, id, snapshot_id, m) {
    const [d] = await storedDatabases(sim, [id])
    return power(sim, d, { api: 'rds:StopDBInstance', to: 'stopped', also: snapshot_id === null ? {} : { latest_snapshot_at: await sim.now() } }, m)
  },
  startDatabase: async (_place, id, m) => power(sim, (await storedDatabases(sim, [id]))[0], { api: 'rds:StartDBInstance', to: 'available' }, m),
  async resizeDatabase(_place, id, instance_class, at_once, m) {
    const [[d], [now_shown], at] = await Promise.all([storedDatabases(sim, [id]), shownDatabases(sim, [id]), sim.now()])
    return sim.put('rds:ModifyDBInstance', 'database', d?.arn ?? id, m, () => {
      if (d === undefined || now_shown?.status !== 'available') return { refused: notNow(d, now_shown?.status) }
      const wanted = at_once ? { instance_class, pending_class: null } : { pending_class: instance_class === d?.instance_class ? null : instance_class }
      if (Object.entries(wanted).every(([key, value]) => d[key as keyof Database] === value)) return { noop: 'it is so already' }
      // Until it has another class it shows the one that it had, and the other one as pending.
      const on_its_way =
        at_once && instance_class !== d.instance_class
          ? settingOut(at, 'resize_database', { status: 'modifying', instance_class: d.instance_class, pending_class: instance_class })
          : d.on_its_way
      return { state: { ...d, ...wanted, on_its_way } }
    })
  },
  async classOffers(_place, { engine, engine_version }) {
    const all = await sim.all('database', StoredDatabase)
    return all.find((d) => d.engine === engine && d.setup?.engine_version === engine_version)?.offers ?? []
  },
})

export const simulatedDatabaseSchedules = (sim: Simulator): DatabaseSchedulePort => ({
  switchedDatabases: async (_place, names) => (await Promise.all(names.map((name) => switchedOf(sim, name)))).flat(),
  async switchDatabase(_place, name, to, m) {
    const [kind, state] = await storedOf(sim, name)
    const unit = name.kind === 'cluster' ? 'DBCluster' : 'DBInstance'
    return power(sim, state, { api: `rds:${to === 'stopped' ? 'Stop' : 'Start'}${unit}`, to, kind }, m)
  },
  putDatabaseSchedule: (_place, name, schedule, m) => setSchedule(sim, name, { api: 'scheduler:CreateSchedule', schedule }, m),
  deleteDatabaseSchedule: (_place, name, m) => setSchedule(sim, name, { api: 'scheduler:DeleteSchedule', schedule: null }, m),
})

type Stored = StoredDatabase | StoredCluster
type Power = { api: string; to: 'available' | 'stopped'; kind?: SimulatedKind; also?: object }

async function power(sim: Simulator, d: Stored | undefined, { api, to, kind = 'database', also = {} }: Power, m: Mutation): Promise<CallResult> {
  const at = await sim.now()
  const status = d === undefined ? undefined : shown<Stored>(d, at).status
  const [from, by] = to === 'stopped' ? ['available', 'stopping'] : ['stopped', 'starting']
  return sim.put(api, kind, d?.arn ?? 'none', m, () => {
    if (status === to || status === by) return { noop: `it is ${status}` }
    return d === undefined || status !== from ? { refused: notNow(d, status, kind) } : { state: { ...switched<Stored>(d, to, at), ...also } }
  })
}

/** What RDS says of a command that a database does not take in its state. */
const notNow = (d: Stored | undefined, status: string | undefined, kind: SimulatedKind = 'database'): string =>
  d === undefined ? 'DBInstanceNotFound: there is none' : `${kind === 'database' ? 'InvalidDBInstanceState' : 'InvalidDBClusterStateFault'}: it is ${status}`

async function setSchedule(sim: Simulator, name: DatabaseName, wanted: Pick<Stored, 'schedule'> & { api: string }, m: Mutation): Promise<CallResult> {
  const { api, schedule } = wanted
  const [kind, d] = await storedOf(sim, name)
  const switched_at = await sim.now()
  return sim.put(api, kind, d?.arn ?? name.id, m, () =>
    d !== undefined && canonicalJson(d.schedule) === canonicalJson(schedule)
      ? { noop: schedule === null ? 'it has no schedule' : 'it has this schedule' }
      : { state: { ...d, schedule, switched_at } },
  )
}

async function storedOf(sim: Simulator, { kind, id }: DatabaseName): Promise<[SimulatedKind, Stored | undefined]> {
  return kind === 'cluster' ? ['database_cluster', (await storedClusters(sim, [id]))[0]] : ['database', (await storedDatabases(sim, [id]))[0]]
}

async function switchedOf(sim: Simulator, { kind, id }: DatabaseName): Promise<SwitchedDatabase[]> {
  const now = await sim.now()
  if (kind === 'cluster')
    return (await storedClusters(sim, [id])).map((c) => shown(c, now)).map(({ switched_at: _at, on_its_way: _way, ...cluster }) => cluster)
  return (await shownDatabases(sim, [id])).map((d) => ({
    ...{ arn: d.arn, kind, id, status: d.status, engine: d.engine, is_multi_az: d.is_multi_az, is_cluster_member: d.is_cluster_member },
    ...{ is_replicated: d.is_replicated, is_serverless: false, encryption_key: d.setup?.encryption_key ?? 'none', created_at: d.created_at },
    ...{ busy_hours: d.busy_hours, schedule: d.schedule, tags: d.tags },
  }))
}

/** As the database's own port tells it. */
function asDatabase({ schedule: _schedule, switched_at: _at, busy_hours: _busy, offers: _offers, on_its_way: _way, ...database }: StoredDatabase): Database {
  return database
}
