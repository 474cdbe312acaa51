import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import { addHours } from '@/lib/kernel/time'
import type { SignalKind, SignalReading } from '@/lib/verification/compare-signal'
import type { PlanAction } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
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
const HOUR_SEC = 3_600
const HOURS_PER_DAY = 24
const AFTER_HOURS = 24
// Same hours of the two weeks before the change.
const BASELINE_DAYS = 14

const WireSeries = z.looseObject({
  Id: z.string(),
  StatusCode: z.string().optional(),
  Timestamps: z.array(z.date()).optional(),
  Values: z.array(z.number()).optional(),
})

/** Hourly metrics of the changed resources themselves. What depends on them is known only where a tenant names it, so it is not watched here. */
export const cloudWatchHealth = (clients: (place: Place) => Promise<AwsClients>): HealthPort => ({
  connector: 'cloudwatch',
  async signals(action: PlanAction, executed_at: Instant, now: Instant): Promise<SignalReading[]> {
    const after = hoursSince(executed_at, now)
    const watched = action.targets.flatMap(({ arn }) =>
      WATCHED.flatMap((w) => (w.arn.exec(arn)?.[1] === undefined ? [] : [{ ...w, id: w.arn.exec(arn)?.[1] ?? '' }])),
    )
    if (watched.length === 0 || after.length === 0) return []
    const client = (await clients({ account_id: action.account_id, region_id: action.region_id })).metrics
    const start = addHours(executed_at, -BASELINE_DAYS * HOURS_PER_DAY)
    const MetricDataQueries = watched.map((w, n) => ({
      Id: `q${n}`,
      MetricStat: {
        Metric: { Namespace: w.Namespace, MetricName: w.MetricName, Dimensions: [{ Name: w.dimension, Value: w.id }] },
        Period: HOUR_SEC,
        Stat: w.Stat,
      },
    }))
    const points = await readHours(client, MetricDataQueries, start, now)
    return watched.map(({ signal, kind, unit, id }, n) => {
      const at = (hour: Instant): number | null => points.get(`q${n} ${hour}`) ?? null
      return { signal: `${signal} of ${id}`, kind, unit, before: baselineHours(after, executed_at).map(at), after: after.map(at) }
    })
  },
})

async function readHours(client: CloudWatchClient, MetricDataQueries: { Id: string }[], start: Instant, end: Instant): Promise<Map<string, number>> {
  const points = new Map<string, number>()
  let NextToken: string | undefined
  do {
    const window = { StartTime: new Date(start), EndTime: new Date(end) }
    const answer = await client
      .send(new GetMetricDataCommand({ ...window, MetricDataQueries, ...(NextToken === undefined ? {} : { NextToken }) }))
      .catch((error: unknown) => {
        throw toFault(error, API)
      })
    for (const s of parseAnswer(z.array(WireSeries), answer.MetricDataResults ?? [], API))
      s.Timestamps?.forEach((at, i) => {
        const value = s.Values?.[i]
        if (value !== undefined) points.set(`${s.Id} ${hourOf(at.toISOString())}`, value)
      })
    NextToken = answer.NextToken
  } while (NextToken !== undefined && NextToken !== '')
  return points
}

const hourOf = (at: Instant): Instant => `${at.slice(0, 13)}:00:00.000Z`

/** Whole hours that are over since the change, at most the last day of them. */
function hoursSince(executed_at: Instant, now: Instant): Instant[] {
  const hours: Instant[] = []
  for (let at = addHours(hourOf(executed_at), 1); addHours(at, 1) <= now; at = addHours(at, 1)) hours.push(at)
  return hours.slice(-AFTER_HOURS)
}

/** The same hours of the days before the change, never after it. */
function baselineHours(after: readonly Instant[], executed_at: Instant): Instant[] {
  const first = addHours(executed_at, -BASELINE_DAYS * HOURS_PER_DAY)
  return after.flatMap((hour) => {
    const found: Instant[] = []
    for (let at = addHours(hour, -HOURS_PER_DAY); at >= first; at = addHours(at, -HOURS_PER_DAY)) if (at < hourOf(executed_at)) found.push(at)
    return found
  })
}
