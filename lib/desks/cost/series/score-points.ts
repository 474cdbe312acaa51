import { round6 } from '@/lib/kernel/stats'
import { type RollingOrder, rollingOrder } from './rolling-order'
import { tailRarity } from './tail-rarity'
import { timeOfDayDeviation } from './time-of-day'

/** Knobs of the point scorer, in points of the series; chosen on the tuning half of the published streams, also played backwards and at half their rate. */
export const POINT_PARAMS = {
  /** How far back "usual" reaches: two weeks of five-minute points. */
  window_points: 4000,
  /** Before so many points nothing is judged. */
  history_points: 100,
  /** Beyond this quantile, and below its mirror, a value is in the tail. */
  tail_quantile: 0.98,
  /** Lengths of the two neighbouring stretches whose means are compared for a shift of the level. */
  shift_points: [12, 24, 48],
  /** A point alarms only if its score is higher than at every one of so many points before it. */
  quiet_points: 100,
  /** Smallest scale of a tail as a share of the largest usual value: what is smaller is rounding. */
  smallest_scale_ratio: 0.001,
  /** Score from which a point is flagged. */
  flag_score: 4.4,
} as const

/** What a point is tested for. Each rarity is in powers of ten: 3 is expected once in a thousand points, 0 is nothing unusual. */
export type PointTest = 'rare_value' | 'rare_for_time_of_day' | 'shift_12' | 'shift_24' | 'shift_48'

/** One point as the scorer saw it, from earlier points only. `usual` is the range of the middle 96 % of them, null while there are too few. */
export type ScoredPoint = {
  value: number
  usual: { low: number; high: number } | null
  rarities: Record<PointTest, number>
  /** All rarities as one length: a point that fails several tests outranks one that fails a single test as badly. */
  rarity: number
  /** The rarity, or 0 unless it is higher than at every one of the hundred points before. */
  score: number
  is_flagged: boolean
}

/**
 * Scores every point of a stream by how rare it is among the points before it: its value, its value for the time of day, and the shift of the level
 * over three lengths. Causal and deterministic: later points never change what was said.
 */
export function scorePoints(points: readonly { ms: number; value: number }[]): ScoredPoint[] {
  const p = POINT_PARAMS
  const values = points.map((point) => point.value)
  const [seen, deviations] = [rollingOrder(p.window_points), rollingOrder(p.window_points)]
  const [s12, s24, s48] = [rollingOrder(p.window_points), rollingOrder(p.window_points), rollingOrder(p.window_points)]
  const timeOfDay = timeOfDayDeviation()
  const isHighest = recentHighest(p.quiet_points)
  const [short, middle, long] = p.shift_points
  return points.map(({ ms, value }, i) => {
    const usual = seen.count() < p.history_points ? null : { low: round6(seen.quantile(1 - p.tail_quantile)), high: round6(seen.quantile(p.tail_quantile)) }
    const smallest = usual === null ? 0 : Math.max(Math.abs(usual.low), Math.abs(usual.high)) * p.smallest_scale_ratio
    const { deviation, is_settled } = timeOfDay(ms, value)
    const deviation_rarity = rarityOf(deviation, deviations, true, smallest)
    const rarities = {
      rare_value: rarityOf(value, seen, true, smallest),
      rare_for_time_of_day: is_settled ? deviation_rarity : 0,
      shift_12: rarityOf(shiftAt(i, values, short), s12, false, smallest),
      shift_24: rarityOf(shiftAt(i, values, middle), s24, false, smallest),
      shift_48: rarityOf(shiftAt(i, values, long), s48, false, smallest),
    }
    const rarity = round6(Math.hypot(...Object.values(rarities)))
    const score = isHighest(i, rarity) ? rarity : 0
    return { value, usual, rarities, rarity, score, is_flagged: score >= p.flag_score }
  })
}

/** How rare `x` is among the values held so far, which it then joins; 0 where it is not known. `both` asks for the low tail as well. */
function rarityOf(x: number | null, held: RollingOrder, both: boolean, smallest: number): number {
  if (x === null) return 0
  const rarity = held.count() < POINT_PARAMS.history_points ? 0 : Math.max(tailOf(x, held, 'above', smallest), both ? tailOf(x, held, 'below', smallest) : 0)
  held.add(x)
  return round6(rarity)
}

function tailOf(x: number, held: RollingOrder, side: 'above' | 'below', smallest: number): number {
  const p = POINT_PARAMS
  const limit = held.quantile(side === 'above' ? p.tail_quantile : 1 - p.tail_quantile)
  const by = side === 'above' ? x - limit : limit - x
  if (by <= 0) return 0
  return tailRarity(by, held.beyond(limit, side), held.count(), Math.max(smallest, Number.MIN_VALUE))
}

/** Distance between the means of the last `length` values and of as many before them; null while there are fewer. */
function shiftAt(i: number, values: readonly number[], length: number): number | null {
  if (i + 1 < 2 * length) return null
  let difference = 0
  for (let k = 0; k < length; k++) difference += (values[i - k] ?? 0) - (values[i - k - length] ?? 0)
  return Math.abs(difference) / length
}

/** Tells whether a score is higher than each of the last `span` scores. Keeps only those that can still be the highest, in falling order. */
function recentHighest(span: number): (i: number, score: number) => boolean {
  const kept: { i: number; score: number }[] = []
  return (i, score) => {
    while (kept[0] !== undefined && kept[0].i < i - span) kept.shift()
    const is_highest = score > (kept[0]?.score ?? 0)
    while ((kept.at(-1)?.score ?? Number.POSITIVE_INFINITY) <= score) kept.pop()
    kept.push({ i, score })
    return is_highest
  }
}
