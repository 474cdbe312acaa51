import { makeRandom } from '@/lib/kernel/random'
import { clamp, round6 } from '@/lib/kernel/stats'
import { dayOf, weekday } from '@/lib/kernel/time'
import type { SignalKind } from '@/lib/verification/compare-signal'
import type { SimulatedEvent } from '@/schemas/simulation'
import type { Instant } from '@/schemas/time'
import type { SimulatedInstance, SimulatedVolume } from '../connectors/cloud/simulation/estate'
import { accountAt } from '../connectors/cloud/simulation/simulated-account'
import type { AccountName } from './accounts'
import { accountNameOf, ESTATE } from './estate'

/** The service of an account that people would miss first, and what of it can be measured. */
export const DEPENDENTS: Readonly<Record<AccountName, string>> = {
  'northlight-root': 'audit-trail',
  'storefront-prod': 'web',
  'data-platform': 'query-api',
  'ml-research': 'model-endpoint',
  'payments-prod': 'payments-api',
  'lumen-dev': 'lumen-api',
  'shared-services': 'artifact-proxy',
  'analytics-stage': 'dashboards',
}
// Instances that carry the dependent service of their account, by the name before the number. Stopping any other hurts nobody.
const CARRIES = new Set(['web', 'checkout-api', 'query-node', 'label-worker', 'ledger-batch', 'card-vault', 'lumen-api', 'artifact-proxy', 'stage-worker'])

// By account, once: a baseline asks for them a thousand times.
const CARRIERS = new Map(
  [...new Set(ESTATE.instances.map((i) => i.account_id))].map((id) => [id, ESTATE.instances.filter((i) => i.account_id === id && CARRIES.has(nameOf(i)))]),
)

export const DEMO_SIGNALS = {
  dependent_error_rate: { kind: 'error_rate_pct', unit: '%' },
  dependent_latency_p95: { kind: 'latency_p95_ms', unit: 'ms' },
  dependent_healthy_targets: { kind: 'healthy_count', unit: 'targets' },
  cpu: { kind: 'saturation_pct', unit: '%' },
  network: { kind: 'throughput', unit: 'MB/h' },
  status_check_failed: { kind: 'trouble_count', unit: 'checks' },
  volume_latency_p95: { kind: 'latency_p95_ms', unit: 'ms' },
  volume_busy: { kind: 'saturation_pct', unit: '%' },
} as const satisfies Record<string, { kind: SignalKind; unit: string }>
export type DemoSignal = keyof typeof DEMO_SIGNALS

const DEPENDENT_SIGNALS = ['dependent_error_rate', 'dependent_latency_p95', 'dependent_healthy_targets'] as const

/** Signals that say whether a change to a resource hurt anything. None for log groups: nothing measures them, so their health is not known. */
export function healthSignalsOf(arn: string): readonly DemoSignal[] {
  if (ESTATE.instances.some((i) => i.arn === arn)) return DEPENDENT_SIGNALS
  return ESTATE.volumes.some((v) => v.arn === arn) ? [...DEPENDENT_SIGNALS, 'volume_latency_p95', 'volume_busy'] : []
}

export type SignalRequest = { seed: number; arn: string; signal: DemoSignal; events: readonly SimulatedEvent[] }

/** What was reported in the five minutes from each of these instants. */
export function signalPoints(request: SignalRequest, instants: readonly Instant[]): { at: Instant; value: number }[] {
  const read = readerOf(request)
  const points: { at: Instant; value: number }[] = []
  for (const at of instants) {
    const value = read(at)
    if (value !== null) points.push({ at, value })
  }
  return points
}

/** One signal of one resource in the five minutes from `at`, as the events left it. Null where it reported nothing: it is stopped, not there yet, or not measured. */
export const signalAt = (request: SignalRequest, at: Instant): number | null => readerOf(request)(at)

function readerOf(request: SignalRequest): (at: Instant) => number | null {
  const instance = ESTATE.instances.find((i) => i.arn === request.arn)
  const volume = ESTATE.volumes.find((v) => v.arn === request.arn)
  const owner = instance ?? volume
  if (owner !== undefined && request.signal.startsWith('dependent_')) return dependentReader(owner.account_id, request)
  const varied = variation(request)
  if (instance !== undefined) return (at) => instanceSignal(instance, request, varied, at)
  return volume === undefined ? () => null : (at) => volumeSignal(volume, request, varied, at)
}

function instanceSignal(instance: SimulatedInstance, request: SignalRequest, varied: Varied, at: Instant): number | null {
  const now = accountAt({ instances: [instance], volumes: [], log_groups: [] }, request.events, at).instances.get(instance.arn)
  if (now?.state !== 'running') return null
  if (request.signal === 'status_check_failed') return 0
  // The 95th percentile is 1.6 times the mean here: most hours are quieter than the busiest ones.
  if (request.signal === 'cpu') return now.cpu_p95_pct === null ? null : varied(at, now.cpu_p95_pct / 1.6, 100)
  return request.signal === 'network' && now.network_mb_per_hour !== null ? varied(at, now.network_mb_per_hour) : null
}

function volumeSignal(volume: SimulatedVolume, request: SignalRequest, varied: Varied, at: Instant): number | null {
  const now = accountAt({ instances: [], volumes: [volume], log_groups: [] }, request.events, at).volumes.get(volume.arn)
  if (now === undefined || now.state !== 'in-use') return null
  // It needs a third of the operations that its first type gave it; below that it queues.
  const needed = (volume.iops ?? 500) / 3
  const load = needed / Math.max(1, now.iops ?? needed * 2)
  if (request.signal === 'volume_latency_p95') return varied(at, load > 1 ? 4 * load * 20 : now.volume_type === 'gp3' ? 3.6 : 4)
  return request.signal === 'volume_busy' ? varied(at, 100 * Math.min(1, load) * 0.6, 100) : null
}

/** What people would miss of an account, as what carries it runs. */
function dependentReader(account_id: string, request: SignalRequest): (at: Instant) => number | null {
  const all = CARRIERS.get(account_id) ?? []
  // The account is only made where something happened to one of them: a baseline asks about thousands of points.
  const is_untouched = !request.events.some((event) => all.some((i) => i.arn === event.arn))
  const varied = variation({ ...request, arn: DEPENDENTS[accountNameOf(account_id)] })
  return (at) => {
    const carriers = is_untouched ? all : [...accountAt({ instances: all, volumes: [], log_groups: [] }, request.events, at).instances.values()]
    let [there, healthy] = [0, 0]
    for (const { launched_at, state } of carriers) {
      if (launched_at > at) continue
      there += 1
      if (state === 'running') healthy += 1
    }
    const missing = there === 0 ? 0 : 1 - healthy / there
    if (request.signal === 'dependent_healthy_targets') return Math.max(healthy, there === 0 ? 2 : 0)
    if (request.signal === 'dependent_error_rate') return varied(at, 0.35 + 24 * missing, 100)
    return varied(at, 84 * (1 + 1.5 * missing))
  }
}

function nameOf(i: SimulatedInstance): string {
  return (i.tags['Name'] ?? '').replace(/-\d+$/, '')
}

type Varied = (at: Instant, mean: number, most?: number) => number
const POINTS_AN_HOUR = 12

/** Values of one signal around their means: busier in the afternoon, quieter at weekends, with a few percent of noise of its own for every five minutes. A series asks for the points of an hour one after another. */
function variation({ seed, arn, signal }: SignalRequest): Varied {
  let [hour, daily, weekly, noise] = ['', 1, 1, [] as number[]]
  return (at, mean, most = Number.POSITIVE_INFINITY) => {
    if (hour === '' || !at.startsWith(hour)) {
      hour = at.slice(0, 13)
      daily = 1 + 0.12 * (1 - Math.abs(Number(at.slice(11, 13)) - 14) / 7)
      weekly = weekday(dayOf(at)) >= 5 ? 0.93 : 1
      const random = makeRandom(seed, `signal:${signal}:${arn}:${hour}`)
      noise = Array.from({ length: POINTS_AN_HOUR }, () => 1 + 0.03 * clamp(random.normal(), -3, 3))
    }
    return round6(clamp(mean * daily * weekly * (noise[Math.floor(Number(at.slice(14, 16)) / 5)] ?? 1), 0, most))
  }
}
