import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'
import { parsePeriod } from './period'

const TODAY = '2026-11-19'
const days = (words: string): string => {
  const period = parsePeriod(words, TODAY)
  return period === undefined ? 'none' : `${period.start}..${period.end}`
}
const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: TODAY, previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('a time up to now, or through another', () => {
  it.each([
    ['SageMaker spend from July until now', 'period:since-1-jul'],
    ['S3 from August until today by account', 'period:since-1-aug'],
    ['RDS cost June to now', 'period:since-1-jun'],
    ['refunds from August through September', 'period:2026-08-01..2026-09-30'],
  ])('is one whole time: “%s”', (question, part) => {
    expect(line(question)).toContain(part)
  })
})

describe('parts of a year that are counted', () => {
  it.each([
    ['the second quarter', '2026-04-01..2026-07-01'],
    ['the 2nd quarter', '2026-04-01..2026-07-01'],
    ['third quarter of 2025', '2025-07-01..2025-10-01'],
    ['last quarter of 2025', '2025-10-01..2026-01-01'],
    ['the first half of 2026', '2026-01-01..2026-07-01'],
    ['first half', '2026-01-01..2026-07-01'],
    ['1st half of the year', '2026-01-01..2026-07-01'],
    ['the second half so far', '2026-07-01..2026-11-19'],
    ['the quarter', '2026-10-01..2026-11-19'],
    ['this half', '2026-07-01..2026-11-19'],
    ['the past half year', '2026-05-01..2026-11-01'],
    ['the last 2 quarters', '2026-04-01..2026-10-01'],
    ['since the beginning of October', '2026-10-01..2026-11-19'],
    ['the first half so far', 'none'],
  ])('%s is %s', (words, expected) => {
    expect(days(words.toLowerCase())).toBe(expected)
  })

  it('are of the kind that was named before', () => {
    expect(line('what changed the most from the second quarter to the third, by account?')).toContain('period:q3-2026 baseline:q2-2026')
    expect(line('cost by team, Q2 against the first')).toContain('period:q2-2026 baseline:q1-2026')
  })

  it('leave a figure that counts what follows to what follows', () => {
    expect(line('cost by service, Oct vs Sep, ten biggest')).toContain('baseline:september-2026 top:10')
    expect(line('week 44 against week 43, accounts')).toContain('by:account period:week-44-2026 baseline:week-43-2026')
  })
})
