import { clamp } from '@/lib/kernel/stats'
import type { Excess } from './rolling-order'

// Heavier tails than this have no finite variance, and moments say nothing about them.
const HEAVIEST_SHAPE = 0.5
const EXPONENTIAL_BELOW = 0.001
// A tail measured on a few dozen excesses says nothing about one in 10^12.
const MOST_DECADES = 12

/**
 * How rare a value is that lies `by` beyond a high quantile, in powers of ten: 3 means "expected once in a thousand points". The tail of the earlier
 * excesses is a generalised Pareto distribution fitted by moments (peaks over threshold). `smallest_scale` keeps constant series from alarming at nothing.
 */
export function tailRarity(by: number, excess: Excess, points: number, smallest_scale: number): number {
  const { count, mean, variance } = excess
  const shape = variance > 0 ? clamp(0.5 * (1 - mean ** 2 / variance), 0, HEAVIEST_SHAPE) : 0
  const scale = Math.max(mean * (1 - shape), smallest_scale)
  const decades_beyond = shape < EXPONENTIAL_BELOW ? by / scale / Math.LN10 : Math.log10(1 + (shape * by) / scale) / shape
  return clamp(decades_beyond - Math.log10((count + 1) / (points + 1)), 0, MOST_DECADES)
}
