import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import {
  type DBInstance,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  StartDBInstanceCommand,
  StopDBInstanceCommand,
} from '@aws-sdk/client-rds'
import type { Mutation, Place } from '../call'
import type { Database, DatabasePort } from '../ports/database-port'
import { type AwsCalls, foreseen, iso, orNone, tagRecord } from './aws-calls'
import { type DailyQuery, least, most, readDaily, whole } from './read-daily'

const DAYS = 7
const BYTES_PER_MIB = 1_048_576
const SERIES = [
  ['connections', 'DatabaseConnections', 'Maximum'],
  ['cpu', 'CPUUtilization', 'p99'],
  ['memory', 'FreeableMemory', 'Minimum'],
] as const

export function awsDatabases(calls: AwsCalls): DatabasePort {
  async function describe(place: Place, id: string): Promise<DBInstance | undefined> {
    const rds = (await calls.clients(place)).read(RDSClient)
    const gone = ['DBInstanceNotFound', 'DBInstanceNotFoundFault']
    const answer = await orNone(() => rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: id })), gone, null, 'rds:DescribeDBInstances')
    return answer?.DBInstances?.[0]
  }

  async function one(place: Place, id: string): Promise<Database[]> {
    const d = await describe(place, id)
    if (d === undefined) return []
    const clients = await calls.clients(place)
    const rds = clients.read(RDSClient)
    const snapshots = await calls.ask('rds:DescribeDBSnapshots', () => rds.send(new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: id })))
    const made = (snapshots.DBSnapshots ?? []).filter((s) => s.Status === 'available').map((s) => iso(s.SnapshotCreateTime))
    const queries = SERIES.map(
      ([key, MetricName, Stat]): DailyQuery => ({ key, MetricName, Stat, Namespace: 'AWS/RDS', dimensions: [{ Name: 'DBInstanceIdentifier', Value: id }] }),
    )
    const use = await readDaily(clients.read(CloudWatchClient), queries, DAYS, await calls.now())
    const free = least(whole(use.get('memory'), DAYS))
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
        connections_most: most(whole(use.get('connections'), DAYS)),
        cpu_p99_pct: most(whole(use.get('cpu'), DAYS)),
        free_memory_least_mib: free === null ? null : Math.floor(free / BYTES_PER_MIB),
        tags: tagRecord(d.TagList),
      },
    ]
  }

  async function power(place: Place, id: string, to: 'stopped' | 'available', m: Mutation) {
    const api = to === 'stopped' ? 'rds:StopDBInstance' : 'rds:StartDBInstance'
    const d = await describe(place, id)
    const already = to === 'stopped' ? ['stopped', 'stopping'] : ['available', 'starting']
    const known = foreseen(api, m, { exists: d !== undefined, is_so: already.includes(d?.DBInstanceStatus ?? '') })
    const rds = (await calls.clients(place)).write(RDSClient)
    const input = { DBInstanceIdentifier: id }
    return known ?? calls.change(api, () => (to === 'stopped' ? rds.send(new StopDBInstanceCommand(input)) : rds.send(new StartDBInstanceCommand(input))))
  }

  return {
    databases: async (place, ids) => (await Promise.all(ids.map((id) => one(place, id)))).flat(),
    stopDatabase: (place, id, m) => power(place, id, 'stopped', m),
    startDatabase: (place, id, m) => power(place, id, 'available', m),
    async resizeDatabase(place, id, DBInstanceClass, at_once, m) {
      const api = 'rds:ModifyDBInstance'
      const d = await describe(place, id)
      const pending = d?.PendingModifiedValues?.DBInstanceClass
      const is_so = pending === undefined ? d?.DBInstanceClass === DBInstanceClass : !at_once && pending === DBInstanceClass
      const known = foreseen(api, m, { exists: d !== undefined, is_so })
      const rds = (await calls.clients(place)).write(RDSClient)
      return known ?? calls.change(api, () => rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier: id, DBInstanceClass, ApplyImmediately: at_once })))
    },
  }
}
