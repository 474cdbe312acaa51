import { baselineAt, weekdayFactors } from '@/lib/desks/cost/detect/model/baseline'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import { detectParams } from '@/lib/desks/cost/detect/params'
import type { SavingsHistory } from './history'

/** What would have been spent without the change. `scale` is one robust deviation of a day in log units. */
export type Counterfactual = { expected(t: number): number; scale: number; has_weekdays: boolean; basis_days: number }

/** `level`: the level of the last `days` days goes on, as a step does; `is_new` where nothing before it tells of its weekdays. `series`: level, trend and weekdays of the whole history go on. */
export type Model = { kind: 'level'; days: number; is_new: boolean } | { kind: 'series' }

const HISTORY_DAYS = 56
const SERIES_LEVEL_DAYS = 28
const RESIDUAL_DAYS = 42
const MAD_TO_SD = 1.4826
// Weekdays learned before an incident only carry over if the usage was there before, at this share of the new level.
const SAME_USAGE_RATIO = 0.2
const WEEKS_TO_LEARN_DAYS = 14
const SERIES_SCALE_FLOOR = 0.02

/** Cost per day if nothing had been done on day `origin`, from earlier days only. */
export function counterfactualAt(h: SavingsHistory, origin: number, model: Model): Counterfactual {
  return model.kind === 'level' ? levelAt(h, origin, model) : seriesAt(h, origin)
}

// The logarithm's median is the mean only without noise: e^(s²/2) corrects a log-normal.
const dollars = (log: number, s: number): number => Math.max(0, Math.exp(log + (s * s) / 2) - 1)

function levelAt(h: SavingsHistory, origin: number, { days, is_new }: Model & { kind: 'level' }): Counterfactual {
  const from = Math.max(0, origin - Math.max(1, days))
  const factors = levelWeekdays(h, is_new ? from : Math.max(0, from - HISTORY_DAYS), from, origin)
  const flat = h.log.slice(from, origin).map((x, i) => x - (factors[h.weekday[from + i] ?? 0] ?? 0))
  const level = middle([...flat])
  const scale = MAD_TO_SD * middle(flat.map((x) => Math.abs(x - level)))
  return {
    expected: (t) => dollars(level + (factors[h.weekday[t] ?? 0] ?? 0), scale),
    scale,
    has_weekdays: factors.some((f) => f !== 0),
    basis_days: origin - from,
  }
}

/** Weekdays of the time before the level (from `start` on), if it was the same usage; of the level itself, if it lasted two weeks; else none are known. */
function levelWeekdays(h: SavingsHistory, start: number, from: number, origin: number): number[] {
  if (isSameUsage(h, start, from, origin)) return weekdayFactors(h.log.slice(start, from), h.weekday.slice(start, from))
  if (origin - from >= WEEKS_TO_LEARN_DAYS) return weekdayFactors(h.log.slice(from, origin), h.weekday.slice(from, origin))
  return [0, 0, 0, 0, 0, 0, 0]
}

/** Whether a level before `origin` is of usage that nothing before it tells of. */
export function isNewUsage(h: SavingsHistory, origin: number, days: number): boolean {
  const from = Math.max(0, origin - days)
  return !isSameUsage(h, Math.max(0, from - HISTORY_DAYS), from, origin)
}

function isSameUsage(h: SavingsHistory, start: number, from: number, origin: number): boolean {
  const mean = (a: number, b: number) => h.dollars.slice(a, b).reduce((sum, y) => sum + y, 0) / Math.max(1, b - a)
  return from - start >= WEEKS_TO_LEARN_DAYS && mean(start, from) >= SAME_USAGE_RATIO * mean(from, origin)
}

function seriesAt(h: SavingsHistory, origin: number): Counterfactual {
  const base = baselineAt(origin, h.log, h.weekday, h.edge, { ...detectParams('0'), history_days: HISTORY_DAYS, level_days: SERIES_LEVEL_DAYS })
  const from = Math.max(0, origin - RESIDUAL_DAYS)
  const flat: number[] = []
  for (let t = from; t < origin; t++) if (h.edge[t] === 0) flat.push((h.log[t] ?? 0) - (base.factors[h.weekday[t] ?? 0] ?? 0))
  const residuals = flat.map((x, i) => x - middle(flat.slice(Math.max(0, i - 7), i + 8)))
  const centre = middle([...residuals])
  const scale = Math.max(MAD_TO_SD * middle(residuals.map((r) => Math.abs(r - centre))), SERIES_SCALE_FLOOR)
  return {
    expected: (t) => dollars(base.level + base.trend + (base.factors[h.weekday[t] ?? 0] ?? 0), scale),
    scale,
    has_weekdays: true,
    basis_days: Math.min(origin, HISTORY_DAYS),
  }
}
