import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import names from '@/lib/conversation/fixtures/northlight-names.json'
import { addDays, daysBetween } from '@/lib/kernel/time'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'
import { defaultBaseline, heldAgainst, unitBefore } from './baseline'
import { besidePeriod } from './baseline-words'
import { dates } from './calendar'
import { parsePeriod } from './period'

// A Thursday.
const TODAY = '2026-11-19'
const ctx = { today: TODAY, gazetteer: names as Gazetteer, previous: null, focus_case: null }
const days = (period: { start: string; end: string }): string => `${period.start} ${addDays(period.end, -1)}`
const compared = (question: string): string => {
  const reading = read(question, ctx)
  if (reading.outcome !== 'answered' || !('baseline' in reading.frame)) return reading.outcome
  return `${days(reading.frame.period)} against ${days(reading.frame.baseline)}`
}

const MONTH = '2026-11-01 2026-11-18'
const WEEK = '2026-11-16 2026-11-18'
const SEVEN = '2026-11-12 2026-11-18'

describe('what a time is held against', () => {
  it.each([
    // What is named is taken whole.
    ['how are we doing this month vs last?', `${MONTH} against 2026-10-01 2026-10-31`],
    ['spend this month vs the one before', `${MONTH} against 2026-10-01 2026-10-31`],
    ['is this month higher than last', `${MONTH} against 2026-10-01 2026-10-31`],
    ['cost last month vs this', `${MONTH} against 2026-10-01 2026-10-31`],
    ['cost this week vs last', `${WEEK} against 2026-11-09 2026-11-15`],
    ['this week against the week before', `${WEEK} against 2026-11-09 2026-11-15`],
    ['cost vs last week', `${WEEK} against 2026-11-09 2026-11-15`],
    ['last week vs the week before', '2026-11-09 2026-11-15 against 2026-11-02 2026-11-08'],
    ['september vs the month before', '2026-09-01 2026-09-30 against 2026-08-01 2026-08-31'],
    ['how does last month compare with the previous month', '2026-10-01 2026-10-31 against 2026-09-01 2026-09-30'],
    ['Q3 vs the quarter before', '2026-07-01 2026-09-30 against 2026-04-01 2026-06-30'],
    ['this quarter vs the previous one', '2026-10-01 2026-11-18 against 2026-07-01 2026-09-30'],
    ['last 3 months vs the 3 months before', '2026-08-01 2026-10-31 against 2026-05-01 2026-07-31'],
    ['yesterday vs the day before', '2026-11-18 2026-11-18 against 2026-11-17 2026-11-17'],
    // As many days before.
    ['last 7d vs the 7d before', `${SEVEN} against 2026-11-05 2026-11-11`],
    ['last 7 days against the previous 7 days', `${SEVEN} against 2026-11-05 2026-11-11`],
    ['last 30d vs the 30 before', '2026-10-20 2026-11-18 against 2026-09-20 2026-10-19'],
    ['cost more than the week before', `${SEVEN} against 2026-11-05 2026-11-11`],
    // The same dates.
    ['spend this month compared with the same days of october', `${MONTH} against 2026-10-01 2026-10-18`],
    ['spend this month vs the same period last month', `${MONTH} against 2026-10-01 2026-10-18`],
    ['yesterday vs the same day last week', '2026-11-18 2026-11-18 against 2026-11-11 2026-11-11'],
    ['october vs last year', '2026-10-01 2026-10-31 against 2025-10-01 2025-10-31'],
    ['october vs october last year', '2026-10-01 2026-10-31 against 2025-10-01 2025-10-31'],
    ['last week vs the same week last year', '2026-11-09 2026-11-15 against 2025-11-10 2025-11-16'],
    ["how's the bill looking compared to this time last month", `${MONTH} against 2026-10-01 2026-10-18`],
    ['is our bill higher than it was last month', `${MONTH} against 2026-10-01 2026-10-31`],
    // Both at once.
    ['cost MoM by team', `${MONTH} against 2026-10-01 2026-10-31`],
    ['september MoM by team', '2026-09-01 2026-09-30 against 2026-08-01 2026-08-31'],
    ['compare spend QoQ', '2026-10-01 2026-11-18 against 2026-07-01 2026-09-30'],
    ['cost week over week', `${SEVEN} against 2026-11-05 2026-11-11`],
    ['cost year on year', `${MONTH} against 2025-11-01 2025-11-18`],
    // Nobody said.
    ['what moved this month', `${MONTH} against 2026-10-01 2026-10-18`],
    ['what moved in the last 30 days', '2026-10-20 2026-11-18 against 2026-09-20 2026-10-19'],
    ['what moved last month', '2026-10-01 2026-10-31 against 2026-09-01 2026-09-30'],
    ['what moved yesterday', '2026-11-18 2026-11-18 against 2026-11-11 2026-11-11'],
    ['what moved this week', `${WEEK} against 2026-11-09 2026-11-11`],
  ])('%s', (question, expected) => {
    expect(compared(question)).toBe(expected)
  })

  it('takes the end of a shorter month for days that it does not have', () => {
    expect(days(defaultBaseline({ start: '2026-03-01', end: '2026-03-31', label: 'month to date' }, '2026-03-31'))).toBe('2026-02-01 2026-02-28')
  })
})

const period = fc
  .tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 400 }))
  .map(([back, length]) => dates(addDays(TODAY, -back - length), addDays(TODAY, -back), TODAY))
const named = fc
  .constantFrom('this month', 'last month', 'this week', 'last week', 'this quarter', 'last quarter', 'this year', 'last 3mo', 'last 30d', 'yesterday', 'today')
  .map((words) => parsePeriod(words, TODAY) ?? dates(TODAY, TODAY, TODAY))

describe('a baseline', () => {
  it('ends before its period begins and has the same length, or is whole months', () => {
    fc.assert(
      fc.property(fc.oneof(period, named), fc.constantFrom(defaultBaseline, unitBefore), (of, before) => {
        const baseline = before(of, TODAY)
        expect(baseline.start < baseline.end && baseline.end <= of.start).toBe(true)
        const is_whole = baseline.start.endsWith('-01') && baseline.end.endsWith('-01')
        const is_week = of.label === 'this week'
        expect(is_whole || is_week || daysBetween(baseline.start, baseline.end) === daysBetween(of.start, of.end)).toBe(true)
      }),
    )
  })

  it('is never the period itself, however it is named beside it', () => {
    const words = fc.constantFrom(
      'last',
      'the one before',
      'the week before',
      'the month before',
      'previous 7d',
      'the 7d before',
      'the same days last month',
      'last year',
    )
    fc.assert(
      fc.property(fc.oneof(period, named), words, (of, said) => {
        const baseline = besidePeriod(said, of, TODAY)
        expect(baseline === undefined || baseline.start < of.start).toBe(true)
        expect(heldAgainst(of, of, TODAY).start < of.start).toBe(true)
      }),
    )
  })
})
