import { formatReading } from '@/lib/kernel/format'
import { mad, median, round6 } from '@/lib/kernel/stats'
import type { HealthSignal, HealthStatus } from '@/schemas/verification'

/** Margins per kind of signal: the change that matters, as a share of the value before and as an absolute amount in the signal's unit. */
const MARGINS = {
  error_rate_pct: { ratio: 0.25, absolute: 0.2 },
  latency_p95_ms: { ratio: 0.2, absolute: 25 },
  saturation_pct: { ratio: 0.2, absolute: 10 },
  /** Things of which there may be none more than before: restarts, pending pods, alarms. */
  trouble_count: { ratio: 0, absolute: 0 },
  /** Things of which there may be none fewer than before: healthy targets, running instances that must run. */
  healthy_count: { ratio: 0, absolute: 0 },
  /** Business measures, where less is bad: requests, orders, jobs done. */
  throughput: { ratio: 0.2, absolute: 0 },
} as const
export type SignalKind = keyof typeof MARGINS
const LESS_IS_BAD: readonly SignalKind[] = ['healthy_count', 'throughput']

/** Values of one signal at the same hours before and after a change; null where a point could not be read. `after` is in order of time. */
export type SignalReading = { signal: string; kind: SignalKind; unit: string; before: readonly (number | null)[]; after: readonly (number | null)[] }

const MIN_BEFORE_POINTS = 6
const MAX_MISSING_RATIO = 0.3
// One bad point is noise.
const POINTS_IN_A_ROW = 2
const MAD_TO_SD = 1.4826

/** Whether one signal got worse by more than its own noise and more than matters. Too few points on either side is `unknown`, never `ok`. */
export function compareSignal({ signal, kind, unit, before, after }: SignalReading): HealthSignal {
  const [was, is] = [before.filter((x) => x !== null), after.filter((x) => x !== null)]
  const [m0, m1] = [was.length === 0 ? null : round6(median(was)), is.length === 0 ? null : round6(median(is))]
  const shown = { signal, unit, before: m0, after: m1 }
  if (m0 === null || m1 === null || was.length < MIN_BEFORE_POINTS || isMissing(before) || isMissing(after))
    return {
      ...shown,
      status: 'unknown',
      threshold: 'not known',
      detail: `not known: ${was.length} of ${before.length} points before and ${is.length} of ${after.length} after could be read`,
    }
  const worse = LESS_IS_BAD.includes(kind) ? (x: number) => m0 - x : (x: number) => x - m0
  const margin = round6(Math.max(3 * MAD_TO_SD * mad(was), MARGINS[kind].ratio * Math.abs(m0), MARGINS[kind].absolute))
  const run = longestRun(after, (x) => round6(worse(x)) > margin)
  const is_degraded = run >= Math.min(POINTS_IN_A_ROW, after.length)
  const threshold = `${LESS_IS_BAD.includes(kind) ? 'at least' : 'at most'} ${formatReading(LESS_IS_BAD.includes(kind) ? m0 - margin : m0 + margin, unit)}`
  return {
    ...shown,
    status: is_degraded ? 'degraded' : 'ok',
    threshold,
    detail: is_degraded ? `${run} points in a row beyond the threshold` : 'within the threshold',
  }
}

/** All signals together: one degraded signal is enough; no signal at all, or one unknown, is unknown. */
export function overallHealth(signals: readonly HealthSignal[]): HealthStatus {
  if (signals.some((s) => s.status === 'degraded')) return 'degraded'
  return signals.length > 0 && signals.every((s) => s.status === 'ok') ? 'ok' : 'unknown'
}

const isMissing = (points: readonly (number | null)[]): boolean => points.filter((x) => x === null).length > MAX_MISSING_RATIO * points.length

function longestRun(points: readonly (number | null)[], isBad: (x: number) => boolean): number {
  let longest = 0
  let run = 0
  for (const x of points) {
    run = x !== null && isBad(x) ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
