import type { SignalSeries, Stretch } from '@/lib/verification/signal-points'
import type { DriverSettings } from '@/schemas/connectors'
import type { Place } from '../cloud/call'
import type { AwsClients } from '../cloud/real/aws-clients'
import { readPoints } from './read-points'
import type { Watched } from './watched'

// A measure that has fewer of the points before the run is written less often than every five minutes.
const LEAST_WRITTEN_RATIO = 0.7

/** The measure of the business that a tenant names. One that is written too seldom for points of five minutes is no signal of them. */
export async function driverSeries(d: DriverSettings, clients: (place: Place) => Promise<AwsClients>, stretches: readonly Stretch[]): Promise<SignalSeries[]> {
  const { metrics } = await clients({ account_id: d.account_id, region_id: d.region_id })
  const metric = { Namespace: d.namespace, MetricName: d.metric, Stat: d.stat, dimensions: d.dimensions }
  const watched: Watched = {
    signal: `business_driver ${d.name}`,
    kind: 'throughput',
    unit: d.unit,
    metrics: [metric],
    pointOf: ([value = null]) => value,
    isSignal: ({ before, due_before }) => before.length >= LEAST_WRITTEN_RATIO * due_before,
  }
  return (await readPoints(metrics, [watched], stretches)).map((series) => ({ ...series, is_business: true }))
}
