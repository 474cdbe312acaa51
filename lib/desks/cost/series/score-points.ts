import { round6 } from '@/lib/kernel/stats'
import { type RollingOrder, rollingOrder } from './rolling-order'
import { tailRarity } from './tail-rarity'

/** Knobs of the point scorer, in points of the series; chosen on the tuning half of the published streams, where neighbouring settings score alike. */
export const POINT_PARAMS = {
  /** How far back "usual" reaches: two weeks of five-minute points. */
  window_points: 4000,
  /** Before so many points nothing is judged. */
  history_points: 100,
  /** Beyond this quantile, and below its mirror, a value is in the tail. */
  tail_quantile: 0.98,
  /** Length of the two neighbouring stretches whose means are compared for a shift of the level. */
  shift_points: 24,
  /** A point alarms only if it is rarer than every one of so many points before it. */
  quiet_points: 100,
  /** Smallest scale of a tail as a share of the quantile that it starts from. */
  smallest_scale_ratio: 0.001,
  /** Sum of the two rarities, in powers of ten, from which a point is flagged. */
  flag_score: 4,
} as const

/** One point as the scorer saw it, from earlier points only. `usual` is the range of the middle 96 % of them, null while there are too few. */
export type ScoredPoint = {
  value: number
  usual: { low: number; high: number } | null
  /** Powers of ten: 3 is a value that is expected once in a thousand points. 0 inside the usual range. */
  value_rarity: number
  /** The same for the change of the mean between the last two stretches of 24 points. */
  shift_rarity: number
  /** Both together; 0 unless it is higher than at every one of the hundred points before. */
  score: number
  is_flagged: boolean
}

/**
 * Scores every point of a stream by how rare its value and the shift of its level are among the points before it. Causal and deterministic:
 * later points never change what was said, and the time of a point plays no part.
 */
export function scorePoints(values: readonly number[], p: typeof POINT_PARAMS = POINT_PARAMS): ScoredPoint[] {
  const seen = rollingOrder(p.window_points)
  const shifts = rollingOrder(p.window_points)
  const recent = recentHighest(p.quiet_points)
  return values.map((value, i) => {
    const shift = shiftAt(i, values, p.shift_points)
    const value_rarity = round6(Math.max(rarityOf(value, seen, 'above', p), rarityOf(value, seen, 'below', p)))
    const shift_rarity = round6(rarityOf(shift, shifts, 'above', p))
    const usual = seen.count() < p.history_points ? null : { low: round6(seen.quantile(1 - p.tail_quantile)), high: round6(seen.quantile(p.tail_quantile)) }
    seen.add(value)
    shifts.add(shift)
    const rarity = round6(value_rarity + shift_rarity)
    const score = recent.isHighest(i, rarity) ? rarity : 0
    return { value, usual, value_rarity, shift_rarity, score, is_flagged: score >= p.flag_score }
  })
}

function rarityOf(x: number, seen: RollingOrder, side: 'above' | 'below', p: typeof POINT_PARAMS): number {
  if (seen.count() < p.history_points) return 0
  const limit = seen.quantile(side === 'above' ? p.tail_quantile : 1 - p.tail_quantile)
  const by = side === 'above' ? x - limit : limit - x
  if (by <= 0) return 0
  return tailRarity(by, seen.beyond(limit, side), seen.count(), Math.max(Math.abs(limit) * p.smallest_scale_ratio, Number.MIN_VALUE))
}

/** Distance between the means of the last `length` values and of as many before them; 0 while there are fewer. */
function shiftAt(i: number, values: readonly number[], length: number): number {
  if (i + 1 < 2 * length) return 0
  let difference = 0
  for (let k = 0; k < length; k++) difference += (values[i - k] ?? 0) - (values[i - k - length] ?? 0)
  return Math.abs(difference) / length
}

/** Tells whether a score is higher than each of the last `span` scores. Keeps only those that can still be the highest, in falling order. */
function recentHighest(span: number): { isHighest(i: number, score: number): boolean } {
  const kept: { i: number; score: number }[] = []
  return {
    isHighest(i, score) {
      while (kept[0] !== undefined && kept[0].i < i - span) kept.shift()
      const is_highest = score > (kept[0]?.score ?? 0)
      while ((kept.at(-1)?.score ?? Number.POSITIVE_INFINITY) <= score) kept.pop()
      kept.push({ i, score })
      return is_highest
    },
  }
}
