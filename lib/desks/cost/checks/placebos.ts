import { SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { Model } from './counterfactual'
import type { SavingsHistory } from './history'
import { type RatioAt, savingAt } from './saving-at'

const EVERY_DAYS = 2
const OVER_DAYS = 60
// An estimator needs some history to be itself.
const MIN_HISTORY_DAYS = 30

/**
 * Errors of the same estimator where nothing was done: origins every two days over 60 days, all of whose days lie before `until`. Relative
 * to the expected cost, so that errors of several series can be pooled. With a control they are errors against that control, too.
 */
export function placeboErrors(h: SavingsHistory, until: number, n: number, model: Model, drops_edges: boolean, ratioAt?: RatioAt): number[] {
  const errors: number[] = []
  const last = until - n - SKIPPED_DAYS
  for (let origin = last; origin >= Math.max(MIN_HISTORY_DAYS, last - OVER_DAYS); origin -= EVERY_DAYS) {
    const found = savingAt(h, origin, n, model, drops_edges, h.days[origin], ratioAt)
    if (found !== null && found.expected > 0) errors.push(found.saving / found.expected)
  }
  return errors
}
