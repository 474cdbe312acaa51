import { describe, expect, it } from 'vitest'
import { parseOnsetPeriod } from './onset-period'
import { parsePeriod } from './period'

// A Thursday in week 47.
const TODAY = '2026-11-19'
const said = (words: string, today = TODAY): string => {
  const period = parsePeriod(words, today)
  return period === undefined ? 'not a period' : `${period.start}..${period.end}`
}

describe('periods, half-open, whole days before today', () => {
  it.each([
    ['today', '2026-11-19..2026-11-20'],
    ['yesterday', '2026-11-18..2026-11-19'],
    ['last 7d', '2026-11-12..2026-11-19'],
    ['last 2w', '2026-11-05..2026-11-19'],
    ['mtd', '2026-11-01..2026-11-19'],
    ['last month', '2026-10-01..2026-11-01'],
    ['last invoice', '2026-10-01..2026-11-01'],
    ['qtd', '2026-10-01..2026-11-19'],
    ['last quarter', '2026-07-01..2026-10-01'],
    ['q3 2026', '2026-07-01..2026-10-01'],
    ['q4', '2026-10-01..2027-01-01'],
    ['h1 2026', '2026-01-01..2026-07-01'],
    ['first half of the year', '2026-01-01..2026-07-01'],
    ['ytd', '2026-01-01..2026-11-19'],
    ['the year so far', '2026-01-01..2026-11-19'],
    ['2025', '2025-01-01..2026-01-01'],
    ['week 45', '2026-11-02..2026-11-09'],
    ['2026-w01', '2025-12-29..2026-01-05'],
    ['this week', '2026-11-16..2026-11-19'],
    ['last week', '2026-11-09..2026-11-16'],
    ['mon to wed this week', '2026-11-16..2026-11-19'],
    ['monday to friday last week', '2026-11-09..2026-11-14'],
    ['between monday and wednesday last week', '2026-11-09..2026-11-12'],
    ['thu to fri this week', 'not a period'],
    ['monday and wednesday this week', 'not a period'],
    ['week of 4 nov', '2026-11-02..2026-11-09'],
    ['the week of 17 nov', '2026-11-16..2026-11-19'],
    ['2026-10', '2026-10-01..2026-11-01'],
    ['october', '2026-10-01..2026-11-01'],
    ['december', '2025-12-01..2026-01-01'],
    ['2026-11-03..2026-11-09', '2026-11-03..2026-11-10'],
    ['2026-08..2026-10', '2026-08-01..2026-11-01'],
    ['since 9 nov', '2026-11-09..2026-11-19'],
    ['since monday', '2026-11-16..2026-11-19'],
    ['9.11.', '2026-11-09..2026-11-10'],
    ['13/11', '2026-11-13..2026-11-14'],
    ['3/11', 'not a period'],
    ['31 november', 'not a period'],
    ['week 54', 'not a period'],
    ['soon', 'not a period'],
  ])('reads “%s”', (words, wanted) => {
    expect(said(words)).toBe(wanted)
  })

  it('is never empty on the first day of a week, month, quarter or year', () => {
    expect(said('mtd', '2026-11-01')).toBe('2026-11-01..2026-11-02')
    expect(said('qtd', '2026-10-01')).toBe('2026-10-01..2026-10-02')
    expect(said('ytd', '2026-01-01')).toBe('2026-01-01..2026-01-02')
    expect(said('this week', '2026-11-16')).toBe('2026-11-16..2026-11-17')
  })

  it('knows the last day of February and the week that crosses a year', () => {
    expect(said('29 february 2028', '2028-03-10')).toBe('2028-02-29..2028-03-01')
    expect(said('29 february 2027', '2028-03-10')).toBe('not a period')
    expect(said('week 53 2026')).toBe('2026-12-28..2027-01-04')
  })

  it('hangs on the first day of a case: before, since, after', () => {
    const of = (words: string) => parseOnsetPeriod(words, '2026-11-09', TODAY)
    expect(of('before the spike')).toMatchObject({ start: '2026-10-12', end: '2026-11-09' })
    for (const words of ['since the deploy', 'after the change', 'since it started'])
      expect(of(words)).toMatchObject({ start: '2026-11-09', end: '2026-11-19' })
    expect(of('since lunch')).toBeUndefined()
  })
})
