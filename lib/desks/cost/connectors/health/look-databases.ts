import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds'
import { orNone } from '../cloud/real/aws-calls'
import { type Asking, ownSignals } from './asking'
import { databaseSignals, type Look, type Name } from './watched'

const OFF = 'it is off, and the provider does not know who connects to it'

/** Databases, and by alarms their replicas and their cluster. Who connects to one cannot be asked. */
export const lookAtDatabases = (asking: Asking, ids: readonly string[]): Promise<Look[]> =>
  Promise.all(
    ids.map(
      async (id): Promise<Look> => ({
        label: id,
        watched: ownSignals(asking, databaseSignals({ of: id, Namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier: id } })),
        series: [],
        names: [{ Name: 'DBInstanceIdentifier', Value: id }, ...(await relatedNames(asking, id))],
        silence: OFF,
      }),
    ),
  )

export const lookAtClusters = async (asking: Asking, ids: readonly string[]): Promise<Look[]> =>
  ids.map((id) => ({
    label: id,
    watched: ownSignals(asking, databaseSignals({ of: id, Namespace: 'AWS/RDS', dimensions: { DBClusterIdentifier: id } })),
    series: [],
    names: [{ Name: 'DBClusterIdentifier', Value: id }],
    silence: OFF,
  }))

async function relatedNames({ clients }: Asking, DBInstanceIdentifier: string): Promise<Name[]> {
  const rds = (await clients()).read(RDSClient)
  const ask = () => rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }))
  const answer = await orNone(ask, ['DBInstanceNotFoundFault', 'DBInstanceNotFound'], { DBInstances: [] }, 'rds:DescribeDBInstances')
  const [found] = answer.DBInstances ?? []
  const cluster = found?.DBClusterIdentifier
  return [
    ...(found?.ReadReplicaDBInstanceIdentifiers ?? []).map((Value) => ({ Name: 'DBInstanceIdentifier', Value: Value.split(':').at(-1) ?? Value })),
    ...(cluster === undefined ? [] : [{ Name: 'DBClusterIdentifier', Value: cluster }]),
  ]
}
