import type { SampleYear } from '@/lib/desks/cost/fixtures/sample-year'
import { judgeSeries } from '@/lib/desks/cost/series/judge-series'
import { toMs } from '@/lib/kernel/time'
import type { EvalSet } from './eval-set'
import { scoreYears } from './score-years'
import { SERIES_RULES } from './series-baselines'

// Seeds from 5000 on report; seeds below are free for tuning.
const SPLITS = { tune: { first: 1000, count: 300 }, report: { first: 5000, count: 300 }, all: { first: 5000, count: 300 } } as const

/** The days that `countersign detect` flags in one generated year. */
export const flaggedDays = ({ points, costs }: SampleYear): number[] =>
  judgeSeries(points.map(({ day }, t) => ({ at: day, ms: toMs(`${day}T00:00:00.000Z`), value: costs[t] ?? 0 }))).points.flatMap((point, t) =>
    point.flag ? [t] : [],
  )

/** Generated years of daily cost with labelled spikes, steps and drifts. */
export const series: EvalSet = {
  id: 'series',
  title: 'Generated daily series',
  needs: [],
  async score({ split, say }) {
    const { first, count } = SPLITS[split]
    say(`${count} years`)
    const ours = scoreYears(first, count, flaggedDays)
    const rules = SERIES_RULES.map((rule) => ({ rule, score: scoreYears(first, count, (year) => rule.flagged(year.costs)) }))
    const beside = (pick: (score: (typeof rules)[number]['score']) => number) =>
      rules.map(({ rule, score }) => `${pick(score).toFixed(2)} ${rule.title}`).join(', ')
    return {
      result: { ...ours, baselines: Object.fromEntries(rules.map(({ rule, score }) => [rule.id, score])) },
      figures: [
        { name: 'event F1', value: ours.f1, aim: '>= 0.90', baseline: beside((score) => score.f1) },
        {
          name: 'false alarms per series and year',
          value: ours.false_alarms_per_series_year,
          aim: '<= 0.3',
          baseline: beside((score) => score.false_alarms_per_series_year),
        },
        { name: 'precision', value: ours.precision, aim: null, baseline: beside((score) => score.precision) },
        { name: 'recall', value: ours.recall, aim: null, baseline: beside((score) => score.recall) },
        { name: 'dollar recall', value: ours.dollar_recall, aim: null, baseline: beside((score) => score.dollar_recall) },
      ],
      notes: [
        `${count} years from seed ${first} on; alarms count from day 60; found: ${Object.entries(ours.recall_by_type)
          .map(([type, recall]) => `${type} ${recall.toFixed(2)}`)
          .join(', ')}`,
      ],
    }
  },
}
