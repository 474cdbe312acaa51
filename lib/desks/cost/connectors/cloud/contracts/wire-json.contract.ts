import { toInstant, toMs } from '@/lib/kernel/time'
import { AnomalyAnswer } from '@/schemas/evidence/outside'
import type { Database } from '../ports/database-port'
import { accepted, type WireCall } from './wire-call.contract'

const text = (x: WireCall, name: string): string => String(x.body[name] ?? '')
const group = async (x: WireCall, name: string) => (await x.port.logGroups(x.place, [name]))[0]

const MB = 1_000_000
const BYTES_PER_MIB = 1_048_576
const HOUR_SEC = 3600
// Nobody asks for more.
const MOST_DAYS = 14
type Metric = { MetricName: string; Dimensions: { Name: string; Value: string }[] }

/** What the simulated account says of each metric. Without points the series is empty. */
async function points({ account, port, place }: WireCall, { MetricName, Dimensions }: Metric): Promise<number[]> {
  const dimension = (name: string): string => Dimensions.find((d) => d.Name === name)?.Value ?? ''
  const [bucket] = dimension('BucketName') === '' ? [] : await port.contents(place, [dimension('BucketName')])
  if (bucket !== undefined) {
    const key = `${MetricName} ${dimension('StorageType')}`
    const count = key === 'NumberOfObjects AllStorageTypes' ? bucket.objects : key === 'BucketSizeBytes StandardStorage' ? bucket.standard_bytes : null
    return count === null ? [] : [count, 1] // the latest first
  }
  const [d] = dimension('DBInstanceIdentifier') === '' ? [] : await port.databases(place, [dimension('DBInstanceIdentifier')])
  if (d !== undefined) return daysOf(databaseUse(d, MetricName))
  const [g] = dimension('AutoScalingGroupName') === '' ? [] : await port.scalingGroups(place, [dimension('AutoScalingGroupName')])
  if (g !== undefined) return daysOf(g.cpu_most_pct)
  const i = [...(await account()).instances.values()].find((x) => x.instance_id === dimension('InstanceId'))
  if (i === undefined || i.cpu_p95_pct === null) return []
  if (MetricName === 'mem_used_percent') return daysOf(i.peak?.memory_p99_pct ?? null, i.metric_days)
  return daysOf(MetricName === 'CPUUtilization' ? i.cpu_p95_pct : ((i.network_mb_per_hour ?? 0) * 24 * MB) / 2, i.metric_days)
}

/** Connections of every hour of the time that is asked about, in seconds as the protocol writes them; none where they are not known. */
async function byHour(x: WireCall, { Dimensions: [dimension] }: Metric): Promise<{ Timestamps: number[]; Values: number[] }> {
  const kind = dimension?.Name === 'DBClusterIdentifier' ? 'cluster' : 'database'
  const [d] = await x.port.switchedDatabases(x.place, [{ kind, id: dimension?.Value ?? '' }])
  const [from, to] = [Number(x.body['StartTime']), Number(x.body['EndTime'])]
  if (d?.busy_hours == null) return { Timestamps: [], Values: [] }
  const Timestamps = Array.from({ length: (to - from) / HOUR_SEC }, (_, n) => from + n * HOUR_SEC)
  return { Timestamps, Values: Timestamps.map((at) => (d.busy_hours?.includes(toInstant(at * 1000)) ? 3 : 0)) }
}

function databaseUse(d: Database, MetricName: string): number | null {
  if (MetricName === 'DatabaseConnections') return d.connections_most
  if (MetricName === 'CPUUtilization') return d.cpu_p99_pct
  return d.free_memory_least_mib === null ? null : d.free_memory_least_mib * BYTES_PER_MIB
}
/** The same figure every day; null: nobody measures it. */
const daysOf = (value: number | null, days = MOST_DAYS): number[] => (value === null ? [] : new Array<number>(days).fill(value))

/** What CloudWatch, its logs and Cost Explorer answer: JSON, named by the target header. */
export const JSON_HANDLERS: Record<string, (x: WireCall) => Promise<unknown>> = {
  async GetMetricData(x) {
    const asked = x.body['MetricDataQueries'] as { Id: string; MetricStat: { Metric: Metric; Period: number } }[]
    const results = asked.map(async ({ Id, MetricStat }) => ({
      Id,
      Label: Id,
      StatusCode: 'Complete',
      ...(MetricStat.Period === HOUR_SEC ? await byHour(x, MetricStat.Metric) : { Timestamps: [], Values: await points(x, MetricStat.Metric) }),
    }))
    return { MetricDataResults: await Promise.all(results) }
  },
  async DescribeLogGroups(x) {
    if (x.body['logGroupNamePrefix'] === undefined)
      return { logGroups: [...(await x.account()).log_groups.values()].map((g) => ({ logGroupName: g.name, arn: `${g.arn}:*` })) }
    const g = await group(x, text(x, 'logGroupNamePrefix'))
    const found = g && { logGroupName: g.name, arn: `${g.arn}:*`, storedBytes: g.stored_bytes, creationTime: toMs(g.created_at) }
    return { logGroups: g === undefined ? [] : [{ ...found, ...(g.retention_days === null ? {} : { retentionInDays: g.retention_days }) }] }
  },
  DescribeSubscriptionFilters: async (x) => ({
    subscriptionFilters: (await group(x, text(x, 'logGroupName')))?.has_subscription ? [{ filterName: 'all' }] : [],
  }),
  DescribeExportTasks: async () => ({ exportTasks: [] }),
  ListTagsForResource: async (x) => ({ tags: (await group(x, text(x, 'resourceArn').split(':log-group:')[1] ?? ''))?.tags ?? {} }),
  async PutRetentionPolicy(x) {
    accepted(await x.port.putLogRetention(x.place, text(x, 'logGroupName'), Number(x.body['retentionInDays']), x.mutation()))
    return {}
  },
  async DeleteRetentionPolicy(x) {
    accepted(await x.port.deleteLogRetention(x.place, text(x, 'logGroupName'), x.mutation()))
    return {}
  },
  async GetAnomalies(x) {
    const { StartDate } = x.body['DateInterval'] as { StartDate: string }
    const ids = [...(await x.account()).others.values()].flatMap((r) => (r.kind === 'anomaly' ? [String(r.state['anomaly_id'])] : []))
    const found = await x.port.flaggedAnomalies(x.place, StartDate, ids)
    // One a page.
    const at = Number(x.body['NextPageToken'] ?? 0)
    const Anomalies = found.slice(at, at + 1).map(({ anomaly_id, start, answer }) => ({
      ...{ AnomalyId: anomaly_id, AnomalyStartDate: `${start}T00:00:00Z`, AnomalyScore: { MaxScore: 1, CurrentScore: 1 } },
      ...{ Impact: { MaxImpact: 100 }, MonitorArn: `arn:aws:ce::${x.place.account_id}:anomalymonitor/all` },
      ...(answer === null ? {} : { Feedback: answer }),
    }))
    return { Anomalies, ...(at + 1 < found.length ? { NextPageToken: String(at + 1) } : {}) }
  },
  async ProvideAnomalyFeedback(x) {
    const answer = AnomalyAnswer.parse(x.body['Feedback'])
    accepted(await x.port.answerAnomaly(x.place, text(x, 'AnomalyId'), '2026-01-01', answer, x.mutation()))
    return { AnomalyId: text(x, 'AnomalyId') }
  },
}
