import { clamp } from '@/lib/kernel/stats'
import type { DetectParams } from '../params'
import { middle } from './middle'
import type { EdgeClass } from './month-edge'

export type Baseline = { level: number; trend: number; factors: number[]; residuals: number[] }

/** Weekday factors over complete trailing weeks: deviation from the week's median, shrunk while there are few weeks, centred. */
export function weekdayFactors(history: readonly number[], weekday: readonly number[]): number[] {
  const weeks = Math.floor(history.length / 7)
  const start = history.length - weeks * 7
  const deviations: number[][] = [[], [], [], [], [], [], []]
  for (let w = 0; w < weeks; w++) {
    const at = start + w * 7
    const centre = middle(history.slice(at, at + 7))
    for (let i = at; i < at + 7; i++) deviations[weekday[i] ?? 0]?.push((history[i] ?? 0) - centre)
  }
  const factors = deviations.map((d) => (d.length === 0 ? 0 : (middle(d) * d.length) / (d.length + 1)))
  const centre = middle([...factors])
  return factors.map((f) => f - centre)
}

/** Level, damped trend and weekday factors from the days before `t` only. Month edges never move the level. */
export function baselineAt(t: number, clean: readonly number[], weekday: readonly number[], edge: readonly EdgeClass[], p: DetectParams): Baseline {
  const from = Math.max(0, t - p.history_days)
  const history = clean.slice(from, t)
  const days = weekday.slice(from, t)
  const factors = weekdayFactors(history, days)
  const flat = history.map((x, i) => x - (factors[days[i] ?? 0] ?? 0))
  const tail = flat.slice(-p.level_days)
  const tailEdge = edge.slice(from, t).slice(-p.level_days)
  const quiet = tail.filter((_, i) => tailEdge[i] === 0)
  const used = quiet.length >= 7 ? quiet : tail
  const centre = middle([...flat])
  return { level: middle([...used]), trend: trendOf(used, p.max_slope_per_day), factors, residuals: flat.map((x) => x - centre) }
}

/** Offset of today against the middle of the level window, from the medians of its first and last third. */
function trendOf(xs: readonly number[], max_slope: number): number {
  const m = xs.length
  if (m < 14) return 0
  const third = Math.max(5, Math.floor(m / 3))
  const slope = (middle(xs.slice(-third)) - middle(xs.slice(0, third))) / (m - third)
  return (clamp(slope, -max_slope, max_slope) * m) / 2
}
