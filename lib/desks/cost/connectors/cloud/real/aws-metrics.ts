import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import { addDays, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'
import { type InstanceUse, WireMetric } from '../wire'
import { parseAnswer, toFault } from './aws-classify'

const DAYS = 14
const DAY_SEC = 86_400
const HOURS_PER_DAY = 24
const BYTES_PER_MB = 1_000_000
// CloudWatch takes 500 queries at once; three are made for each instance.
const INSTANCES_PER_CALL = 100

const SERIES = [
  { key: 'cpu', MetricName: 'CPUUtilization', Stat: 'p95' },
  { key: 'in', MetricName: 'NetworkIn', Stat: 'Sum' },
  { key: 'out', MetricName: 'NetworkOut', Stat: 'Sum' },
] as const

/**
 * Two weeks of use, per whole day before today. The CPU figure is the largest daily 95th percentile: the one of the whole time cannot be
 * above it, so "below 5 %" stays true. A day without points is not counted, and an instance without points has no figures.
 */
export async function readUse(client: CloudWatchClient, instance_ids: readonly string[], now: Instant): Promise<Map<string, InstanceUse>> {
  const end = dayOf(now)
  const window = { StartTime: new Date(startOfDay(addDays(end, -DAYS))), EndTime: new Date(startOfDay(end)) }
  const uses = new Map<string, InstanceUse>()
  for (let at = 0; at < instance_ids.length; at += INSTANCES_PER_CALL) {
    const ids = instance_ids.slice(at, at + INSTANCES_PER_CALL)
    const series = await readSeries(client, ids, window)
    ids.forEach((id, n) => {
      const [cpu, bytes_in, bytes_out] = SERIES.map(({ key }) => series.get(`${key}${n}`) ?? []) as [number[], number[], number[]]
      const hours = Math.max(bytes_in.length, bytes_out.length) * HOURS_PER_DAY
      const bytes = [...bytes_in, ...bytes_out].reduce((a, b) => a + b, 0)
      uses.set(id, {
        cpu_p95_pct: cpu.length === 0 ? null : Math.max(...cpu),
        network_mb_per_hour: hours === 0 ? null : bytes / BYTES_PER_MB / hours,
        metric_days: cpu.length,
      })
    })
  }
  return uses
}

async function readSeries(client: CloudWatchClient, ids: readonly string[], window: { StartTime: Date; EndTime: Date }): Promise<Map<string, number[]>> {
  const MetricDataQueries: MetricDataQuery[] = ids.flatMap((id, n) =>
    SERIES.map(({ key, MetricName, Stat }) => ({
      Id: `${key}${n}`,
      MetricStat: { Metric: { Namespace: 'AWS/EC2', MetricName, Dimensions: [{ Name: 'InstanceId', Value: id }] }, Period: DAY_SEC, Stat },
    })),
  )
  const series = new Map<string, number[]>()
  let NextToken: string | undefined
  do {
    const answer = await client
      .send(new GetMetricDataCommand({ ...window, MetricDataQueries, ...(NextToken === undefined ? {} : { NextToken }) }))
      .catch((error: unknown) => {
        throw toFault(error, 'cloudwatch:GetMetricData')
      })
    for (const metric of parseAnswer(z.array(WireMetric), answer.MetricDataResults ?? [], 'cloudwatch:GetMetricData'))
      series.set(metric.Id, [...(series.get(metric.Id) ?? []), ...(metric.Values ?? [])])
    NextToken = answer.NextToken
  } while (NextToken !== undefined && NextToken !== '')
  return series
}
