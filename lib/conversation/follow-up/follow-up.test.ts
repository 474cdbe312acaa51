import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { parse } from '../frame/canonical'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'
import type { ReadingContext } from './context'

const today = '2026-11-19'
const frame = (line: string) => parse(line, today) ?? null
/** What a question means right after the view that `before` names. */
function readAfter(before: string | null, question: string, more: Partial<ReadingContext> = {}): string {
  const ctx: ReadingContext = { gazetteer: names as Gazetteer, today, previous: before === null ? null : frame(before), focus_case: null, ...more }
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical : `${reading.outcome}: ${reading.outcome === 'clarify' ? reading.question : reading.because}`
}

const MOVERS = '/movers by:service period:last-month baseline:september-2026 top:10 account:210000000004'
const COST = '/breakdown by:service period:october-2026 top:10 account:210000000003'

describe('a question that leans on the one before it', () => {
  it.each([
    [MOVERS, 'and data-platform?', 'account:210000000003'],
    [MOVERS, 'by team', 'by:team'],
    [MOVERS, 'only eu-west-1', 'region:eu-west-1'],
    [MOVERS, 'without EC2', 'not-service:"Amazon Elastic Compute Cloud"'],
    [MOVERS, 'last week instead', 'period:last-week'],
    [COST, 'vs september', '/compare by:service period:october-2026 baseline:september-2026 top:10 account:210000000003'],
    [COST, 'compare that with september', '/compare by:service period:october-2026 baseline:september-2026 top:10 account:210000000003'],
    [COST, 'top 3', 'top:3'],
    [
      '/breakdown by:account period:yesterday top:10 service:"AWS Lambda"',
      'line items for storefront-prod',
      '/lines period:yesterday top:20 account:210000000002 service:"AWS Lambda"',
    ],
    [
      '/breakdown by:account charge:fee period:last-quarter top:10',
      'And the marketplace charges for the same time, please.',
      'charge:marketplace period:last-quarter',
    ],
    ['/approvals', 'decided ones instead', '/approvals state:decided'],
    ['/anomalies top:20 env:prod', 'any of those high?', '/anomalies severity:high top:20 env:prod'],
    [COST, 'more', 'top:20'],
    [COST, 'no, lumen-dev', 'account:210000000006'],
    [COST, 'remove the account filter', '/breakdown by:service period:october-2026 top:10'],
    [COST, 'everywhere', '/breakdown by:service period:october-2026 top:10'],
    [COST, 'over time', '/trend period:october-2026 account:210000000003'],
    [MOVERS, 'only the ones that went down', 'direction:down'],
    [COST, 'w/o S3', 'not-service:"Amazon Simple Storage Service"'],
    ['/breakdown by:account period:yesterday top:10', 'no, vs same day last week', '/compare by:account period:yesterday baseline:11-nov top:10'],
    ['/trend period:since-1-oct account:210000000003', 'per region please', '/trend by:region period:since-1-oct account:210000000003'],
    ['/trend period:since-1-oct account:210000000003', 'split by region', '/trend by:region period:since-1-oct account:210000000003'],
    ['/trend period:since-1-oct account:210000000003', 'stacked by region', '/trend by:region period:since-1-oct account:210000000003'],
    ['/trend period:since-1-oct account:210000000003', 'by region', '/breakdown by:region period:since-1-oct top:10 account:210000000003'],
    ['/breakdown by:service period:last-week top:10', 'same but one week before', 'period:2026-11-02..2026-11-08'],
    ['/audit person:usr_yuki period:month-to-date top:20', 'only the approvals', '/audit about:approval period:month-to-date person:usr_yuki top:20'],
    ['/audit person:usr_yuki about:approval period:month-to-date top:20', 'and Ines?', '/audit about:approval period:month-to-date person:usr_ines top:20'],
    ['/approvals over:500/month', 'and the decided ones', '/approvals state:decided over:500/month'],
    ['/held account:210000000004', 'only below floor', '/held rule:below_floor top:20 account:210000000004'],
    ['/approvals', 'anything above 800 a month?', '/approvals over:800/month'],
    ['/anomalies severity:critical top:20', 'what about high', 'severity:high'],
    ['/anomalies account:210000000003 top:20', 'the closed ones', 'state:closed'],
    ['/anomalies account:210000000003 top:20', 'the closed ones too', 'state:all'],
    ['/explain case:case_lumen', 'why?', '/why case:case_lumen'],
    ['/explain case:case_lumen', 'who must approve it', '/gate case:case_lumen'],
    ['/explain case:case_lumen', 'and case_gp2?', '/explain case:case_gp2'],
    ['/explain case:case_lumen', 'cost of that account', 'account:210000000006'],
  ])('%s, then “%s”', (before, question, wanted) => {
    expect(readAfter(before, question)).toContain(wanted)
  })

  it('takes a row by its place in the list that was shown', () => {
    const listed = ['case_plan', 'case_natgw', 'case_lumen']
    expect(readAfter('/anomalies top:20', 'explain the second one', { listed })).toBe('/explain case:case_natgw')
    expect(readAfter('/anomalies top:20', 'the last one', { listed })).toBe('/explain case:case_lumen')
    expect(readAfter('/anomalies top:20', 'the fifth one', { listed })).toContain('No list with that many rows')
  })

  it('goes back to the view before, says when there is none, and forgets on request', () => {
    const before = frame(COST)
    if (before === null) throw new Error('unreadable')
    expect(readAfter(MOVERS, 'back', { trail: [before] })).toBe(COST)
    expect(readAfter(MOVERS, 'back', { trail: [] })).toContain('nothing to go back to')
    expect(readAfter(MOVERS, 'forget that')).toBe('/help')
  })

  it('narrows what is shown to a part of it', () => {
    expect(readAfter('/savings period:q3-2026', 'And how much of that for the platform team?')).toBe('/savings period:q3-2026 team:platform')
    expect(readAfter('/anomalies over:500/day top:20', 'as a chart')).not.toMatch(/^\//)
    expect(readAfter('/audit period:last-week person:usr_ines', 'executions only')).toBe('/audit about:execution period:last-week person:usr_ines top:20')
  })

  it('stands alone when it brings its own topic', () => {
    expect(readAfter(COST, 'what needs attention?')).toBe('/anomalies top:20')
    expect(readAfter('/explain case:case_lumen', 'total cost last month by account')).toBe('/breakdown by:account period:last-month top:10')
  })
})

describe('after a view of several places', () => {
  const several = '/breakdown by:service period:last-month top:10 any-account:210000000006 any-account:210000000005'

  it.each([
    ['by region', '/breakdown by:region period:last-month top:10 any-account:210000000006 any-account:210000000005'],
    ['last quarter instead', '/breakdown by:service period:last-quarter top:10 any-account:210000000006 any-account:210000000005'],
    ['only storefront-prod', '/breakdown by:service period:last-month top:10 account:210000000002'],
    ['remove all filters', '/breakdown by:service period:last-month top:10'],
  ])('“%s” shows %s', (question, line) => {
    const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: parse(several, '2026-11-19') ?? null, focus_case: null })
    expect(reading.outcome === 'answered' && reading.canonical).toBe(line)
  })
})
