import { clamp } from '@/lib/kernel/stats'
import { dayOf, toInstant, toMs, weekday as weekdayOf } from '@/lib/kernel/time'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import { monthlyCharges } from '../charges/monthly-charges'
import type { DetectParams } from '../params'
import { type Flag, flagOf, isUnheardOf, nextCusum } from './flags'
import type { History } from './history'
import { gatherIncidents } from './incident'
import { type IncidentState, moveState } from './incident-state'
import { type JudgedDays, judgedDays, scoredDays } from './judged-days'
import { middle } from './middle'
import { type EdgeEffect, edgeClass, monthEdgeEffect, NO_EDGE } from './month-edge'
import { isMissing, monthlyOn } from './monthly-day'
import { type RunningBaseline, runningBaseline } from './running-baseline'
import type { CalendarDay, Detection } from './scored-day'

const MAD_TO_SD = 1.4826
const DAY_MS = 86_400_000
// Hours after its end at which a usage day is about 90 % complete: younger days are not scored.
const SCORED_AFTER_MS = 24 * 3_600_000

const dollars = (log: number): number => Math.max(0, Math.exp(log) - 1)

/** The newest day that may be judged though it is not settled: over for long enough that most of its lines have arrived. */
const lastScored = (now: Instant): string => dayOf(toInstant(toMs(now) - DAY_MS - SCORED_AFTER_MS))

/**
 * Seasonal robust z with CUSUM and a baseline that is frozen while something is wrong. Causal: a day is judged by the days before it, so
 * later days never change what was said. The current day and days younger than a day are expected but not judged.
 */
export function detectSeries(points: DailySeries['points'], p: DetectParams, now: Instant): Detection {
  return detectValues(
    points,
    points.map((point) => Number(point.effective_cost)),
    p,
    now,
  )
}

/** The same over doubles, for sums of many series on one calendar. */
export const detectValues = (points: readonly CalendarDay[], actual: ArrayLike<number>, p: DetectParams, now: Instant): Detection =>
  detectorOn(points, p, now).detect(actual)

/**
 * The detector for many series on one calendar, one after the other: what it works with is made once. `flagged` answers null when no day is flagged, as in
 * most scopes of a bill: nothing is made of their days.
 */
export type Detector = { detect(actual: ArrayLike<number>): Detection; flagged(actual: ArrayLike<number>): Detection | null }

export function detectorOn(points: readonly CalendarDay[], p: DetectParams, now: Instant): Detector {
  const h = historyOn(points)
  const base = runningBaseline(h, p)
  const judged = judgedDays(points.length)
  const scored_to = lastScored(now)
  const run = (actual: ArrayLike<number>) => judge(points, actual, { h, base, judged }, p, scored_to)
  const told = (actual: ArrayLike<number>, open_since: number | null): Detection => ({
    days: scoredDays(judged, points, actual),
    incidents: gatherIncidents(judged, points, actual, p, open_since),
  })
  return {
    detect: (actual) => told(actual, run(actual)),
    flagged(actual) {
      const open_since = run(actual)
      return judged.flag.every((flag) => flag === null) ? null : told(actual, open_since)
    },
  }
}

type Work = { h: History; base: RunningBaseline; judged: JudgedDays }

/** Judges every day of one series into the columns of `judged`. Returns since when an incident is still open. */
function judge(points: readonly CalendarDay[], actual: ArrayLike<number>, { h, base, judged }: Work, p: DetectParams, scored_to: string): number | null {
  begin(h, actual)
  base.begin()
  const state: IncidentState = { open_since: null, level: 0, quiet: 0, cusum: 0 }
  const monthly = monthlyCharges(actual)
  for (let t = 0; t < points.length; t++) {
    const { day, is_settled } = points[t] as CalendarDay
    judged.flag[t] = null
    if (t < p.min_history_days) {
      judged.level[t] = h.raw[t] as number
      continue
    }
    const log = expect(t, h, base, state, judged, p)
    const scale = judged.scale[t] as number
    judged.monthly[t] = monthly === null ? 0 : monthlyOn(t, actual, monthly, h, judged)
    const z = ((h.raw[t] as number) - log) / scale
    const expected = dollars(log) + (judged.monthly[t] as number)
    judged.z[t] = z
    judged.expected[t] = expected
    if (!is_settled && day > scored_to) {
      judged.cusum[t] = state.cusum
      // Left out of everything that later days are compared with.
      h.clean[t] = log
      continue
    }
    const level = state.open_since === null ? base.level + base.trend : state.level
    state.cusum = nextCusum(state.cusum, z, p)
    judged.cusum[t] = state.cusum
    const tested = flagOf({ actual: actual[t] ?? 0, expected, z, cusum: state.cusum }, actual[t - 1], is_settled, p)
    const is_missing = monthly !== null && is_settled && isMissing(monthly, t, expected - (actual[t] ?? 0), expected, p)
    const flag = tested ?? (isUnheardOf(actual, t, expected, p) ? 'spike' : is_missing ? 'drop' : null)
    judged.flag[t] = flag
    const rebase_since = moveState(state, flag, t, level, p)
    if (rebase_since !== null) acceptNewLevel(t, rebase_since, h, base, p)
    remember(t, h, log, judged.bound[t] as number, flag, state.open_since !== null)
  }
  return state.open_since
}

function historyOn(points: readonly CalendarDay[]): History {
  const column = () => new Float64Array(points.length)
  return {
    raw: column(),
    clean: column(),
    residuals: column(),
    weekday: Uint8Array.from(points, ({ day }) => weekdayOf(day)),
    edge: Uint8Array.from(points, ({ day }) => edgeClass(day)),
  }
}

function begin({ raw, clean, residuals }: History, actual: ArrayLike<number>): void {
  for (let t = 0; t < raw.length; t++) raw[t] = Math.log(Math.max(actual[t] ?? 0, 0) + 1)
  clean.set(raw)
  residuals.fill(0)
}

/** What day `t` should cost, in log units. While an incident is open its level is the one from before it. */
function expect(t: number, h: History, base: RunningBaseline, state: IncidentState, judged: JudgedDays, p: DetectParams): number {
  base.move(t)
  const is_edge = h.edge[t] !== 0
  const rim = is_edge ? monthEdgeEffect(t, h.raw, h.weekday, h.edge, base.factors, Math.max(p.min_history_days, t - p.edge_lookback_days)) : NO_EDGE
  const weekday = base.factors[h.weekday[t] as number] as number
  const is_open = state.open_since !== null
  const spread = base.spread(t)
  const noise = base.noise(t, spread)
  const bound = scaleOf(spread, is_edge, rim, p)
  judged.bound[t] = bound
  judged.scale[t] = noise === spread ? bound : scaleOf(noise, is_edge, rim, p)
  judged.level[t] = is_open ? state.level : base.level
  judged.weekday[t] = weekday
  judged.month_edge[t] = rim.effect
  judged.trend[t] = is_open ? 0 : base.trend
  return (is_open ? state.level : base.level + base.trend) + weekday + rim.effect
}

function scaleOf(spread: number, is_edge: boolean, rim: EdgeEffect, p: DetectParams): number {
  const s = Math.max(MAD_TO_SD * spread, p.scale_floor)
  return !is_edge ? s : rim.seen === 0 ? s * 3 : Math.max(s, Math.hypot(s, rim.spread))
}

/** Puts day `t` into the history, clipped, so that a spike does not become the norm that later days are measured by. */
function remember(t: number, h: History, log: number, scale: number, flag: Flag | null, is_open: boolean): void {
  const x = h.raw[t] as number
  const reach = 4 * scale
  const is_odd = (flag !== null && flag !== 'drop') || is_open
  h.residuals[t] = is_odd ? clamp(x - log, -2 * scale, 2 * scale) : x - log
  if (is_open) h.clean[t] = Math.min(Math.max(x, log - reach), log + scale)
  else h.clean[t] = is_odd ? x : clamp(x, log - reach, log + reach)
}

/** After three weeks the new level is normal: history is lifted to it, so that the same level does not alarm for ever. */
function acceptNewLevel(t: number, since: number, h: History, base: RunningBaseline, p: DetectParams): void {
  const flat = (xs: Float64Array, from: number, to: number) =>
    Array.from(xs.subarray(from, to), (x, i) => x - (base.factors[h.weekday[from + i] as number] as number))
  const shift = middle(flat(h.raw, t - 6, t + 1)) - middle(flat(h.clean, Math.max(0, since - p.level_days), since))
  for (let i = since; i <= t; i++) h.clean[i] = h.raw[i] as number
  for (let i = Math.max(0, since - p.history_days); i < since; i++) h.clean[i] = (h.clean[i] as number) + shift
  base.forget()
}
