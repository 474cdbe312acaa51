import { quantile } from '@/lib/kernel/stats'
import { dayOf } from '@/lib/kernel/time'
import { SAVINGS_DAYS } from '@/lib/verification/schedule'
import { savingsHistory } from './history'
import type { Measured } from './measure'
import { dropsEdges } from './month-edges'
import { hasSpendBefore, placeboErrors } from './placebos'
import type { RatioAt } from './saving-at'
import type { SavingsInput } from './savings-input'

// Placebo windows overlap, so there are fewer of them than they seem: it takes their 96th percentile to cover the truth in 90 % of cases (app/cli/eval/savings.ts).
export const PERCENTILE = 0.96
export const MIN_PLACEBOS = 12
// Without enough placebos of its own no interval is narrower than this share of the expected cost.
const POOLED_FLOOR = 0.1

/** Half of the interval as a share of the expected cost, and from whose errors it comes. */
export type Width = { ratio: number; placebos: number; source: 'own' | 'pooled' | 'floor' }

/** How far this method is off over `n` days where nothing was done: here, or else on comparable series. */
export function halfWidth(input: SavingsInput, m: Measured, n: number): Width {
  const own = ownErrors(m, n)
  if (own.length >= MIN_PLACEBOS) return { ratio: widest(own, m, n), placebos: own.length, source: 'own' }
  const until = input.anomaly?.first_day ?? dayOf(input.executed_at)
  const pooled = input.pool.flatMap((points) => {
    const other = savingsHistory(points, input.bill_days)
    const end = other.days.findIndex((day) => day >= until)
    return end < 0 || !hasSpendBefore(other, end) ? [] : placeboErrors(other, end, n, m.model, dropsEdges(other, end))
  })
  if (own.length + pooled.length < MIN_PLACEBOS) return { ratio: POOLED_FLOOR, placebos: own.length + pooled.length, source: 'floor' }
  return { ratio: Math.max(POOLED_FLOOR, percentile([...own, ...pooled])), placebos: own.length + pooled.length, source: 'pooled' }
}

/** Errors where nothing was done; with a control, against that control as well. */
export const ownErrors = ({ h, onset, model, drops_edges }: Measured, n: number, ratioAt?: RatioAt): number[] =>
  hasSpendBefore(h, onset) ? placeboErrors(h, onset, n, model, drops_edges, ratioAt) : []

/** Four months hold few windows of weeks that have no day in common, so longer ones seem surer than they are: none is taken for surer than the next shorter one. */
export function widest(errors: readonly number[], m: Measured, n: number, ratioAt?: RatioAt): number {
  const shorter = SAVINGS_DAYS.findLast((days) => days < n)
  return Math.max(percentile(errors), shorter === undefined ? 0 : percentile(ownErrors(m, shorter, ratioAt)))
}

const percentile = (errors: readonly number[]): number => quantile(errors.map(Math.abs), PERCENTILE)
