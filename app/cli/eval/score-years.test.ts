import { describe, expect, test } from 'vitest'
import { scoreYears } from './score-years'
import { flaggedDays } from './series'
import { SERIES_RULES } from './series-baselines'

describe('the score of flagged days in generated years', () => {
  test('is 1 without false alarms for a rule that knows the labels', () => {
    const score = scoreYears(1000, 12, (year) =>
      year.changes.flatMap((change) => Array.from({ length: change.last - change.first + 1 }, (_, i) => change.first + i)),
    )
    expect(score).toMatchObject({ f1: 1, precision: 1, recall: 1, dollar_recall: 1, false_alarms_per_series_year: 0 })
  })

  test('is 0 for a rule that is silent', () =>
    expect(scoreYears(1000, 12, () => [])).toMatchObject({ f1: 0, recall: 0, dollar_recall: 0, false_alarms_per_series_year: 0 }))

  test('puts the daily detector well above every simple rule, at a fraction of their false alarms', () => {
    const ours = scoreYears(1000, 25, flaggedDays)
    for (const rule of SERIES_RULES) {
      const theirs = scoreYears(1000, 25, (year) => rule.flagged(year.costs))
      expect(ours.f1).toBeGreaterThan(theirs.f1 + 0.2)
      expect(ours.false_alarms_per_series_year).toBeLessThan(theirs.false_alarms_per_series_year / 4)
    }
  })
})
