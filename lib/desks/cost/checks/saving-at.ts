import { mean } from '@/lib/kernel/stats'
import { addDays } from '@/lib/kernel/time'
import { SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { Day } from '@/schemas/time'
import { type Counterfactual, counterfactualAt, type Model } from './counterfactual'
import type { SavingsHistory } from './history'

/** Mean saving and mean expected cost per day over the used days after `origin`. `known_days` are the settled ones, month edges among them. `ratio`: how many times what its own history says was expected. */
export type SavingAt = { saving: number; expected: number; used: number[]; known_days: number; model: Counterfactual; ratio: number }

/** A place, and how it is measured. */
export type Place = { h: SavingsHistory; model: Model; drops_edges: boolean }

/**
 * Saving over up to `n` known settled days in a row that begin two days after the change, which is on the day of `origin` or, where that day is not known, on `changed_on` before it. Null when none is
 * settled.
 */
export function savingAt({ h, model, drops_edges }: Place, origin: number, n: number, changed_on: Day = h.days[origin] ?? ''): SavingAt | null {
  const counterfactual = counterfactualAt(h, origin, model)
  const used: number[] = []
  let known_days = 0
  const from = addDays(changed_on, SKIPPED_DAYS)
  let start = origin
  while (start < h.days.length && (h.days[start] ?? '') < from) start++
  for (let t = start; t < Math.min(start + n, h.days.length); t++) {
    if (h.is_settled[t] !== true) break
    known_days++
    if (!drops_edges || h.edge[t] === 0) used.push(t)
  }
  if (used.length === 0) return null
  return {
    saving: weekMean(h, used, (t) => counterfactual.expected(t) - (h.dollars[t] ?? 0)),
    expected: weekMean(h, used, counterfactual.expected),
    used,
    known_days,
    model: counterfactual,
    ratio: 1,
  }
}

/** The same saving where so many times as much was to be expected, because of what happened to everybody. */
export const timesExpected = (found: SavingAt, ratio: number): SavingAt => ({
  ...found,
  saving: found.saving + found.expected * (ratio - 1),
  expected: found.expected * ratio,
  ratio,
})

/** Mean in which every weekday counts the same once all seven are there, so that a weekly schedule is not judged by a part of its week. */
function weekMean(h: SavingsHistory, used: readonly number[], value: (t: number) => number): number {
  const byWeekday: number[][] = [[], [], [], [], [], [], []]
  for (const t of used) byWeekday[h.weekday[t] ?? 0]?.push(value(t))
  return byWeekday.every((xs) => xs.length > 0) ? mean(byWeekday.map(mean)) : mean(used.map(value))
}
