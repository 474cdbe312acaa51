import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import { instantsOf, POINT_MS, type SignalSeries, type Stretch } from '@/lib/verification/signal-points'
import { parseAnswer, toFault } from '../cloud/real/aws-classify'
import { sinceOf } from './counted-up'
import type { Metric, Told, Watched } from './watched'

const API = 'cloudwatch:GetMetricData'
// CloudWatch takes 500 metrics at once and gives this many points on a page: each call asks for no more than one page holds, so no metric is paid for twice.
const METRICS_PER_CALL = 300
const POINTS_PER_PAGE = 100_800
// Answers that hold no points although there may be some.
const UNREAD = ['InternalError', 'Forbidden']

const WireSeries = z.looseObject({
  Id: z.string(),
  StatusCode: z.string().nullish(),
  Timestamps: z.array(z.date()).nullish(),
  Values: z.array(z.number()).nullish(),
})
type Points = Map<string, Map<string, number>>

const keyOf = (m: Metric): string => JSON.stringify([m.Namespace, m.MetricName, m.Stat, Object.entries(m.dimensions).sort()])

/** All signals of what is watched, read together: each metric once for each stretch. What is no signal here is left out. */
export async function readPoints(client: CloudWatchClient, watched: readonly Watched[], stretches: readonly Stretch[]): Promise<SignalSeries[]> {
  const metrics = [...new Map(watched.flatMap((w) => w.metrics).map((m) => [keyOf(m), m]))]
  const points: Points = new Map(metrics.map(([key]) => [key, new Map()]))
  await Promise.all(
    stretches.map(async (stretch) => {
      const at_once = Math.max(1, Math.min(METRICS_PER_CALL, Math.floor(POINTS_PER_PAGE / instantsOf([stretch]).length)))
      for (let at = 0; at < metrics.length; at += at_once) await readStretch(client, metrics.slice(at, at + at_once), stretch, points)
    }),
  )
  return watched.flatMap((w) => {
    const series = seriesOf(w, points, stretches)
    return w.isSignal?.(toldBy(series, stretches)) === false ? [] : [series]
  })
}

function seriesOf({ signal, kind, unit, metrics, pointOf }: Watched, points: Points, stretches: readonly Stretch[]): SignalSeries {
  const read = metrics.map((m) => points.get(keyOf(m)))
  const told = instantsOf(stretches).flatMap((at) => {
    const value = pointOf(
      read.map((values) => values?.get(at) ?? null),
      at,
    )
    return value === null ? [] : [{ at, value }]
  })
  return { signal, kind, unit, points: told }
}

function toldBy({ points }: SignalSeries, stretches: readonly Stretch[]): Told {
  const { start } = sinceOf(stretches)
  const values = (isIn: (at: string) => boolean) => points.filter((p) => isIn(p.at)).map((p) => p.value)
  const spoken = stretches.filter((s) => s.start < start && points.some((p) => p.at >= s.start && p.at < s.end))
  return { before: values((at) => at < start), since: values((at) => at >= start), due_before: instantsOf(spoken).length }
}

async function readStretch(client: CloudWatchClient, metrics: readonly (readonly [string, Metric])[], { start, end }: Stretch, points: Points): Promise<void> {
  const MetricDataQueries = metrics.map(([, { Namespace, MetricName, Stat, dimensions }], n) => ({
    Id: `q${n}`,
    MetricStat: {
      Metric: { Namespace, MetricName, Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })) },
      Period: POINT_MS / 1000,
      Stat,
    },
  }))
  const window = { StartTime: new Date(start), EndTime: new Date(end) }
  let NextToken: string | undefined
  do {
    const input = { ...window, MetricDataQueries, ...(NextToken === undefined ? {} : { NextToken }) }
    const answer = await client.send(new GetMetricDataCommand(input)).catch((error: unknown) => {
      throw toFault(error, API)
    })
    for (const s of parseAnswer(z.array(WireSeries), answer.MetricDataResults ?? [], API)) {
      const [key, metric] = metrics[Number(s.Id.slice(1))] ?? []
      if (UNREAD.includes(s.StatusCode ?? ''))
        throw new Fault('provider_down', `${API} could not read ${metric?.MetricName ?? s.Id} (${s.StatusCode}): try again in a minute`, { api: API })
      s.Timestamps?.forEach((at, i) => {
        const value = s.Values?.[i]
        if (value !== undefined) points.get(key ?? '')?.set(at.toISOString(), value)
      })
    }
    NextToken = answer.NextToken
  } while (NextToken !== undefined && NextToken !== '')
}
