import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { RDSClient, StartDBClusterCommand, StopDBClusterCommand } from '@aws-sdk/client-rds'
import type { CallResult, Mutation, Place } from '../call'
import type { DatabaseName, DatabaseSchedulePort, SwitchedDatabase } from '../ports/database-schedule-port'
import { type AwsCalls, foreseen, iso, tagRecord } from './aws-calls'
import type { AwsConnection } from './aws-clients'
import { awsDatabases } from './aws-databases'
import { HAS_SCHEDULE, sameSchedule } from './aws-machines'
import { readSchedule, removeSchedule, switchedDatabase, writeSchedule } from './aws-schedules'
import { busyHours } from './busy-hours'
import { databaseKey, describeCluster, describeDatabase } from './describe-databases'
import { schedulerRole } from './scheduler-role'

/** Schedules of databases and clusters: pairs of EventBridge Scheduler schedules as those of instances. Neither they nor RDS have a dry run: the target is read. */
export function awsDatabaseSchedules(calls: AwsCalls, connection: AwsConnection): DatabaseSchedulePort {
  const tried = async (api: string, place: Place, name: DatabaseName, m: Mutation): Promise<CallResult | null> =>
    m.dry_run ? foreseen(api, m, { exists: (await stateOf(calls, place, name)) !== null, is_so: false }) : null
  return {
    switchedDatabases: async (place, names) => (await Promise.all(names.map((name) => readOne(calls, place, name)))).flat(),
    switchDatabase: (place, name, to, m) => switchOne(calls, place, name, to, m),
    async putDatabaseSchedule(place, name, schedule, m) {
      const role_arn = schedulerRole(connection, place)
      const known = await tried('scheduler:CreateSchedule', place, name, m)
      if (known !== null) return known
      const { schedules, scheduling } = await calls.clients(place)
      const switched = switchedDatabase(name)
      if (sameSchedule(await readSchedule(schedules, switched), schedule)) return HAS_SCHEDULE
      return writeSchedule({ reading: schedules, writing: scheduling, switched, role_arn, idempotency_key: m.idempotency_key }, schedule)
    },
    async deleteDatabaseSchedule(place, name, m) {
      const known = await tried('scheduler:DeleteSchedule', place, name, m)
      return known ?? removeSchedule((await calls.clients(place)).scheduling, switchedDatabase(name), m.idempotency_key)
    },
  }
}

type State = Omit<SwitchedDatabase, 'busy_hours' | 'schedule' | 'encryption_key'> & { storage: { StorageEncrypted: boolean; KmsKeyId: string } }

/** What RDS says of it; null when it is not there. */
async function stateOf(calls: AwsCalls, place: Place, { kind, id }: DatabaseName): Promise<State | null> {
  if (kind === 'cluster') {
    const c = await describeCluster(calls, place, id)
    const is_replicated = [c?.ReplicationSourceIdentifier, c?.GlobalClusterIdentifier].some((x) => x !== undefined && x !== '')
    return c === undefined
      ? null
      : {
          ...{ arn: c.DBClusterArn ?? '', kind, id, status: c.Status ?? 'unknown', engine: c.Engine ?? '', is_multi_az: c.MultiAZ ?? false },
          is_cluster_member: false,
          is_replicated: is_replicated || (c.ReadReplicaIdentifiers ?? []).length > 0,
          is_serverless: c.EngineMode === 'serverless',
          created_at: iso(c.ClusterCreateTime),
          tags: tagRecord(c.TagList),
          storage: { StorageEncrypted: c.StorageEncrypted ?? false, KmsKeyId: c.KmsKeyId ?? '' },
        }
  }
  const d = await describeDatabase(calls, place, id)
  return d === undefined
    ? null
    : {
        ...{ arn: d.DBInstanceArn ?? '', kind, id, status: d.DBInstanceStatus ?? 'unknown', engine: d.Engine ?? '', is_multi_az: d.MultiAZ ?? false },
        is_cluster_member: d.DBClusterIdentifier !== undefined,
        is_replicated: (d.ReadReplicaDBInstanceIdentifiers ?? []).length > 0 || d.ReadReplicaSourceDBInstanceIdentifier !== undefined,
        is_serverless: false,
        created_at: iso(d.InstanceCreateTime),
        tags: tagRecord(d.TagList),
        storage: { StorageEncrypted: d.StorageEncrypted ?? false, KmsKeyId: d.KmsKeyId ?? '' },
      }
}

async function readOne(calls: AwsCalls, place: Place, name: DatabaseName): Promise<SwitchedDatabase[]> {
  const state = await stateOf(calls, place, name)
  if (state === null) return []
  const { storage, ...known } = state
  const { schedules, read } = await calls.clients(place)
  const [encryption_key, busy_hours, schedule] = await Promise.all([
    databaseKey(calls, place, storage),
    busyHours(read(CloudWatchClient), name, await calls.now()),
    readSchedule(schedules, switchedDatabase(name)),
  ])
  return [{ ...known, encryption_key, busy_hours, schedule }]
}

async function switchOne(calls: AwsCalls, place: Place, { kind, id }: DatabaseName, to: 'available' | 'stopped', m: Mutation): Promise<CallResult> {
  if (kind === 'database') {
    const { stopDatabase, startDatabase } = awsDatabases(calls)
    return to === 'stopped' ? stopDatabase(place, id, null, m) : startDatabase(place, id, m)
  }
  const api = to === 'stopped' ? 'rds:StopDBCluster' : 'rds:StartDBCluster'
  const c = await describeCluster(calls, place, id)
  const already = to === 'stopped' ? ['stopped', 'stopping'] : ['available', 'starting']
  const known = foreseen(api, m, { exists: c !== undefined, is_so: already.includes(c?.Status ?? '') })
  const rds = (await calls.clients(place)).write(RDSClient)
  const input = { DBClusterIdentifier: id }
  return known ?? calls.change(api, () => (to === 'stopped' ? rds.send(new StopDBClusterCommand(input)) : rds.send(new StartDBClusterCommand(input))))
}
