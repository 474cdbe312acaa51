import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import { dayOf, startOfDay } from '@/lib/kernel/time'
import type { DriverSettings } from '@/schemas/connectors'
import type { Place } from '../cloud/call'
import { parseAnswer, toFault } from '../cloud/real/aws-classify'
import type { AwsClients } from '../cloud/real/aws-clients'
import type { DriverPort } from './port'

const API = 'cloudwatch:GetMetricData'
const DAY_SEC = 86_400
const WireResult = z.looseObject({
  StatusCode: z.string().optional(),
  Timestamps: z.array(z.date()).optional(),
  Values: z.array(z.number()).optional(),
})

/** One CloudWatch metric by day. An answer that is marked partial is evidence that is incomplete. */
export const cloudWatchDriver = (s: DriverSettings, clients: (place: Place) => Promise<AwsClients>): DriverPort => ({
  connector: 'cloudwatch',
  name: s.name,
  unit: s.unit,
  async daily(window) {
    const client = (await clients({ account_id: s.account_id, region_id: s.region_id })).read(CloudWatchClient)
    const Dimensions = Object.entries(s.dimensions).map(([Name, Value]) => ({ Name, Value }))
    const values = new Map<string, number>()
    let is_partial = false
    let NextToken: string | undefined
    do {
      const answer = await client
        .send(
          new GetMetricDataCommand({
            StartTime: new Date(startOfDay(window.start)),
            EndTime: new Date(startOfDay(window.end)),
            ScanBy: 'TimestampAscending',
            MetricDataQueries: [
              { Id: 'd', MetricStat: { Metric: { Namespace: s.namespace, MetricName: s.metric, Dimensions }, Period: DAY_SEC, Stat: s.stat } },
            ],
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        )
        .catch((error: unknown) => {
          throw toFault(error, API)
        })
      for (const r of parseAnswer(z.array(WireResult), answer.MetricDataResults ?? [], API)) {
        // Between pages the status is PartialData as well; only the last page's word counts.
        is_partial = r.StatusCode !== undefined && r.StatusCode !== 'Complete'
        r.Timestamps?.forEach((at, i) => {
          const value = r.Values?.[i]
          if (value !== undefined && value >= 0) values.set(dayOf(at.toISOString()), value)
        })
      }
      NextToken = answer.NextToken
    } while (NextToken !== undefined && NextToken !== '')
    const days = [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, value]) => ({ day, value }))
    return { days, gaps: is_partial ? ['the metrics service gave only a part of the values'] : [] }
  },
})
