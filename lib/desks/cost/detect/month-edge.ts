import { isFirstOfMonth, isLastOfMonth } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { middle } from './middle'

/** Bills jump on the first and the last day of a month (monthly fees, batch closings): 1 first, 2 last, 0 any other day. */
export type EdgeClass = 0 | 1 | 2

export const edgeClass = (day: Day): EdgeClass => (isFirstOfMonth(day) ? 1 : isLastOfMonth(day) ? 2 : 0)

// Uncertainty of the learned effect as a share of it, by how many earlier edges were seen.
const SPREAD_BY_COUNT = [0, 0.5, 0.25, 0.12] as const

export type EdgeEffect = { effect: number; spread: number; seen: number }

// Both sides are taken as billed: the cleaned history is lifted when a new level is accepted, and earlier edges would seem to fall.
/** What this series did on earlier days of the same class against the fortnight before each, in log units, shrunk towards none. */
export function monthEdgeEffect(
  t: number,
  raw: readonly number[],
  weekday: readonly number[],
  edge: readonly EdgeClass[],
  factors: readonly number[],
  from: number,
): EdgeEffect {
  const effects: number[] = []
  for (let j = from; j < t; j++) {
    if (edge[j] !== edge[t]) continue
    const before: number[] = []
    for (let i = Math.max(0, j - 14); i < j; i++) if (edge[i] === 0) before.push((raw[i] ?? 0) - (factors[weekday[i] ?? 0] ?? 0))
    if (before.length >= 5) effects.push((raw[j] ?? 0) - (factors[weekday[j] ?? 0] ?? 0) - middle(before))
  }
  const seen = effects.length
  const effect = seen === 0 ? 0 : (middle(effects) * seen) / (seen + 0.34)
  return { effect, spread: Math.abs(effect) * (SPREAD_BY_COUNT[Math.min(seen, 3)] ?? 0), seen }
}
