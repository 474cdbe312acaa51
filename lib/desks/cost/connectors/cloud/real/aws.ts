import type { Instant } from '@/schemas/time'
import { CLOUD_CAPABILITIES, type CloudPort } from '../port'
import { awsAddresses } from './aws-addresses'
import { awsAnomalies } from './aws-anomalies'
import { awsBuckets } from './aws-buckets'
import { awsBudgets } from './aws-budgets'
import { awsCalls } from './aws-calls'
import { type AwsConnection, awsClients } from './aws-clients'
import { awsCounts } from './aws-counts'
import { awsDatabaseSchedules } from './aws-database-schedules'
import { awsDatabases } from './aws-databases'
import { awsLogs } from './aws-logs'
import { awsInventory, awsMachines } from './aws-machines'
import { awsScaling } from './aws-scaling'
import { awsSizing } from './aws-sizing'
import { awsStorage } from './aws-storage'
import { awsTagging } from './aws-tags'
import { kubernetesWorkloads } from './kubernetes'

/**
 * A real account through the AWS SDK. Reads are repeated a few times, changes never. Schedules are pairs of EventBridge Scheduler
 * schedules, which have no dry run of their own: theirs asks EC2 whether the instance may be started and stopped. Workloads need a
 * connected cluster. `pay` is asked before each page of a service that charges for its answers.
 */
export function awsCloud(connection: AwsConnection, now: () => Promise<Instant>, pay: () => Promise<void> = async () => {}): CloudPort {
  const calls = awsCalls(awsClients(connection), now)
  const { changeable, workloads, setRequests } = kubernetesWorkloads(connection.clusters ?? {}, connection.timeout_ms, connection.session?.may)
  return {
    connector: 'aws',
    capabilities: CLOUD_CAPABILITIES.filter((c) => c !== 'workloads' || connection.clusters !== undefined),
    ...awsInventory(calls),
    ...awsMachines(calls, connection),
    ...awsTagging(calls),
    ...awsLogs(calls),
    ...awsBudgets(calls),
    ...awsBuckets(calls),
    ...awsDatabases(calls),
    ...awsDatabaseSchedules(calls, connection),
    ...awsSizing(calls),
    ...awsStorage(calls),
    ...awsCounts(calls),
    ...awsAddresses(calls),
    ...awsScaling(calls),
    ...awsAnomalies(calls, pay),
    changeable,
    workloads,
    setRequests,
  }
}
