import { mean } from '@/lib/kernel/stats'
import { SKIPPED_DAYS } from '@/lib/verification/schedule'
import { type Counterfactual, counterfactualAt, type Model } from './counterfactual'
import type { SavingsHistory } from './history'

/** Mean saving and mean expected cost per day over the used days after `origin`. */
export type SavingAt = { saving: number; expected: number; used: number[]; model: Counterfactual }

/** Saving over up to `n` consecutive settled days that begin two days after `origin`. Null when none is settled. */
export function savingAt(h: SavingsHistory, origin: number, n: number, model: Model, drops_edges: boolean): SavingAt | null {
  const counterfactual = counterfactualAt(h, origin, model)
  const used: number[] = []
  for (let t = origin + SKIPPED_DAYS; t < Math.min(origin + SKIPPED_DAYS + n, h.days.length); t++) {
    if (h.is_settled[t] !== true) break
    if (!drops_edges || h.edge[t] === 0) used.push(t)
  }
  if (used.length === 0) return null
  return {
    saving: weekMean(h, used, (t) => counterfactual.expected(t) - (h.dollars[t] ?? 0)),
    expected: weekMean(h, used, counterfactual.expected),
    used,
    model: counterfactual,
  }
}

/** Mean in which every weekday counts the same once all seven are there, so that a weekly schedule is not judged by a part of its week. */
function weekMean(h: SavingsHistory, used: readonly number[], value: (t: number) => number): number {
  const byWeekday: number[][] = [[], [], [], [], [], [], []]
  for (const t of used) byWeekday[h.weekday[t] ?? 0]?.push(value(t))
  return byWeekday.every((xs) => xs.length > 0) ? mean(byWeekday.map(mean)) : mean(used.map(value))
}
