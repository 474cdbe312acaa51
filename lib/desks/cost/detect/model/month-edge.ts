import { isFirstOfMonth, isLastOfMonth } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { middleOf, put, sortedWindow } from './sorted-window'

/** Bills jump on the first and the last day of a month (monthly fees, batch closings): 1 first, 2 last, 0 any other day. */
export type EdgeClass = 0 | 1 | 2

export const edgeClass = (day: Day): EdgeClass => (isFirstOfMonth(day) ? 1 : isLastOfMonth(day) ? 2 : 0)

// Uncertainty of the learned effect as a share of it, by how many earlier edges were seen.
const SPREAD_BY_COUNT = [0, 0.5, 0.25, 0.12] as const

export type EdgeEffect = { effect: number; spread: number; seen: number }
export const NO_EDGE: EdgeEffect = { effect: 0, spread: 0, seen: 0 }

const BEFORE_DAYS = 14
const MIN_DAYS_BEFORE = 5

// Both sides are taken as billed: the cleaned history is lifted when a new level is accepted, and earlier edges would seem to fall.
/** What this series did on earlier days of the same class against the fortnight before each, in log units, shrunk towards none. */
export function monthEdgeEffect(
  t: number,
  raw: ArrayLike<number>,
  weekday: ArrayLike<number>,
  edge: ArrayLike<number>,
  factors: ArrayLike<number>,
  from: number,
): EdgeEffect {
  const flat = (i: number): number => (raw[i] ?? 0) - (factors[weekday[i] ?? 0] ?? 0)
  const effects = sortedWindow(t)
  const before = sortedWindow(BEFORE_DAYS)
  for (let j = from; j < t; j++) {
    if (edge[j] !== edge[t]) continue
    before.count = 0
    for (let i = Math.max(0, j - BEFORE_DAYS); i < j; i++) if (edge[i] === 0) put(before, flat(i))
    if (before.count >= MIN_DAYS_BEFORE) put(effects, flat(j) - middleOf(before))
  }
  const seen = effects.count
  const effect = seen === 0 ? 0 : (middleOf(effects) * seen) / (seen + 0.34)
  return { effect, spread: Math.abs(effect) * (SPREAD_BY_COUNT[Math.min(seen, 3)] ?? 0), seen }
}
