import type { Instant } from '@/schemas/time'
import type { Balanced } from './target-groups'
import type { Metric, Name, Told, Watched } from './watched'

/** What an action means to take out of a target group at a moment since the run, and whether it may take out all. */
export type TakenOut = { at(instant: Instant): number; may_be_all: boolean; isOff(instant: Instant): boolean }
export const NOTHING_TAKEN_OUT: TakenOut = { at: () => 0, may_be_all: false, isOff: () => false }

const NAMESPACES: Record<string, string> = { app: 'AWS/ApplicationELB', net: 'AWS/NetworkELB', gwy: 'AWS/GatewayELB' }

/** "app/shop/0123" and "targetgroup/web/4567": what metrics and alarms call them. */
const balancerName = (arn: string): string => /:loadbalancer\/(.+)$/.exec(arn)?.[1] ?? ''
const groupName = (arn: string): string => /:(targetgroup\/.+)$/.exec(arn)?.[1] ?? ''
const shortName = (name: string): string => name.split('/').at(-2) ?? name
const namespaceOf = (balancer: string): string => NAMESPACES[balancer.split('/')[0] ?? ''] ?? ''

/** What tells whether those that a target group serves are served: as many healthy targets as before and as fast, and no more errors of its load balancers. */
export const balancedSignals = ({ arn, balancers }: Balanced, taken: TakenOut): Watched[] =>
  balancers.map(balancerName).flatMap((balancer) => {
    const dimensions = { TargetGroup: groupName(arn), LoadBalancer: balancer }
    const of = `${shortName(groupName(arn))} behind ${shortName(balancer)}`
    const metric = (MetricName: string, Stat: string): Metric => ({ Namespace: namespaceOf(balancer), MetricName, Stat, dimensions })
    const healthy: Watched = {
      signal: `healthy_targets of ${of}`,
      kind: 'healthy_count',
      unit: 'targets',
      metrics: [metric('HealthyHostCount', 'Minimum')],
      // What was taken out as it was approved is counted as if it were there; but whoever is served needs one that is.
      pointOf: ([count = null], at) => (count === null ? null : count > 0 || taken.may_be_all ? count + taken.at(at) : 0),
    }
    if (!balancer.startsWith('app/')) return [healthy]
    const latency: Watched = {
      signal: `latency_p95 of ${of}`,
      kind: 'latency_p95_ms',
      unit: 'ms',
      metrics: [metric('TargetResponseTime', 'p95')],
      pointOf: ([seconds = null]) => (seconds === null ? null : seconds * 1000),
      isSignal: isUsed,
    }
    return [healthy, ...(taken.may_be_all ? [] : [latency]), errorsOf(balancer, taken)]
  })

/**
 * Errors of a load balancer, of its own and of its targets. Errors are written only when there are some, and requests for which no target was found are
 * counted among its own errors alone. No request at all is not known, but for what is off on purpose, where nobody asked.
 */
export function errorsOf(balancer: string, { isOff }: Pick<TakenOut, 'isOff'> = NOTHING_TAKEN_OUT): Watched {
  const metric = (MetricName: string): Metric => ({ Namespace: namespaceOf(balancer), MetricName, Stat: 'Sum', dimensions: { LoadBalancer: balancer } })
  return {
    signal: `error_rate of ${shortName(balancer)}`,
    kind: 'error_rate_pct',
    unit: '%',
    metrics: [metric('RequestCount'), metric('HTTPCode_Target_5XX_Count'), metric('HTTPCode_ELB_5XX_Count')],
    pointOf([requests = null, theirs = null, own = null], at) {
      const of = (requests ?? 0) + (own ?? 0)
      if (of > 0) return Math.min(100, (100 * ((theirs ?? 0) + (own ?? 0))) / of)
      return isOff(at) ? 0 : null
    },
    isSignal: isUsed,
  }
}

/** A load balancer that nobody sends requests has neither latency nor errors. */
const isUsed = ({ before, since }: Told): boolean => before.length > 0 || since.some((x) => x > 0)

/** The dimensions by which alarms name a target group and its load balancers. */
export const balancedNames = ({ arn, balancers }: Balanced): Name[] => [
  { Name: 'TargetGroup', Value: groupName(arn) },
  ...balancers.map((b) => ({ Name: 'LoadBalancer', Value: balancerName(b) })),
]
