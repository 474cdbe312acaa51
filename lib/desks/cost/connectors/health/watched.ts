import type { SignalKind } from '@/lib/verification/compare-signal'
import type { SignalSeries } from '@/lib/verification/signal-points'
import type { Instant } from '@/schemas/time'

/** One metric of CloudWatch. */
export type Metric = { Namespace: string; MetricName: string; Stat: string; dimensions: Readonly<Record<string, string>> }
type Read = number | null

/** A signal that metrics tell: what a point of five minutes is, from what each of them said then. */
export type Watched = {
  signal: string
  kind: SignalKind
  unit: string
  metrics: readonly Metric[]
  pointOf(read: readonly Read[], at: Instant): Read
  /** Whether it says anything here; absent: always. */
  isSignal?(told: Told): boolean
}

/** What it said before the run and since, and how many points it should have said in the weeks before in which it said any. */
export type Told = { before: readonly number[]; since: readonly number[]; due_before: number }

/** What can be asked about one target. */
export type Look = {
  label: string
  watched: readonly Watched[]
  /** What other calls than those for metrics told. */
  series: readonly SignalSeries[]
  /** The dimensions by which alarms name the target, which is the first, and what depends on it. */
  names: readonly Name[]
  /** Why nothing is told of it; said only where that is so. */
  silence: string
}
export type Name = { Name: string; Value: string }

const toMs = (seconds: Read): Read => (seconds === null ? null : seconds * 1000)
const first = ([x = null]: readonly Read[]): Read => x

// Above this share a processor has no room left. Smaller machines are busier than larger ones, so what it was before is no measure.
const FULL_PCT = 80

type About = { of: string; Namespace: string; dimensions: Metric['dimensions'] }
const one = ({ Namespace, dimensions }: About, MetricName: string, Stat: string): Metric => ({ Namespace, MetricName, Stat, dimensions })

const processorOf = (x: About): Watched => ({
  signal: `cpu_beyond_${FULL_PCT}_pct of ${x.of}`,
  kind: 'saturation_pct',
  unit: '%',
  metrics: [one(x, 'CPUUtilization', 'Average')],
  pointOf: ([cpu = null]) => (cpu === null ? null : Math.max(0, cpu - FULL_PCT)),
})

const checksOf = (x: About): Watched => ({
  signal: `failed_status_checks of ${x.of}`,
  kind: 'trouble_count',
  unit: 'failed checks',
  metrics: [one(x, 'StatusCheckFailed', 'Maximum')],
  pointOf: first,
})

/** What machines tell about themselves, one or a group of them. */
export const machineSignals = (x: About): Watched[] => [checksOf(x), processorOf(x)]

/** What a database tells about itself. A connection less is no harm; none at all is, where somebody always was connected. */
export const databaseSignals = (x: About): Watched[] => [
  processorOf(x),
  latencyOf(x, 'read_latency_mean', 'ReadLatency'),
  latencyOf(x, 'write_latency_mean', 'WriteLatency'),
  {
    signal: `is_connected_to of ${x.of}`,
    kind: 'healthy_count',
    unit: '',
    metrics: [one(x, 'DatabaseConnections', 'Maximum')],
    pointOf: ([connections = null]) => (connections === null ? null : Math.min(1, connections)),
    isSignal: ({ before }) => before.every((connected) => connected > 0),
  },
]

const latencyOf = (x: About, signal: string, MetricName: string): Watched => ({
  signal: `${signal} of ${x.of}`,
  kind: 'latency_p95_ms',
  unit: 'ms',
  metrics: [one(x, MetricName, 'Average')],
  pointOf: ([seconds = null]) => toMs(seconds),
})

/** A queue is saturation that no percent tells: ten operations more that wait are what matters. */
export const queueOf = (volume_id: string): Watched => ({
  signal: `volume_queue_length of ${volume_id}`,
  kind: 'saturation_pct',
  unit: 'waiting operations',
  metrics: [{ Namespace: 'AWS/EBS', MetricName: 'VolumeQueueLength', Stat: 'Average', dimensions: { VolumeId: volume_id } }],
  pointOf: first,
})

export const logEventsOf = (name: string): Watched => ({
  signal: `incoming_log_events of ${name}`,
  kind: 'throughput',
  unit: 'events',
  metrics: [{ Namespace: 'AWS/Logs', MetricName: 'IncomingLogEvents', Stat: 'Sum', dimensions: { LogGroupName: name } }],
  pointOf: first,
})

/** Both errors are counted as shares of all requests, as S3 gives them. */
export function bucketSignals(bucket: string, FilterId: string): Watched[] {
  const metric = (MetricName: string, Stat: string): Metric => ({ Namespace: 'AWS/S3', MetricName, Stat, dimensions: { BucketName: bucket, FilterId } })
  return [
    {
      signal: `bucket_errors of ${bucket}`,
      kind: 'error_rate_pct',
      unit: '%',
      metrics: [metric('4xxErrors', 'Average'), metric('5xxErrors', 'Average')],
      pointOf: ([theirs = null, ours = null]) => (theirs === null && ours === null ? null : 100 * ((theirs ?? 0) + (ours ?? 0))),
    },
    {
      signal: `first_byte_latency_p95 of ${bucket}`,
      kind: 'latency_p95_ms',
      unit: 'ms',
      metrics: [metric('FirstByteLatency', 'p95')],
      pointOf: first,
    },
  ]
}
