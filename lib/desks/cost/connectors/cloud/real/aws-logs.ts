import {
  CloudWatchLogsClient,
  DeleteRetentionPolicyCommand,
  DescribeExportTasksCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import type { Place } from '../call'
import type { LogGroup, LogPort } from '../ports/log-port'
import { type AwsCalls, foreseen } from './aws-calls'

export function awsLogs(calls: AwsCalls): LogPort {
  const reading = async (place: Place) => (await calls.clients(place)).read(CloudWatchLogsClient)
  const writing = async (place: Place) => (await calls.clients(place)).write(CloudWatchLogsClient)

  async function describe(place: Place, name: string) {
    const client = await reading(place)
    const answer = await calls.ask('logs:DescribeLogGroups', () => client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name })))
    return answer.logGroups?.find((g) => g.logGroupName === name)
  }

  async function one(place: Place, name: string): Promise<LogGroup[]> {
    const g = await describe(place, name)
    if (g === undefined) return []
    const client = await reading(place)
    const arn = (g.arn ?? '').replace(/:\*$/, '')
    const [filters, tasks, tagged] = await Promise.all([
      calls.ask('logs:DescribeSubscriptionFilters', () => client.send(new DescribeSubscriptionFiltersCommand({ logGroupName: name }))),
      calls.ask('logs:DescribeExportTasks', () => client.send(new DescribeExportTasksCommand({ statusCode: 'COMPLETED' }))),
      calls.ask('logs:ListTagsForResource', () => client.send(new ListTagsForResourceCommand({ resourceArn: arn }))),
    ])
    const ends = (tasks.exportTasks ?? []).filter((t) => t.logGroupName === name && t.status?.code === 'COMPLETED').map((t) => t.to ?? 0)
    return [
      {
        arn,
        name,
        retention_days: g.retentionInDays ?? null,
        stored_bytes: g.storedBytes ?? 0,
        created_at: new Date(g.creationTime ?? 0).toISOString(),
        has_subscription: (filters.subscriptionFilters ?? []).length > 0,
        exported_until: ends.length === 0 ? null : new Date(Math.max(...ends)).toISOString(),
        tags: tagged.tags ?? {},
      },
    ]
  }

  return {
    logGroups: async (place, names) => (await Promise.all(names.map((name) => one(place, name)))).flat(),
    logRetention: async (place, name) => (await describe(place, name))?.retentionInDays ?? null,
    async putLogRetention(place, logGroupName, retentionInDays, m) {
      const api = 'logs:PutRetentionPolicy'
      const g = await describe(place, logGroupName)
      const known = foreseen(api, m, { exists: g !== undefined, is_so: g?.retentionInDays === retentionInDays })
      const client = await writing(place)
      return known ?? calls.change(api, () => client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays })))
    },
    async deleteLogRetention(place, logGroupName, m) {
      const api = 'logs:DeleteRetentionPolicy'
      const g = await describe(place, logGroupName)
      const known = foreseen(api, m, { exists: g !== undefined, is_so: g?.retentionInDays === undefined })
      const client = await writing(place)
      return known ?? calls.change(api, () => client.send(new DeleteRetentionPolicyCommand({ logGroupName })))
    },
  }
}
