import type { Flag } from './flags'
import type { CalendarDay, ScoredDay } from './scored-day'

/**
 * Scored days by column: what the detector writes while it runs, without an object for each day. Units as in `ScoredDay`; `bound` is the scale by which a day is
 * clipped before later ones are compared with it.
 */
export type JudgedDays = Record<'expected' | 'scale' | 'bound' | 'z' | 'cusum' | 'level' | 'weekday' | 'month_edge' | 'trend' | 'monthly', Float64Array> & {
  flag: (Flag | null)[]
}

/** Days of which nothing has been said yet. */
export function judgedDays(days: number): JudgedDays {
  const column = () => new Float64Array(days)
  return {
    expected: column().fill(Number.NaN),
    scale: column().fill(Number.NaN),
    bound: column().fill(Number.NaN),
    z: column(),
    cusum: column(),
    level: column(),
    weekday: column(),
    month_edge: column(),
    trend: column(),
    monthly: column(),
    flag: new Array<Flag | null>(days).fill(null),
  }
}

export const scoredDays = (judged: JudgedDays, points: readonly CalendarDay[], actual: ArrayLike<number>): ScoredDay[] =>
  points.map(({ day, is_settled }, t) => ({
    day,
    actual: actual[t] ?? 0,
    expected: judged.expected[t] as number,
    scale: judged.scale[t] as number,
    z: judged.z[t] as number,
    cusum: judged.cusum[t] as number,
    parts: {
      level: judged.level[t] as number,
      weekday: judged.weekday[t] as number,
      month_edge: judged.month_edge[t] as number,
      trend: judged.trend[t] as number,
    },
    monthly: judged.monthly[t] as number,
    flag: judged.flag[t] as Flag | null,
    is_settled,
  }))
