import { clamp, mean, median, quantile } from '@/lib/kernel/stats'
import { SKIPPED_DAYS } from '@/lib/verification/schedule'
import type { DailySeries } from '@/schemas/evidence/cost'
import type { Day } from '@/schemas/time'
import { counterfactualAt, type Model } from './counterfactual'
import type { SavingsHistory } from './history'

type DayCosts = readonly Pick<DailySeries['points'][number], 'day' | 'effective_cost'>[]
/** What commitments paid for in a place, and what the same commitments were left unused. `freed_beside`: what they paid for on resources of other plans. */
export type Cover = { covered: DayCosts; unused: DayCosts; freed_beside?: DayCosts }

/**
 * Cost a day that left a place and stays on the bill, because the commitments that paid for it there now pay for nothing. `margin` says of its mean over some
 * days how much more may have been freed, and how much less.
 */
export type Freed = { dollars: number[]; margin(used: readonly number[]): { more: number; less: number } }

const SERIES_DAYS = 56
const OVER_DAYS = 60
const EVERY_DAYS = 2
const MIN_LOOKS = 12
const PERCENTILE = 0.96
// Two months hold few windows of weeks apart from one another: the error of a week, and a quarter more, holds for longer ones too (app/cli/eval/savings-rungs.ts).
const WINDOW_DAYS = 7
const TOO_FEW = 1.25
const WEEKS_TO_LEARN_DAYS = 14

/**
 * A covered resource that is stopped takes nothing off the bill while its commitment finds nothing else to pay for. So what these commitments are left unused
 * beyond what they were before the change counts as cost of the place, up to what they paid for there before and pay no more. Where a commitment pays for
 * other usage instead, nothing is freed; that the other usage becomes cheaper is left out, so what is claimed is less than what is saved. What other plans freed of the same commitments is theirs by
 * its share in all that was freed: what is unused is counted once.
 */
export function freedCommitment(h: SavingsHistory, cover: Cover, { origin, onset, model }: { origin: number; onset: number; model: Model }): Freed {
  const [covered, unused] = [onDays(h, cover.covered), onDays(h, cover.unused)]
  const days = model.kind === 'level' ? model.days : SERIES_DAYS
  const { expected } = counterfactualAt(h, origin, model)
  const was_unused = usualOf(h, unused, origin, days)
  const [paid, cost] = [covered, h.dollars].map((xs) => xs.slice(Math.max(0, origin - days), origin).reduce((a, b) => a + b, 0))
  const share = cost === undefined || cost <= 0 ? 0 : Math.min(1, (paid ?? 0) / cost)
  const gap = (t: number) => Math.max(0, share * expected(t) - (covered[t] ?? 0))
  const beside = onDays(h, cover.freed_beside ?? [])
  const was_beside = usualOf(h, beside, origin, days)
  const gap_beside = (t: number) => Math.max(0, was_beside(t) - (beside[t] ?? 0))
  const all_grown = (t: number) => (unused[t] ?? 0) - was_unused(t)
  const ownShare = (t: number) => (gap(t) > 0 ? gap(t) / (gap(t) + gap_beside(t)) : 1)
  const grown = (t: number) => all_grown(t) * ownShare(t)
  const dollars = h.dollars.map((_, t) => (t < origin ? 0 : gap(t) * shareFreed(gap, grown, Math.max(origin, t - WINDOW_DAYS + 1), t)))
  return {
    dollars,
    margin(used) {
      const over = (f: (t: number) => number) => mean(used.map(f))
      const [most, freed, growth] = [over(gap), over((t) => dollars[t] ?? 0), over(grown)]
      const error = usualError(h, unused, onset, days) ?? Number.POSITIVE_INFINITY
      return { more: clamp(growth + error, freed, most) - freed, less: freed - clamp(growth - error, 0, freed) }
    },
  }
}

/** How much of what commitments paid for no more was left unused over the week until a day: single days of either say little. */
function shareFreed(gap: (t: number) => number, grown: (t: number) => number, from: number, to: number): number {
  let [left, unused] = [0, 0]
  for (let t = from; t <= to; t++) {
    left += gap(t)
    unused += grown(t)
  }
  return left <= 0 ? 0 : clamp(unused / left, 0, 1)
}

function onDays(h: SavingsHistory, costs: DayCosts): number[] {
  const known = new Map<Day, number>(costs.map((p) => [p.day, Number(p.effective_cost)]))
  return h.days.map((day) => known.get(day) ?? 0)
}

/** The middle of the days before, by weekday where there are two weeks of them. */
function usualOf(h: SavingsHistory, xs: readonly number[], origin: number, days: number): (t: number) => number {
  const from = Math.max(0, origin - days)
  const before = Array.from({ length: origin - from }, (_, i) => from + i)
  const all = median(before.map((t) => xs[t] ?? 0))
  if (before.length < WEEKS_TO_LEARN_DAYS) return () => all
  const by_weekday = [0, 1, 2, 3, 4, 5, 6].map((w) => before.filter((t) => h.weekday[t] === w).map((t) => xs[t] ?? 0))
  return (t) => {
    const same = by_weekday[h.weekday[t] ?? 0] ?? []
    return same.length === 0 ? all : median(same)
  }
}

/** How far the mean unused part of some days was from what was usual before, where nothing was done; null where there are too few such days to tell. */
function usualError(h: SavingsHistory, unused: readonly number[], until: number, days: number): number | null {
  const errors: number[] = []
  const last = until - WINDOW_DAYS - SKIPPED_DAYS
  for (let origin = last; origin >= Math.max(days, last - OVER_DAYS); origin -= EVERY_DAYS) {
    const usual = usualOf(h, unused, origin, days)
    const window = Array.from({ length: WINDOW_DAYS }, (_, i) => origin + SKIPPED_DAYS + i)
    errors.push(Math.abs(mean(window.map((t) => (unused[t] ?? 0) - usual(t)))))
  }
  return errors.length < MIN_LOOKS ? null : TOO_FEW * quantile(errors, PERCENTILE)
}
