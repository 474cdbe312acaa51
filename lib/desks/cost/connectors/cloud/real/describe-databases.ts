import { type DBCluster, type DBInstance, DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds'
import type { Place } from '../call'
import type { KeyState } from '../ports/key-state'
import { type AwsCalls, orNone } from './aws-calls'
import { enabledKey } from './key-state'

const NO_DATABASE = ['DBInstanceNotFound', 'DBInstanceNotFoundFault']
const NO_CLUSTER = ['DBClusterNotFoundFault', 'DBClusterNotFound']

export async function describeDatabase(calls: AwsCalls, place: Place, DBInstanceIdentifier: string): Promise<DBInstance | undefined> {
  const rds = (await calls.clients(place)).read(RDSClient)
  const answer = await orNone(() => rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier })), NO_DATABASE, null, 'rds:DescribeDBInstances')
  return answer?.DBInstances?.[0]
}

export async function describeCluster(calls: AwsCalls, place: Place, DBClusterIdentifier: string): Promise<DBCluster | undefined> {
  const rds = (await calls.clients(place)).read(RDSClient)
  const answer = await orNone(() => rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier })), NO_CLUSTER, null, 'rds:DescribeDBClusters')
  return answer?.DBClusters?.[0]
}

/** RDS keeps its own grant of the key: that the key is enabled is all that a start needs of it. */
export async function databaseKey(calls: AwsCalls, place: Place, d: Locked): Promise<KeyState> {
  return d.StorageEncrypted === true ? enabledKey(calls, place, d.KmsKeyId ?? '') : 'none'
}
type Locked = { StorageEncrypted?: boolean | undefined; KmsKeyId?: string | undefined }
