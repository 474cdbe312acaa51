import { canonicalJson } from '@/lib/kernel/canonical'
import type { CallResult, Mutation } from '../call'
import type { Database, DatabasePort } from '../ports/database-port'
import type { DatabaseName, DatabaseSchedulePort, SwitchedDatabase } from '../ports/database-schedule-port'
import type { SimulatedKind } from './estate'
import type { Simulator } from './simulator'
import { asScheduled, StoredCluster, StoredDatabase } from './stored-database'

const storedDatabases = async (sim: Simulator, ids: readonly string[]): Promise<StoredDatabase[]> => {
  const now = await sim.now()
  return (await sim.all('database', StoredDatabase)).filter((d) => ids.includes(d.db_instance_id)).map((d) => asScheduled(d, now))
}
const storedClusters = async (sim: Simulator, ids: readonly string[]): Promise<StoredCluster[]> => {
  const now = await sim.now()
  return (await sim.all('database_cluster', StoredCluster)).filter((c) => ids.includes(c.id)).map((c) => asScheduled(c, now))
}

export const simulatedDatabases = (sim: Simulator): DatabasePort => ({
  databases: async (_place, ids) => (await storedDatabases(sim, ids)).map(asDatabase),
  async stopDatabase(_place, id, snapshot_id, m) {
    const [d] = await storedDatabases(sim, [id])
    return power(sim, d, { api: 'rds:StopDBInstance', to: 'stopped', also: snapshot_id === null ? {} : { latest_snapshot_at: await sim.now() } }, m)
  },
  startDatabase: async (_place, id, m) => power(sim, (await storedDatabases(sim, [id]))[0], { api: 'rds:StartDBInstance', to: 'available' }, m),
  async resizeDatabase(_place, id, instance_class, at_once, m) {
    const [d] = await storedDatabases(sim, [id])
    return sim.put('rds:ModifyDBInstance', 'database', d?.arn ?? id, m, () => {
      const wanted = at_once ? { instance_class, pending_class: null } : { pending_class: instance_class === d?.instance_class ? null : instance_class }
      const is_so = d !== undefined && Object.entries(wanted).every(([key, value]) => d[key as keyof Database] === value)
      return is_so ? { noop: 'it is so already' } : { state: { ...d, ...wanted } }
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
  const switched_at = await sim.now()
  const from = to === 'stopped' ? 'available' : 'stopped'
  return sim.put(api, kind, d?.arn ?? 'none', m, () =>
    d?.status === to
      ? { noop: `it is ${to}` }
      : d?.status !== from
        ? { refused: `InvalidDBInstanceState: it is ${d?.status}` }
        : { state: { ...d, status: to, switched_at, ...also } },
  )
}

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
  if (kind === 'cluster') return (await storedClusters(sim, [id])).map(({ switched_at: _at, ...cluster }) => cluster)
  return (await storedDatabases(sim, [id])).map((d) => ({
    ...{ arn: d.arn, kind, id, status: d.status, engine: d.engine, is_multi_az: d.is_multi_az, is_cluster_member: d.is_cluster_member },
    ...{ is_replicated: d.is_replicated, is_serverless: false, encryption_key: d.setup?.encryption_key ?? 'none', created_at: d.created_at },
    ...{ busy_hours: d.busy_hours, schedule: d.schedule, tags: d.tags },
  }))
}

/** As the database's own port tells it. */
function asDatabase({ schedule: _schedule, switched_at: _at, busy_hours: _busy, offers: _offers, ...database }: StoredDatabase): Database {
  return database
}
