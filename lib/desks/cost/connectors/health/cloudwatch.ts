import type { SignalSeries, Stretch } from '@/lib/verification/signal-points'
import type { PlanAction } from '@/schemas/action'
import type { DriverSettings } from '@/schemas/connectors'
import type { Place } from '../cloud/call'
import type { AwsClients } from '../cloud/real/aws-clients'
import { type Cluster, clusterApi } from '../cloud/real/cluster-api'
import { type Alarm, alarmSeries, alarmsAbout, listAlarms, ringingName } from './alarms'
import { type Asking, offOf } from './asking'
import { driverSeries } from './driver-series'
import { lookAtTargets } from './look-at-targets'
import { once } from './once'
import type { HealthPort } from './port'
import { readPoints } from './read-points'
import { targetGroupsIn } from './target-groups'
import type { Look, Watched } from './watched'

// Each costs 0.01 USD per 1,000 for each stretch, of which a check has three: at most half a cent an action.
const MOST_METRICS = 150
const CLUSTER_TIMEOUT_MS = 20_000

export type HealthSources = {
  clients: (place: Place) => Promise<AwsClients>
  clusters: Readonly<Record<string, Cluster>>
  /** A measure of the business that a tenant names; null where none is named. */
  driver: DriverSettings | null
  time_zone?: string
}

/**
 * What the provider says of the changed resources and of what depends on them: metrics, alarms and what else can be asked without changing anything. A target of
 * which nothing can be asked is told with the reason and without a point, which is unknown.
 */
export function cloudWatchHealth({ clients, clusters, driver, time_zone = 'UTC' }: HealthSources): HealthPort {
  const alarmsIn = once(async (place: Place) => listAlarms((await clients(place)).metrics))
  const groupsIn = once(async (place: Place) => targetGroupsIn(await clients(place)))
  const businessIn = once(async (stretches: readonly Stretch[]) => (driver === null ? [] : driverSeries(driver, clients, stretches)))
  return {
    connector: 'cloudwatch',
    time_zone,
    async signals(action, stretches, executed_at) {
      const place = { account_id: action.account_id, region_id: action.region_id }
      const asking: Asking = {
        action,
        stretches,
        executed_at,
        clients: () => clients(place),
        targetGroups: () => groupsIn(place),
        clusters: clusterApi(clusters, CLUSTER_TIMEOUT_MS),
        off: offOf(action, stretches),
      }
      if (stretches.length === 0) return [tooEarly(action)]
      const looks = await lookAtTargets(asking)
      const [ringing, measured, business] = await Promise.all([
        ringingOf(looks, asking, () => alarmsIn(place)),
        measuredOf(looks, asking),
        businessIn(stretches),
      ])
      const silent = looks.filter((look) => business.length === 0 && !isTold(look, ringing)).map(silenceOf)
      return [...new Map([...measured, ...looks.flatMap((look) => look.series), ...ringing, ...business, ...silent].map((s) => [s.signal, s])).values()]
    },
  }
}

async function ringingOf(looks: readonly Look[], asking: Asking, list: () => Promise<Alarm[]>): Promise<SignalSeries[]> {
  const named = looks.filter((look) => look.names.length > 0)
  if (named.length === 0) return []
  const [{ metrics }, alarms] = await Promise.all([asking.clients(), list()])
  return (await Promise.all(named.map((look) => alarmSeries(metrics, look, alarmsAbout(look, alarms), asking)))).flat()
}

async function measuredOf(looks: readonly Look[], { clients, stretches }: Asking): Promise<SignalSeries[]> {
  const watched = [...new Map(looks.flatMap((look) => look.watched).map((w) => [w.signal, w])).values()]
  if (watched.length === 0) return []
  const { some, left_out } = affordable(watched)
  const told = await readPoints((await clients()).metrics, some, stretches)
  const rest: SignalSeries = {
    signal: `${left_out.length} more signals, which are too many to ask: ${left_out[0]?.signal} and others`,
    kind: 'trouble_count',
    unit: '',
    points: [],
  }
  return left_out.length === 0 ? told : [...told, rest]
}

/** As many signals as their metrics may be paid for, in the order in which they stand. */
function affordable(watched: readonly Watched[]): { some: Watched[]; left_out: Watched[] } {
  let metrics = 0
  const some = watched.filter((w) => {
    metrics += w.metrics.length
    return metrics <= MOST_METRICS
  })
  return { some, left_out: watched.slice(some.length) }
}

const isTold = ({ watched, series, label }: Look, ringing: readonly SignalSeries[]): boolean =>
  watched.length > 0 || series.length > 0 || ringing.some((s) => s.signal === ringingName(label))

const silenceOf = ({ label, silence }: Look): SignalSeries => ({ signal: `health of ${label}: ${silence}`, kind: 'trouble_count', unit: '', points: [] })

const tooEarly = ({ title }: PlanAction): SignalSeries => ({ signal: `health after ${title}`, kind: 'trouble_count', unit: '', points: [] })
