import { formatCount, formatReading } from '@/lib/kernel/format'
import { atPlace, median, round6 } from '@/lib/kernel/stats'
import type { HealthSignal, HealthStatus } from '@/schemas/verification'
import { DAY_POINTS, daysOf, longestRow, mostInAnHour } from './bad-points'
import { carriedOver, deviationOf, effectiveSize, pointsOf } from './carried-over'
import { medianBoundPlace } from './median-bound'

type Margin = { ratio: number; absolute: number; points_in_a_row: number }
/** Margins per kind of signal: the change that matters, as a share of the value before and as an absolute amount in the signal's unit, and for how long. One bad point is noise. */
const MARGINS = {
  error_rate_pct: { ratio: 0.25, absolute: 0.2, points_in_a_row: 2 },
  latency_p95_ms: { ratio: 0.2, absolute: 25, points_in_a_row: 2 },
  saturation_pct: { ratio: 0.2, absolute: 10, points_in_a_row: 2 },
  /** Things of which there may be none more than before for ten minutes: restarts, pending pods. */
  trouble_count: { ratio: 0, absolute: 0, points_in_a_row: 2 },
  /** Alarms that ring. One more is enough: an alarm has counted bad points of its own before it rings. */
  alarm_count: { ratio: 0, absolute: 0, points_in_a_row: 1 },
  /** Things of which there may be none fewer than before: healthy targets, running instances that must run. */
  healthy_count: { ratio: 0, absolute: 0, points_in_a_row: 2 },
  /** Business measures, where less is bad: requests, orders, jobs done. */
  throughput: { ratio: 0.2, absolute: 0, points_in_a_row: 2 },
} as const satisfies Record<string, Margin>
export type SignalKind = keyof typeof MARGINS
const LESS_IS_BAD: readonly SignalKind[] = ['healthy_count', 'throughput']

type Points = readonly (number | null)[]
/** Points of five minutes of one signal, by hours of the clock in order of time: those since the run, and those of the same weekday and hour before it. Null where a point could not be read. */
export type SignalReading = { signal: string; kind: SignalKind; unit: string; hours: readonly { before: Points; after: Points }[] }

// In the points of days chance alone makes pairs. A look long after the run minds those of the last half hour, and what was bad for most of an hour; one soon after it minds every pair.
const SOON_POINTS = 36
const LATELY_POINTS = 6
// Rows of so many bad points are looked for: the first half hour has no longer ones.
const LENGTHS = [2, 3, 4, 5] as const
const MOST_OF_AN_HOUR = 9
// Days hold more hours than one day does: before the last one it takes two points more, by which no more calm signals are called degraded than by a look at one day.
const MOST_OF_AN_EARLIER_HOUR = 11
const MIN_BEFORE_POINTS = 6
const MAX_MISSING_RATIO = 0.3
// Together 4.7 %: both medians lie within their bounds with 95 %. With them, five points after and six before are the fewest of which anything good can be said.
const AFTER_ALPHA = 1 / 32
const BEFORE_ALPHA = 1 / 64
const MIN_AFTER_POINTS = 5
const NOISE_Z = 3
// One-sided 95 %, and what the standard error of a median is of that of a mean (Kendall and Stuart, The Advanced Theory of Statistics I, 10.11).
const BOUND_Z = 1.645
const MEDIAN_SE = 1.2533

/** An hour, and what its points before the run were: their median, or null where too few of them could be read. */
type BasedHour = { before: Points; after: Points; base: number | null }
/** A point since the run: how much worse than its own hour before it is, and from what on that matters. */
type Compared = { worse_by: number; matters_from: number }
/** How much points before the run vary by themselves: one robust deviation, and how strongly a point goes with the one before it. */
type Noise = { sd: number; rho: number; residuals: readonly number[] }

/**
 * Whether one signal got worse by more than its own noise and more than matters. Each point is held against the median of its own weekday and hour. `degraded`: beyond the margin for some points in a row,
 * or for most of an hour. `ok`: on each day the upper 95 % bound of the difference of medians lies within the margin, where a point that is missing counts as the worst. Everything else is `unknown`: before there are five points it is too early.
 * The noise of two independent points in a row is three deviations. As many points as are worth more stay within less, and two that are worth fewer, because noise carries over, within more (`noiseOf`).
 */
export function compareSignal(reading: SignalReading): HealthSignal {
  const { signal, kind, unit, hours } = reading
  const based = hours.map(({ before, after }) => ({ before, after, base: baseOf(before) }))
  const { bases, residuals, values } = baselineOf(based)
  const m0 = bases.length === 0 ? null : round6(median(bases))
  const shown = { signal, unit, before: m0, after: values.length === 0 ? null : round6(median(values)) }
  const is_due = hours.some((h) => h.after.length > 0)
  if (m0 === null) return { ...shown, threshold: 'not known', ...(!is_due ? tooEarly(0) : { status: 'unknown', detail: `not known: ${noBaseline(hours)}` }) }
  const sign = LESS_IS_BAD.includes(kind) ? -1 : 1
  const { ratio, absolute, points_in_a_row } = MARGINS[kind]
  const left = pointsOf(residuals)
  const sd = deviationOf(left)
  const noise: Noise = { sd, rho: carriedOver(residuals, sd), residuals: left.map((x) => sign * x) }
  const points: (Compared | null)[] = []
  for (const { base, after } of based) {
    const matters_from = Math.max(ratio * Math.abs(base ?? 0), absolute)
    for (const x of after) points.push(x === null || base === null ? null : { worse_by: round6(sign * (x - base)), matters_from })
  }
  const { in_a_row, ...said } = verdict(points, noise, points_in_a_row)
  const margin = round6(Math.max(noiseOf(noise, in_a_row), ratio * Math.abs(m0), absolute))
  return { ...shown, threshold: `${sign < 0 ? 'at least' : 'at most'} ${formatReading(m0 + sign * margin, unit)}`, ...said }
}

/** Within what noise so many points in a row stay: three deviations of one for two independent ones, and by the root of what they are worth for others. */
const noiseOf = ({ sd, rho }: Noise, in_a_row: number): number => NOISE_Z * sd * Math.sqrt(2 / effectiveSize(Math.max(2, in_a_row), rho))

const isBeyond = ({ worse_by, matters_from }: Compared, noise: number): boolean => worse_by > round6(Math.max(noise, matters_from))

/** All signals together: one degraded signal is enough; no signal at all, or one unknown, is unknown. */
export function overallHealth(signals: readonly HealthSignal[]): HealthStatus {
  if (signals.some((s) => s.status === 'degraded')) return 'degraded'
  return signals.length > 0 && signals.every((s) => s.status === 'ok') ? 'ok' : 'unknown'
}

type Verdict = Pick<HealthSignal, 'status' | 'detail' | 'is_too_early'>

/** `in_a_row`: for how many points in a row the threshold is that decided. */
function verdict(points: readonly (Compared | null)[], noise: Noise, points_in_a_row: number): Verdict & { in_a_row: number } {
  const beyond = (some: typeof points, in_a_row: number) => {
    const within = noiseOf(noise, in_a_row)
    return some.map((p) => p !== null && isBeyond(p, within))
  }
  const soon = points_in_a_row > 1 && points.length > SOON_POINTS ? points.slice(-LATELY_POINTS) : points
  const lengths = points_in_a_row === 1 ? [1] : LENGTHS
  const in_a_row = lengths.find((n) => longestRow(beyond(soon, n)) >= n)
  if (in_a_row !== undefined) {
    const row = longestRow(beyond(soon, in_a_row))
    return { in_a_row, status: 'degraded', detail: `${formatCount(row, 'point')}${row === 1 ? '' : ' in a row'} beyond the threshold` }
  }
  return { in_a_row: points_in_a_row, ...inTheLongRun(points, beyond(points, points_in_a_row), noise, points_in_a_row) }
}

function inTheLongRun(points: readonly (Compared | null)[], bad: readonly boolean[], noise: Noise, points_in_a_row: number): Verdict {
  const [lately, earlier] = [mostInAnHour(bad.slice(-DAY_POINTS)), mostInAnHour(bad.slice(0, -DAY_POINTS))]
  if (lately >= MOST_OF_AN_HOUR || earlier >= MOST_OF_AN_EARLIER_HOUR)
    return { status: 'degraded', detail: `${Math.max(lately, earlier)} of 12 points of an hour beyond the threshold` }
  if (points.length < MIN_AFTER_POINTS) return tooEarly(points.length)
  const silent = daysOf(points).find((day) => day.filter((p) => p === null).length > MAX_MISSING_RATIO * day.length)
  if (silent !== undefined) {
    const read = silent.filter((p) => p !== null).length
    const of_a_day = silent.length < points.length ? ' of a day' : ''
    return { status: 'unknown', detail: `not known: ${read} of ${formatCount(silent.length, 'point')}${of_a_day} since the run could be compared` }
  }
  const within = `${points.filter((p, n) => p !== null && bad[n] === false).length.toLocaleString('en-US')} of ${formatCount(points.length, 'point')} within the threshold`
  if (isNoWorse(points, noise, points_in_a_row)) return { status: 'ok', detail: within }
  return { status: 'unknown', detail: `not known: ${within}, too few to be sure` }
}

/** Non-inferiority: on each day, with 95 % the median since the run is worse than the one before by no more than the margin. Calm days say nothing of another. */
function isNoWorse(points: readonly (Compared | null)[], noise: Noise, points_in_a_row: number): boolean {
  const { sd, rho, residuals } = noise
  const own = noiseOf(noise, points_in_a_row)
  const m = residuals.length
  const down = medianBoundPlace(m, BEFORE_ALPHA)
  const lower = down === null ? undefined : atPlace(residuals, m - down)
  if (lower === undefined) return false
  return daysOf(points).every((day) => {
    const n = day.length
    const up = medianBoundPlace(n, AFTER_ALPHA)
    if (up === null) return false
    const excess = day.map((p) => (p === null ? Number.POSITIVE_INFINITY : p.worse_by - round6(Math.max(own, p.matters_from))))
    const upper = atPlace(excess, up - 1)
    // The places of order statistics take points for independent. Where they are not, the bound is further away by what that adds to the error of the two medians.
    const carried = Math.sqrt(1 / effectiveSize(n, rho) + 1 / effectiveSize(m, rho)) - Math.sqrt(1 / n + 1 / m)
    return upper !== undefined && round6(upper - lower + BOUND_Z * MEDIAN_SE * sd * carried) <= 0
  })
}

/** The median before, of each point since the run that can be compared; what the points of each hour before leave over; and the points since the run themselves. */
function baselineOf(hours: readonly BasedHour[]): { bases: number[]; residuals: (number | null)[][]; values: number[] } {
  const found: ReturnType<typeof baselineOf> = { bases: [], residuals: [], values: pointsOf(hours.map((h) => h.after)) }
  for (const { before, after, base } of hours) {
    if (base === null) continue
    for (const _ of after) found.bases.push(base)
    found.residuals.push(before.map((x) => (x === null ? null : x - base)))
  }
  return found
}

/** What the points of an hour before the run were; null where too few of them could be read. */
function baseOf(before: Points): number | null {
  const read = before.filter((x) => x !== null)
  if (read.length < MIN_BEFORE_POINTS || before.length - read.length > MAX_MISSING_RATIO * before.length) return null
  return median(read)
}

/** Whether a signal is not known for the one reason that time mends. Looks from before that had a code say it with the first words of their detail. */
export const isTooEarly = ({ status, detail, is_too_early }: HealthSignal): boolean =>
  status === 'unknown' && (is_too_early === true || detail.startsWith('too early: '))

const tooEarly = (points: number): Verdict => ({
  status: 'unknown',
  detail: `too early: ${points} of the ${MIN_AFTER_POINTS} points of five minutes that it takes`,
  is_too_early: true,
})

function noBaseline(hours: SignalReading['hours']): string {
  const before = hours.flatMap((h) => h.before)
  return `${before.filter((x) => x !== null).length} of ${formatCount(before.length, 'point')} of the same weekday and hour before the run could be read`
}
