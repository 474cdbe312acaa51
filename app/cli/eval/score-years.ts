import { type SampleYear, SCORED_FROM, sampleYear, scoreFlags } from '@/lib/desks/cost/fixtures/sample-year'
import { round6 } from '@/lib/kernel/stats'

/** Event scores of one rule over many generated years. Dollars count for every labelled change that has a flagged day. */
export type YearsScore = {
  series: number
  f1: number
  precision: number
  recall: number
  false_alarms_per_series_year: number
  dollar_recall: number
  recall_by_type: Record<string, number>
}

const DAYS_A_YEAR = 365

/** Scores `flagged` (days, by index) on `count` generated years from the seed `first_seed` on. */
export function scoreYears(first_seed: number, count: number, flagged: (year: SampleYear) => readonly number[]): YearsScore {
  const sum = { hits: 0, misses: 0, false_alarms: 0, alarms: 0 }
  const dollars = { found: 0, all: 0 }
  const types: Record<string, { found: number; all: number }> = {}
  let days = 0
  for (let i = 0; i < count; i++) {
    const year = sampleYear(first_seed + i)
    const flags = flagged(year)
      .filter((t) => t >= SCORED_FROM)
      .sort((a, b) => a - b)
    const score = scoreFlags(flags, year.changes)
    for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += score[key]
    for (const change of year.changes) {
      const is_found = flags.some((t) => t >= change.first && t <= change.last)
      const before = types[change.type] ?? { found: 0, all: 0 }
      types[change.type] = { found: before.found + (is_found ? 1 : 0), all: before.all + 1 }
      dollars.all += change.dollars
      if (is_found) dollars.found += change.dollars
    }
    days += year.costs.length - SCORED_FROM
  }
  const precision = (sum.alarms - sum.false_alarms) / Math.max(1, sum.alarms)
  const recall = sum.hits / Math.max(1, sum.hits + sum.misses)
  return {
    series: count,
    f1: round6((2 * precision * recall) / Math.max(1e-9, precision + recall)),
    precision: round6(precision),
    recall: round6(recall),
    false_alarms_per_series_year: round6((sum.false_alarms / Math.max(1, days)) * DAYS_A_YEAR),
    dollar_recall: round6(dollars.found / Math.max(1e-9, dollars.all)),
    recall_by_type: Object.fromEntries(Object.entries(types).map(([type, tally]) => [type, round6(tally.found / tally.all)])),
  }
}
