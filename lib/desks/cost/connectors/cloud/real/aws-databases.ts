import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import {
  DescribeDBSnapshotsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  ModifyDBInstanceCommand,
  type OrderableDBInstanceOption,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds'
import type { CallResult, Mutation, Place } from '../call'
import type { ClassOffer, Database, DatabasePort } from '../ports/database-port'
import { type AwsCalls, foreseen, iso, tagRecord } from './aws-calls'
import { databaseKey, describeDatabase } from './describe-databases'
import { type DailyQuery, least, most, readDaily, whole } from './read-daily'

const DAYS = 7
const BYTES_PER_MIB = 1_048_576
const SERIES = [
  ['connections', 'DatabaseConnections', 'Maximum'],
  ['cpu', 'CPUUtilization', 'p99'],
  ['memory', 'FreeableMemory', 'Minimum'],
] as const

export const awsDatabases = (calls: AwsCalls): DatabasePort => ({
  databases: async (place, ids) => (await Promise.all(ids.map((id) => readDatabase(calls, place, id)))).flat(),
  stopDatabase: (place, id, snapshot_id, m) => power(calls, place, id, { to: 'stopped', snapshot_id }, m),
  startDatabase: (place, id, m) => power(calls, place, id, { to: 'available' }, m),
  async resizeDatabase(place, id, DBInstanceClass, at_once, m) {
    const api = 'rds:ModifyDBInstance'
    const d = await describeDatabase(calls, place, id)
    const pending = d?.PendingModifiedValues?.DBInstanceClass
    const is_so = pending === undefined ? d?.DBInstanceClass === DBInstanceClass : !at_once && pending === DBInstanceClass
    const known = foreseen(api, m, { exists: d !== undefined, is_so })
    const rds = (await calls.clients(place)).write(RDSClient)
    return known ?? calls.change(api, () => rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: id, DBInstanceClass, ApplyImmediately: at_once })))
  },
  async classOffers(place, q) {
    const rds = (await calls.clients(place)).read(RDSClient)
    const input = { Engine: q.engine, EngineVersion: q.engine_version, DBInstanceClass: q.instance_class, LicenseModel: q.license_model }
    const offers: OrderableDBInstanceOption[] = []
    let Marker: string | undefined
    do {
      const asked = { ...input, ...(Marker === undefined ? {} : { Marker }) }
      const page = await calls.ask('rds:DescribeOrderableDBInstanceOptions', () => rds.send(new DescribeOrderableDBInstanceOptionsCommand(asked)))
      offers.push(...(page.OrderableDBInstanceOptions ?? []))
      Marker = page.Marker
    } while (Marker !== undefined && Marker !== '')
    return offers.filter((o) => o.DBInstanceClass === q.instance_class).map(toOffer)
  },
})

async function readDatabase(calls: AwsCalls, place: Place, id: string): Promise<Database[]> {
  const d = await describeDatabase(calls, place, id)
  if (d === undefined) return []
  const [made, use, encryption_key] = await Promise.all([snapshotTimes(calls, place, id), readUse(calls, place, id), databaseKey(calls, place, d)])
  return [
    {
      arn: d.DBInstanceArn ?? '',
      db_instance_id: id,
      instance_class: d.DBInstanceClass ?? '',
      pending_class: d.PendingModifiedValues?.DBInstanceClass ?? null,
      status: d.DBInstanceStatus ?? 'unknown',
      engine: d.Engine ?? '',
      is_cluster_member: d.DBClusterIdentifier !== undefined,
      is_replicated: (d.ReadReplicaDBInstanceIdentifiers ?? []).length > 0 || d.ReadReplicaSourceDBInstanceIdentifier !== undefined,
      is_multi_az: d.MultiAZ ?? false,
      created_at: iso(d.InstanceCreateTime),
      latest_snapshot_at: made.sort().at(-1) ?? null,
      ...use,
      tags: tagRecord(d.TagList),
      setup: {
        engine_version: d.EngineVersion ?? '',
        license_model: d.LicenseModel ?? '',
        storage_type: d.StorageType ?? '',
        allocated_gib: d.AllocatedStorage ?? 0,
        iops: d.Iops ?? null,
        zone: d.AvailabilityZone ?? '',
        cluster_id: d.DBClusterIdentifier ?? null,
        encryption_key,
      },
    },
  ]
}

async function snapshotTimes(calls: AwsCalls, place: Place, DBInstanceIdentifier: string): Promise<string[]> {
  const rds = (await calls.clients(place)).read(RDSClient)
  const found = await calls.ask('rds:DescribeDBSnapshots', () => rds.send(new DescribeDBSnapshotsCommand({ DBInstanceIdentifier })))
  return (found.DBSnapshots ?? []).filter((s) => s.Status === 'available').map((s) => iso(s.SnapshotCreateTime))
}

async function readUse(calls: AwsCalls, place: Place, Value: string): Promise<Pick<Database, 'connections_most' | 'cpu_p99_pct' | 'free_memory_least_mib'>> {
  const queries = SERIES.map(
    ([key, MetricName, Stat]): DailyQuery => ({ key, MetricName, Stat, Namespace: 'AWS/RDS', dimensions: [{ Name: 'DBInstanceIdentifier', Value }] }),
  )
  const use = await readDaily((await calls.clients(place)).read(CloudWatchClient), queries, DAYS, await calls.now())
  const free = least(whole(use.get('memory'), DAYS))
  return {
    connections_most: most(whole(use.get('connections'), DAYS)),
    cpu_p99_pct: most(whole(use.get('cpu'), DAYS)),
    free_memory_least_mib: free === null ? null : Math.floor(free / BYTES_PER_MIB),
  }
}

type Power = { to: 'stopped'; snapshot_id: string | null } | { to: 'available' }

async function power(calls: AwsCalls, place: Place, DBInstanceIdentifier: string, wanted: Power, m: Mutation): Promise<CallResult> {
  const api = wanted.to === 'stopped' ? 'rds:StopDBInstance' : 'rds:StartDBInstance'
  const d = await describeDatabase(calls, place, DBInstanceIdentifier)
  const already = wanted.to === 'stopped' ? ['stopped', 'stopping'] : ['available', 'starting']
  const known = foreseen(api, m, { exists: d !== undefined, is_so: already.includes(d?.DBInstanceStatus ?? '') })
  if (known !== null) return known
  const rds = (await calls.clients(place)).write(RDSClient)
  if (wanted.to === 'available') return calls.change(api, () => rds.send(new StartDBInstanceCommand({ DBInstanceIdentifier })))
  const { snapshot_id } = wanted
  const input = { DBInstanceIdentifier, ...(snapshot_id === null ? {} : { DBSnapshotIdentifier: snapshot_id }) }
  return calls.change(api, () => rds.send(new StopDBInstanceCommand(input)))
}

const toOffer = (o: OrderableDBInstanceOption): ClassOffer => ({
  storage_type: o.StorageType ?? '',
  zones: (o.AvailabilityZones ?? []).flatMap((z) => z.Name ?? []).sort(),
  may_be_multi_az: o.MultiAZCapable ?? false,
  least_gib: o.MinStorageSize ?? null,
  most_gib: o.MaxStorageSize ?? null,
  least_iops: o.MinIopsPerDbInstance ?? null,
  most_iops: o.MaxIopsPerDbInstance ?? null,
})
