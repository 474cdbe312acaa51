import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import type { SignalKind } from '@/lib/verification/compare-signal'
import { POINT_MS, type SignalSeries, type Stretch } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { Place } from '../cloud/call'
import { parseAnswer, toFault } from '../cloud/real/aws-classify'
import type { AwsClients } from '../cloud/real/aws-clients'
import type { HealthPort } from './port'

type Watched = { signal: string; kind: SignalKind; unit: string; Namespace: string; MetricName: string; Stat: string; dimension: string }

/** What each kind of resource tells about itself, by the form of its ARN. A resource that is stopped tells nothing, which is unknown and not healthy. */
const WATCHED: readonly (Watched & { arn: RegExp })[] = [
  {
    arn: /:instance\/(i-[0-9a-f]+)$/,
    signal: 'failed_status_checks',
    kind: 'trouble_count',
    unit: 'failed checks',
    Namespace: 'AWS/EC2',
    MetricName: 'StatusCheckFailed',
    Stat: 'Maximum',
    dimension: 'InstanceId',
  },
  {
    arn: /:volume\/(vol-[0-9a-f]+)$/,
    signal: 'volume_queue_length',
    kind: 'trouble_count',
    unit: 'waiting operations',
    Namespace: 'AWS/EBS',
    MetricName: 'VolumeQueueLength',
    Stat: 'Average',
    dimension: 'VolumeId',
  },
  {
    arn: /:db:([\w-]+)$/,
    signal: 'database_cpu',
    kind: 'saturation_pct',
    unit: '%',
    Namespace: 'AWS/RDS',
    MetricName: 'CPUUtilization',
    Stat: 'Average',
    dimension: 'DBInstanceIdentifier',
  },
]
const API = 'cloudwatch:GetMetricData'
const WireSeries = z.looseObject({
  Id: z.string(),
  StatusCode: z.string().optional(),
  Timestamps: z.array(z.date()).optional(),
  Values: z.array(z.number()).optional(),
})

/** Metrics of the changed resources themselves. What depends on them is known only where a tenant names it, so it is not watched here. */
export const cloudWatchHealth = (clients: (place: Place) => Promise<AwsClients>): HealthPort => ({
  connector: 'cloudwatch',
  async signals(action: PlanAction, stretches: readonly Stretch[]): Promise<SignalSeries[]> {
    const watched = action.targets.flatMap(({ arn }) =>
      WATCHED.flatMap((w) => (w.arn.exec(arn)?.[1] === undefined ? [] : [{ ...w, id: w.arn.exec(arn)?.[1] ?? '' }])),
    )
    const points = new Map<string, SignalSeries['points'][number][]>()
    if (watched.length > 0 && stretches.length > 0) {
      const client = (await clients({ account_id: action.account_id, region_id: action.region_id })).metrics
      const queries = watched.map((w, n) => ({
        Id: `q${n}`,
        MetricStat: {
          Metric: { Namespace: w.Namespace, MetricName: w.MetricName, Dimensions: [{ Name: w.dimension, Value: w.id }] },
          Period: POINT_MS / 1000,
          Stat: w.Stat,
        },
      }))
      for (const stretch of stretches) await readPoints(client, queries, stretch, points)
    }
    return watched.map(({ signal, kind, unit, id }, n) => ({ signal: `${signal} of ${id}`, kind, unit, points: points.get(`q${n}`) ?? [] }))
  },
})

/** Adds the points of one stretch to those of each query. */
async function readPoints(
  client: CloudWatchClient,
  MetricDataQueries: { Id: string }[],
  { start, end }: Stretch,
  points: Map<string, SignalSeries['points'][number][]>,
): Promise<void> {
  let NextToken: string | undefined
  do {
    const window = { StartTime: new Date(start), EndTime: new Date(end) }
    const answer = await client
      .send(new GetMetricDataCommand({ ...window, MetricDataQueries, ...(NextToken === undefined ? {} : { NextToken }) }))
      .catch((error: unknown) => {
        throw toFault(error, API)
      })
    for (const s of parseAnswer(z.array(WireSeries), answer.MetricDataResults ?? [], API)) {
      const read = (s.Timestamps ?? []).flatMap((at, i) => {
        const value = s.Values?.[i]
        return value === undefined ? [] : [{ at: at.toISOString(), value }]
      })
      points.set(s.Id, [...(points.get(s.Id) ?? []), ...read])
    }
    NextToken = answer.NextToken
  } while (NextToken !== undefined && NextToken !== '')
}
