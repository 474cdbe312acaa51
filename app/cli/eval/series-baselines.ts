import { mean, median } from '@/lib/kernel/stats'

/** Simple rules that people use on daily cost, with the same floor of $10 a day: flagged days of one series, each judged by the days before it. */
export type SeriesRule = { id: string; title: string; flagged(costs: readonly number[]): number[] }

const LEAST_DOLLARS = 10
const FIRST_DAY = 14
const MAD_TO_Z = 0.6745

const daysThat = (costs: readonly number[], is_odd: (cost: number, t: number) => boolean): number[] =>
  costs.flatMap((cost, t) => (t >= FIRST_DAY && is_odd(cost, t) ? [t] : []))

/** Three standard deviations above the mean of 30 days. */
const zOf30Days: SeriesRule = {
  id: 'z_30_days',
  title: 'z > 3 over 30 days',
  flagged: (costs) =>
    daysThat(costs, (cost, t) => {
      const before = costs.slice(Math.max(0, t - 30), t)
      const centre = mean(before)
      const sd = Math.sqrt(before.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (before.length - 1))
      return sd > 0 && (cost - centre) / sd >= 3 && cost - centre >= LEAST_DOLLARS
    }),
}

/** Modified z of 3.5 against the median of a week. */
const madOf7Days: SeriesRule = {
  id: 'mad_7_days',
  title: 'median/MAD 3.5 over 7 days',
  flagged: (costs) =>
    daysThat(costs, (cost, t) => {
      const before = costs.slice(t - 7, t)
      const centre = median(before)
      const spread = median(before.map((x) => Math.abs(x - centre)))
      return spread > 0 && (MAD_TO_Z * (cost - centre)) / spread >= 3.5 && cost - centre >= LEAST_DOLLARS
    }),
}

/** 30 % above the mean of a week. */
const thirtyPercent: SeriesRule = {
  id: 'week_plus_30_pct',
  title: '30 % above a 7-day mean',
  flagged: (costs) =>
    daysThat(costs, (cost, t) => {
      const centre = mean(costs.slice(t - 7, t))
      return cost > centre * 1.3 && cost - centre >= LEAST_DOLLARS
    }),
}

export const SERIES_RULES: readonly SeriesRule[] = [zOf30Days, madOf7Days, thirtyPercent]
