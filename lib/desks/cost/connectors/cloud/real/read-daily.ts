import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { addDays, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'
import { WireMetric } from '../wire'
import { parseAnswer, toFault } from './aws-classify'

const DAY_SEC = 86_400
// CloudWatch takes 500 queries at once.
const QUERIES_PER_CALL = 400
// Answers that hold no points although there may be some.
const UNREAD = ['InternalError', 'Forbidden']

export type DailyQuery = { key: string; Namespace: string; MetricName: string; Stat: string; dimensions: { Name: string; Value: string }[] }

/**
 * Daily points of each query, the latest first, over so many whole days and today until now: what was in use this morning is not idle. A query without points has an
 * empty list, which is not zero. Throws Fault `provider_down` when CloudWatch says that it could not read one of them.
 */
export async function readDaily(client: CloudWatchClient, queries: readonly DailyQuery[], days: number, now: Instant): Promise<Map<string, number[]>> {
  const end = dayOf(now)
  const window = { StartTime: new Date(startOfDay(addDays(end, -days))), EndTime: new Date(now) }
  const points = new Map<string, number[]>(queries.map((q) => [q.key, []]))
  for (let at = 0; at < queries.length; at += QUERIES_PER_CALL) {
    const some = queries.slice(at, at + QUERIES_PER_CALL)
    const MetricDataQueries = some.map(({ Namespace, MetricName, Stat, dimensions }, n) => ({
      Id: `q${n}`,
      MetricStat: { Metric: { Namespace, MetricName, Dimensions: dimensions }, Period: DAY_SEC, Stat },
    }))
    let NextToken: string | undefined
    do {
      const answer = await client
        .send(new GetMetricDataCommand({ ...window, ScanBy: 'TimestampDescending', MetricDataQueries, ...(NextToken === undefined ? {} : { NextToken }) }))
        .catch((error: unknown) => {
          throw toFault(error, 'cloudwatch:GetMetricData')
        })
      for (const metric of parseAnswer(z.array(WireMetric), answer.MetricDataResults ?? [], 'cloudwatch:GetMetricData')) {
        const key = some[Number(metric.Id.slice(1))]?.key
        if (UNREAD.includes(metric.StatusCode ?? ''))
          throw new Fault('provider_down', `cloudwatch:GetMetricData could not read ${key ?? metric.Id} (${metric.StatusCode}): try again in a minute`, {
            api: 'cloudwatch:GetMetricData',
          })
        if (key !== undefined) points.set(key, [...(points.get(key) ?? []), ...(metric.Values ?? [])])
      }
      NextToken = answer.NextToken
    } while (NextToken !== undefined && NextToken !== '')
  }
  return points
}

/** The points when there is one for each of so many days, else none: the most of what is known may not be the most. */
export const whole = (values: readonly number[] | undefined, days: number): readonly number[] | undefined =>
  values === undefined || values.length < days ? undefined : values
export const most = (values: readonly number[] | undefined): number | null => (values === undefined || values.length === 0 ? null : Math.max(...values))
export const least = (values: readonly number[] | undefined): number | null => (values === undefined || values.length === 0 ? null : Math.min(...values))
