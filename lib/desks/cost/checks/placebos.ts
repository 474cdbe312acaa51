import { SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { SavingsHistory } from './history'
import { type Place, savingAt, timesExpected } from './saving-at'

// Windows that overlap repeat one another, so as many of them say more the further they lie apart: every four days over 120 days, closer where there are fewer days.
const OVER_DAYS = 120
const STEPS = 30
const MIN_STEP_DAYS = 2
// Placebos say as much as a fresh one in every five of their days would, whatever the length of their windows (generated years for tuning: 25 to 120 days of placebos, windows of 7, 14 and 28).
const SEPARATE_DAYS = 5
// An estimator needs some history to be itself.
const MIN_HISTORY_DAYS = 30
const SPEND = 1

/** Actual over expected cost of a control on some days after an origin: what the model missed for everybody. */
export type RatioAt = (origin: number, used: readonly number[]) => number

/** Errors relative to the expected cost, so that those of several series can be pooled, and as how many separate ones they count. */
export type Placebos = { errors: number[]; separate: number }

/**
 * Errors of the same estimator where nothing was done: origins spread over 120 days on which the place had begun to cost something, all of whose days lie before `until`. With a control they are errors
 * against that control, too.
 */
export function placebosBefore(place: Place, until: number, n: number, ratioAt: RatioAt = () => 1): Placebos {
  const errors: number[] = []
  if (!hasSpendBefore(place.h, until)) return { errors, separate: 0 }
  const last = until - n - SKIPPED_DAYS
  const first = Math.max(place.h.dollars.findIndex(isSpend) + MIN_HISTORY_DAYS, last - OVER_DAYS)
  const step = Math.max(MIN_STEP_DAYS, Math.round((last - first) / STEPS))
  for (let origin = last; origin >= first; origin -= step) {
    const alone = savingAt(place, origin, n)
    if (alone === null) continue
    const { saving, expected } = timesExpected(alone, ratioAt(origin, alone.used))
    if (expected > 0) errors.push(saving / expected)
  }
  return { errors, separate: errors.length === 0 ? 0 : 1 + ((errors.length - 1) * step) / SEPARATE_DAYS }
}

/** Whether a place cost something on most of the two months before: a placebo on days that cost nothing says nothing about the method. */
const hasSpendBefore = (h: SavingsHistory, until: number): boolean => h.dollars.slice(Math.max(0, until - 60), until).filter(isSpend).length >= 45

const isSpend = (dollars: number): boolean => dollars >= SPEND
