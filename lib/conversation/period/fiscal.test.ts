import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '@/lib/kernel/time'
import type { Frame } from '@/schemas/frame'
import names from '../fixtures/northlight-names.json'
import { parse, print } from '../frame/canonical'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'
import { FISCAL_NOT_READ, FISCAL_NOT_SET } from './fiscal'
import { fiscalOf, fiscalPeriod } from './fiscal-period'

const TODAY = '2026-11-19'
type Over = { month?: number | null; previous?: Frame; today?: string }
const ask = (question: string, { month = 4, previous, today = TODAY }: Over = {}) =>
  read(question, { gazetteer: names as Gazetteer, today, previous: previous ?? null, focus_case: null, fiscal_year_starts_in_month: month })
const periodOf = (question: string, over: Over = {}): string => {
  const reading = ask(question, over)
  if (reading.outcome !== 'answered' || !('period' in reading.frame) || reading.frame.period === null) return `${reading.outcome}: ${JSON.stringify(reading)}`
  return reading.frame.period.label
}

describe('fiscal periods', () => {
  it.each([
    ['cost by service in FY26', 'FY26, 1 Apr 2025 – 31 Mar 2026'],
    ["cost by service in FY'26", 'FY26, 1 Apr 2025 – 31 Mar 2026'],
    ['cost by service in fiscal year 2026', 'FY26, 1 Apr 2025 – 31 Mar 2026'],
    ['cost by service in FY2025/26', 'FY26, 1 Apr 2025 – 31 Mar 2026'],
    ['what did we spend by team in fiscal 2026?', 'FY26, 1 Apr 2025 – 31 Mar 2026'],
    ['cost by team in FY26 Q2', 'FY26 Q2, 1 Jul 2025 – 30 Sep 2025'],
    ['cost by team in Q2 of FY26', 'FY26 Q2, 1 Jul 2025 – 30 Sep 2025'],
    ['cost by team in the second quarter of fiscal 2026', 'FY26 Q2, 1 Jul 2025 – 30 Sep 2025'],
    ['cost by team in fiscal Q2', 'FY27 Q2, 1 Jul 2026 – 30 Sep 2026'],
    ['cost by team in fiscal Q4', 'FY26 Q4, 1 Jan 2026 – 31 Mar 2026'],
    ['cost by service this fiscal year', 'FY27 to date, from 1 Apr 2026'],
    ['cost by service fiscal year to date', 'FY27 to date, from 1 Apr 2026'],
    ['cost by service FYTD', 'FY27 to date, from 1 Apr 2026'],
    ['cost by service last fiscal year', 'FY26, 1 Apr 2025 – 31 Mar 2026'],
    ['cost by service last fiscal quarter', 'FY27 Q2, 1 Jul 2026 – 30 Sep 2026'],
    ['cost by service this fiscal quarter', 'FY27 Q3 to date, from 1 Oct 2026'],
    ['cost by service in FY26 from October', 'FY26, 1 Oct 2025 – 30 Sep 2026'],
  ])('reads “%s” as %s', (question, label) => expect(periodOf(question)).toBe(label))

  it('names a year that starts in January after itself', () => expect(periodOf('cost by team in FY26', { month: 1 })).toBe('FY26, 1 Jan 2026 – 31 Dec 2026'))

  it('reads one that starts with the day itself as that day', () => {
    expect(periodOf('cost by team this fiscal year', { today: '2026-04-01' })).toBe('FY27 to date, from 1 Apr 2026')
  })

  it('declines with the setting to change while no first month is set, unless the question names one', () => {
    for (const question of ['cost by service in FY26', 'last fiscal quarter', 'fiscal year to date by team'])
      expect(ask(question, { month: null })).toMatchObject({ outcome: 'declined', because: FISCAL_NOT_SET })
    expect(FISCAL_NOT_SET).toContain('fiscal_year_starts_in_month')
    expect(periodOf('cost by service in FY26 from July', { month: null })).toBe('FY26, 1 Jul 2025 – 30 Jun 2026')
  })

  it('takes the first month that is said beside the question', () => {
    expect(periodOf('our fiscal year starts in July - FY26 spend by team', { month: null })).toBe('FY26, 1 Jul 2025 – 30 Jun 2026')
    expect(periodOf('FY26 spend by team, our fiscal year begins on the first of July', { month: 4 })).toBe('FY26, 1 Jul 2025 – 30 Jun 2026')
  })

  it('declines a fiscal period that it cannot read instead of reading the rest', () => {
    expect(ask('cost by service in fiscal week 12')).toMatchObject({ outcome: 'declined', because: FISCAL_NOT_READ })
  })

  it('shows the name and the days of it as the part of the reading that can be changed', () => {
    const reading = ask('cost by service in FY26')
    expect(reading.outcome === 'answered' && reading.chips.find((c) => c.slot === 'period')).toMatchObject({
      label: 'FY26, 1 Apr 2025 – 31 Mar 2026',
      source: 'said',
      canonical: 'period:fy26-from-april',
    })
  })

  it('carries the rest of the question on when only the period is said', () => {
    const first = ask('cost by team in lumen-dev in FY26')
    expect(first.outcome).toBe('answered')
    if (first.outcome !== 'answered') return
    const second = ask('and last fiscal quarter?', { previous: first.frame })
    expect(second).toMatchObject({ outcome: 'answered', frame: { ...first.frame, period: { label: 'FY27 Q2, 1 Jul 2026 – 30 Sep 2026' } } })
  })

  it('compares two of them', () => {
    const reading = ask('compare FY26 Q2 with FY26 Q1 by service')
    expect(reading).toMatchObject({
      outcome: 'answered',
      frame: { frame: 'compare_periods', period: { label: 'FY26 Q2, 1 Jul 2025 – 30 Sep 2025' }, baseline: { label: 'FY26 Q1, 1 Apr 2025 – 30 Jun 2025' } },
    })
  })

  const month = fc.integer({ min: 1, max: 12 })
  const quarter = fc.option(fc.integer({ min: 1, max: 4 }))

  it('has a line that reads back as the same period, whatever is set meanwhile', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 2020, max: 2040 }), quarter, fc.boolean(), (m, year, q, is_to_date) => {
        const period = fiscalPeriod({ year, quarter: q, is_to_date, month: m }, TODAY)
        if (period === undefined) return
        const frame = parse('/breakdown by:team period:last-month top:10', TODAY)
        if (frame?.frame !== 'breakdown') throw new Error('the line is no breakdown')
        const line = print({ ...frame, period }, TODAY)
        expect(line).toContain('period:fy')
        expect(parse(line, TODAY)).toEqual({ ...frame, period })
      }),
    )
  })

  it('has every day in exactly one quarter of exactly one year, and quarters that follow one another', () => {
    fc.assert(
      fc.property(month, fc.integer({ min: 0, max: 5000 }), (m, n) => {
        const day = addDays('2020-01-01', n)
        const { year, quarter: q } = fiscalOf(day, m)
        const period = fiscalPeriod({ year, quarter: q, is_to_date: false, month: m }, TODAY)
        expect(period !== undefined && period.start <= day && day < period.end).toBe(true)
        const next = fiscalOf(period?.end ?? day, m)
        expect(next).toEqual(q === 4 ? { year: year + 1, quarter: 1 } : { year, quarter: q + 1 })
        // Named after the calendar year of its last day.
        expect(addDays(fiscalPeriod({ year, quarter: null, is_to_date: false, month: m }, TODAY)?.end ?? day, -1).slice(0, 4)).toBe(String(year))
      }),
    )
  })
})
