import { clamp } from '@/lib/kernel/stats'
import { toMs, weekday as weekdayOf } from '@/lib/kernel/time'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Instant } from '@/schemas/time'
import { baselineAt } from './baseline'
import { flagOf, nextCusum } from './flags'
import { gatherIncidents } from './incident'
import { type IncidentState, nextState } from './incident-state'
import { middle } from './middle'
import { type EdgeClass, type EdgeEffect, edgeClass, monthEdgeEffect } from './month-edge'
import type { DetectParams } from './params'
import type { CalendarDay, Detection, ScoredDay } from './scored-day'

const MAD_TO_SD = 1.4826
const DAY_MS = 86_400_000
// Hours after its end at which a usage day is about 90 % complete: younger days are not scored.
const SCORED_AFTER_MS = 24 * 3_600_000
const NO_EDGE: EdgeEffect = { effect: 0, spread: 0, seen: 0 }

const dollars = (log: number): number => Math.max(0, Math.exp(log) - 1)

/** Whether the day may be judged at all: it is settled, or over for long enough that most of its lines have arrived. */
const isScored = (point: CalendarDay, now: Instant): boolean => point.is_settled || toMs(now) - toMs(`${point.day}T00:00:00.000Z`) >= DAY_MS + SCORED_AFTER_MS

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
export function detectValues(points: readonly CalendarDay[], actual: readonly number[], p: DetectParams, now: Instant): Detection {
  const h = historyOf(points, actual)
  const days: ScoredDay[] = []
  let state: IncidentState = { open: null, cusum: 0 }
  for (const [t, point] of points.entries()) {
    if (t < p.min_history_days) {
      days.push(unjudged(point, actual[t] ?? 0, h.raw[t] ?? 0))
      continue
    }
    const e = expectationAt(t, h, state, p)
    const z = ((h.raw[t] ?? 0) - e.log) / e.scale
    const is_scored = isScored(point, now)
    const cusum = is_scored ? nextCusum(state.cusum, z, p) : state.cusum
    const expected = dollars(e.log)
    const flag = is_scored ? flagOf({ actual: actual[t] ?? 0, expected, z, cusum }, actual[t - 1], point.is_settled, p) : null
    days.push({ day: point.day, actual: actual[t] ?? 0, expected, scale: e.scale, z, cusum, parts: e.parts, flag, is_settled: point.is_settled })
    if (!is_scored) {
      // Left out of everything that later days are compared with.
      h.clean[t] = e.log
      continue
    }
    const next = nextState({ ...state, cusum }, flag, t, e.level, p)
    if (next.rebase_since !== null) acceptNewLevel(t, next.rebase_since, h, e.factors, p)
    remember(t, h, e, flag !== null && flag !== 'drop', next.open !== null)
    state = next
  }
  return { days, incidents: gatherIncidents(days, p, state.open?.since ?? null) }
}

type History = { raw: number[]; clean: number[]; residuals: number[]; weekday: number[]; edge: EdgeClass[] }
type Expectation = { log: number; level: number; scale: number; factors: number[]; parts: ScoredDay['parts'] }

function historyOf(points: readonly CalendarDay[], actual: readonly number[]): History {
  const raw = actual.map((y) => Math.log(Math.max(y, 0) + 1))
  return {
    raw,
    clean: [...raw],
    residuals: raw.map(() => 0),
    weekday: points.map((point) => weekdayOf(point.day)),
    edge: points.map((point) => edgeClass(point.day)),
  }
}

const unjudged = (point: CalendarDay, actual: number, level: number): ScoredDay => ({
  ...point,
  actual,
  expected: Number.NaN,
  scale: Number.NaN,
  z: 0,
  cusum: 0,
  parts: { level, weekday: 0, month_edge: 0, trend: 0 },
  flag: null,
})

/** What day `t` should cost. While an incident is open its level is the one from before it. */
function expectationAt(t: number, h: History, { open }: IncidentState, p: DetectParams): Expectation {
  const base = baselineAt(t, h.clean, h.weekday, h.edge, p)
  const is_edge = h.edge[t] !== 0
  const rim = is_edge ? monthEdgeEffect(t, h.raw, h.weekday, h.edge, base.factors, Math.max(p.min_history_days, t - p.edge_lookback_days)) : NO_EDGE
  const weekday = base.factors[h.weekday[t] ?? 0] ?? 0
  const level = open?.level ?? base.level + base.trend
  const recent = t >= p.min_history_days + 14 ? h.residuals.slice(Math.max(0, t - p.residual_days), t) : base.residuals
  return {
    log: level + weekday + rim.effect,
    level,
    scale: scaleOf(recent, is_edge, rim, p.scale_floor),
    factors: base.factors,
    parts: { level: open?.level ?? base.level, weekday, month_edge: rim.effect, trend: open === null ? base.trend : 0 },
  }
}

/** Puts day `t` into the history, clipped, so that a spike does not become the norm that later days are measured by. */
function remember(t: number, h: History, e: Expectation, is_flagged: boolean, is_open: boolean): void {
  const x = h.raw[t] ?? 0
  const reach = 4 * e.scale
  const is_odd = is_flagged || is_open
  h.residuals[t] = is_odd ? clamp(x - e.log, -2 * e.scale, 2 * e.scale) : x - e.log
  if (is_open) h.clean[t] = Math.min(Math.max(x, e.log - reach), e.log + e.scale)
  else h.clean[t] = is_odd ? x : clamp(x, e.log - reach, e.log + reach)
}

function scaleOf(recent: readonly number[], is_edge: boolean, rim: EdgeEffect, floor: number): number {
  const centre = middle([...recent])
  const s = Math.max(MAD_TO_SD * middle(recent.map((r) => Math.abs(r - centre))), floor)
  if (!is_edge) return s
  return rim.seen === 0 ? s * 3 : Math.max(s, Math.hypot(s, rim.spread))
}

/** After three weeks the new level is normal: history is lifted to it, so that the same level does not alarm for ever. */
function acceptNewLevel(t: number, since: number, h: History, factors: readonly number[], p: DetectParams): void {
  const flat = (xs: readonly number[], from: number, to: number) => xs.slice(from, to).map((x, i) => x - (factors[h.weekday[from + i] ?? 0] ?? 0))
  const shift = middle(flat(h.raw, t - 6, t + 1)) - middle(flat(h.clean, Math.max(0, since - p.level_days), since))
  for (let i = since; i <= t; i++) h.clean[i] = h.raw[i] ?? 0
  for (let i = Math.max(0, since - p.history_days); i < since; i++) h.clean[i] = (h.clean[i] ?? 0) + shift
}
