import { expect, it } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import { type Assessed, calibration, type Interval } from './calibration'

/** Seven measured days, then as many later ones as are listed, each with what it saved. */
const since = (later: readonly number[], until: string | null = null): Interval => ({
  first: { low: '90', high: '110' },
  until,
  trajectory: [...Array.from({ length: 7 }, () => 100), ...later].map((saved, i) => ({
    day: addDays('2026-10-01', i),
    actual: String(200 - saved),
    expected: '200',
    low80: '0',
    high80: '0',
    low95: '0',
    high95: '0',
    is_settled: true,
    is_used: i < 7,
  })),
})
const days = (n: number, saved: number) => Array.from({ length: n }, () => saved)

it('says how many first intervals hold what was saved later, once there are two weeks of it', () => {
  const { intervals } = calibration([since(days(14, 105)), since(days(14, 120)), since(days(13, 105)), since([])], [])
  expect(intervals).toEqual({ checked: 2, held: 1 })
})

it('does not hold an interval against days after its saving came undone', () => {
  const undone = since([...days(14, 100), ...days(14, 0)], addDays('2026-10-01', 21))
  expect(calibration([undone, { ...undone, until: null }], []).intervals).toEqual({ checked: 2, held: 1 })
})

it('scores how sure triage was against what people said, and counts their false alarms', () => {
  const said: Assessed[] = [
    { assessment: 'accurate', confidence: 0.9 },
    { assessment: 'false_positive', confidence: 0.3 },
    { assessment: 'expected', confidence: 0.8 },
    { assessment: 'accurate', confidence: null },
  ]
  const { brier, false_alarms } = calibration([], said)
  expect(brier).toEqual({ assessed: 2, score: 0.05 })
  expect(false_alarms).toEqual({ assessed: 4, false_alarms: 1 })
})

it('has no score of nothing', () => {
  expect(calibration([], [])).toEqual({
    intervals: { checked: 0, held: 0 },
    brier: { assessed: 0, score: null },
    false_alarms: { assessed: 0, false_alarms: 0 },
  })
})
