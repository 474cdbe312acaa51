import { SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { SavingsHistory } from './history'
import { type Place, savingAt, timesExpected } from './saving-at'

// Windows that overlap repeat one another, so as many of them say more the further they lie apart: every four days over 120 days, closer where there are fewer days.
const OVER_DAYS = 120
const STEPS = 30
const MIN_STEP_DAYS = 2
// An estimator needs some history to be itself.
const MIN_HISTORY_DAYS = 30
const SPEND = 1

/** Actual over expected cost of a control on some days after an origin: what the model missed for everybody. */
export type RatioAt = (origin: number, used: readonly number[]) => number

/**
 * Errors of the same estimator where nothing was done: origins spread over 120 days on which the place had begun to cost something, all of whose days lie before `until`. Relative to the expected cost,
 * so that errors of several series can be pooled. With a control they are errors against that control, too.
 */
export function placeboErrors(place: Place, until: number, n: number, ratioAt: RatioAt = () => 1): number[] {
  const errors: number[] = []
  const last = until - n - SKIPPED_DAYS
  const first = Math.max(place.h.dollars.findIndex(isSpend) + MIN_HISTORY_DAYS, last - OVER_DAYS)
  const step = Math.max(MIN_STEP_DAYS, Math.round((last - first) / STEPS))
  for (let origin = last; origin >= first; origin -= step) {
    const alone = savingAt(place, origin, n)
    if (alone === null) continue
    const { saving, expected } = timesExpected(alone, ratioAt(origin, alone.used))
    if (expected > 0) errors.push(saving / expected)
  }
  return errors
}

/** Whether a place cost something on most of the two months before: a placebo on days that cost nothing says nothing about the method. */
export const hasSpendBefore = (h: SavingsHistory, until: number): boolean => h.dollars.slice(Math.max(0, until - 60), until).filter(isSpend).length >= 45

const isSpend = (dollars: number): boolean => dollars >= SPEND
