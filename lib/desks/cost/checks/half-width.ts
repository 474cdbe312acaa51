import { quantile } from '@/lib/kernel/stats'
import { dayOf } from '@/lib/kernel/time'
import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import { savingsHistory } from './history'
import type { Measured } from './measure'
import { dropsEdges } from './month-edges'
import { hasSpendBefore, placeboErrors, type RatioAt } from './placebos'
import type { Place } from './saving-at'
import type { SavingsInput } from './savings-input'

// Placebo windows overlap, so there are fewer of them than they seem: it takes their 96th percentile to cover the truth in 90 % of cases (app/cli/eval/savings.ts).
export const PERCENTILE = 0.96
const MIN_PLACEBOS = 12
// Without enough placebos of its own no interval is narrower than this share of the expected cost.
const POOLED_FLOOR = 0.1

/** Half of the interval as a share of the expected cost, and from whose errors it comes. */
export type Width = { ratio: number; placebos: number; source: 'own' | 'pooled' | 'floor' }

/** How far this method is off over `n` days where nothing was done: here, or else on comparable series. */
export function halfWidth(input: SavingsInput, m: Measured, n: number): Width {
  const found = ownWidth(m, n)
  if (found !== null) return found
  const until = input.anomaly?.first_day ?? dayOf(input.executed_at)
  const pooled = input.pool.flatMap((points) => {
    const other = savingsHistory(points, input.bill_days)
    const end = other.days.findIndex((day) => day >= until)
    return end < 0 ? [] : errorsBefore({ h: other, model: m.model, drops_edges: dropsEdges(other, end) }, end, n)
  })
  const errors = [...errorsBefore(m, m.onset, n), ...pooled]
  if (errors.length < MIN_PLACEBOS) return { ratio: POOLED_FLOOR, placebos: errors.length, source: 'floor' }
  return { ratio: Math.max(POOLED_FLOOR, percentile(errors)), placebos: errors.length, source: 'pooled' }
}

/**
 * The same by the errors of the place alone; with a control, against that control as well. Null where there are too few of them. Four months hold few windows of weeks that have no day in common, so
 * longer ones seem surer than they are: none is taken for surer than the next shorter one.
 */
export function ownWidth(m: Measured, n: number, ratioAt?: RatioAt): Width | null {
  const errors = errorsBefore(m, m.onset, n, ratioAt)
  if (errors.length < MIN_PLACEBOS) return null
  const shorter = SAVINGS_DAYS.findLast((days) => days < n)
  const ratio = Math.max(percentile(errors), shorter === undefined ? 0 : percentile(errorsBefore(m, m.onset, shorter, ratioAt)))
  return { ratio, placebos: errors.length, source: 'own' }
}

const errorsBefore = (place: Place, until: number, n: number, ratioAt?: RatioAt): number[] =>
  hasSpendBefore(place.h, until) ? placeboErrors(place, until, n, ratioAt) : []

const percentile = (errors: readonly number[]): number => quantile(errors.map(Math.abs), PERCENTILE)
