import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { toInstant } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'
import type { DatabaseName } from '../ports/database-schedule-port'
import { toFault } from './aws-classify'

const HOUR_MS = 3_600_000
// A week, so that every hour of it has been seen.
const HOURS = 168
const API = 'cloudwatch:GetMetricData'
const DIMENSION = { database: 'DBInstanceIdentifier', cluster: 'DBClusterIdentifier' } as const

/** Hours of the last week in which somebody was connected; null where an hour has no point: what is not measured may have been busy. */
export async function busyHours(client: CloudWatchClient, { kind, id }: DatabaseName, now: Instant): Promise<string[] | null> {
  const end = Math.floor(Date.parse(now) / HOUR_MS) * HOUR_MS
  const window = { StartTime: new Date(end - HOURS * HOUR_MS), EndTime: new Date(end) }
  const Metric = { Namespace: 'AWS/RDS', MetricName: 'DatabaseConnections', Dimensions: [{ Name: DIMENSION[kind], Value: id }] }
  const MetricDataQueries = [{ Id: 'connections', MetricStat: { Metric, Period: HOUR_MS / 1000, Stat: 'Maximum' } }]
  const points = new Map<string, number>()
  let NextToken: string | undefined
  do {
    const token = NextToken === undefined ? {} : { NextToken }
    const answer = await client.send(new GetMetricDataCommand({ ...window, MetricDataQueries, ...token })).catch((error: unknown) => {
      throw toFault(error, API)
    })
    for (const { Timestamps = [], Values = [] } of answer.MetricDataResults ?? [])
      for (const [n, at] of Timestamps.entries()) points.set(toInstant(at.getTime()), Values[n] ?? 0)
    NextToken = answer.NextToken
  } while (NextToken !== undefined && NextToken !== '')
  return points.size < HOURS ? null : [...points].flatMap(([at, most]) => (most > 0 ? [at] : [])).sort()
}
