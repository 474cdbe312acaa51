import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { parse } from '../frame/canonical'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const TODAY = '2026-11-19'
function line(question: string, previous: string | null = null): string {
  const before = previous === null ? null : (parse(previous, TODAY) ?? null)
  const reading = read(question, { gazetteer: names as Gazetteer, today: TODAY, previous: before, focus_case: null, viewer: 'usr_mara' })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('a question as it is typed in a chat or said on the phone', () => {
  it.each([
    ['new critical cases today', '/anomalies period:today severity:critical top:20'],
    ['which new resources have you flagged in dev?', '/anomalies category:new_resource top:20 env:dev'],
    ['whats unassigned', '/anomalies person:nobody top:20'],
    ['marketplace anomalies, whatever their state', '/anomalies category:marketplace state:all top:20'],
    ['lumen case, whats the story', '/explain case:case_lumen'],
    ['is lumen still blocked', '/gate case:case_lumen'],
    ['why does lumen need two people', '/gate case:case_lumen'],
    ['gp2: predicted vs what came in', '/verification case:case_gp2'],
    ['why did the nat thing get filed under data transfer', '/why case:case_natgw'],
    ['cases like gp2', '/similar case:case_gp2 top:5'],
    ['last 3 things on the lumen case in the log', '/audit case:case_lumen top:3'],
    ['tomas, what done this week', '/audit period:this-week person:usr_tomas top:20'],
    ['how fresh is our bill', '/audit about:import top:20'],
    ['every Vantor charge since 5 November', '/lines period:since-5-nov top:20 service:"Vantor Observability"'],
    ['data transfer out by account last month', '/breakdown by:account period:last-month top:10 usage:EU-DataTransfer-Out-Bytes'],
    ['how has Kestrel WAF developed this year', '/trend period:year-to-date service:"Kestrel WAF Rules"'],
    ['high ones for payments team', '/anomalies severity:high top:20 team:payments'],
    ['commitment coverage anomalies please', '/anomalies category:commitment_coverage_drift top:20'],
    ['environment movers last week', '/movers by:env period:last-week baseline:2026-11-02..2026-11-08 top:10'],
    ['what did the root account cost last month', '/breakdown by:service period:last-month top:10 account:210000000001'],
    ['why is vantor marketplace', '/why case:case_vantor'],
    ['other cases like the savings plan one', '/similar case:case_plan top:5'],
    ['is gp2 safe', '/gate case:case_gp2'],
    ['What was the credit that ended in the root account?', '/explain case:case_credit'],
    ['counterfactual?', '/define term:counterfactual'],
    ['what is the blast radius of a plan', '/define term:"blast radius"'],
    ['Realised meaning what?', '/define term:"realized savings"'],
    ['What is meant by blast radius in these plans?', '/define term:"blast radius"'],
  ])('is read whole: “%s”', (question, expected) => {
    expect(line(question)).toBe(expected)
  })

  it.each([
    ['exclude linked accounts lumen-dev and ml-research, group by service, last month'],
    ['cost by service last month without accounts lumen-dev and ml-research'],
  ])('leaves out every place behind a word for their kind: “%s”', (question) => {
    expect(line(question)).toBe('/breakdown by:service period:last-month top:10 not-account:210000000006 not-account:210000000004')
  })
})

describe('a word for several services at once', () => {
  it('says nothing more beside services of its own', () => {
    expect(line('Databases only: RDS and DynamoDB, last quarter by account')).toContain('any-service:"Amazon DynamoDB"')
  })
  it('is asked back alone, with those services first', () => {
    const reading = read('show storage cost over the last 90 days', { gazetteer: names as Gazetteer, today: TODAY, previous: null, focus_case: null })
    expect(reading.outcome === 'clarify' && reading.options[0]?.canonical).toContain('any-service:"AWS Backup"')
  })
})

describe('a word for several services beside one that it is held against', () => {
  it.each([
    'storage other than s3 last month',
    'databases besides rds last month',
    'containers, not only eks, last month',
    'storage including s3 last month',
    'storage and s3 last month',
    'databases vs rds',
  ])('is asked back, for it says more than the one: “%s”', (question) => {
    expect(line(question)).toBe('clarify')
  })
})

describe('what the view before cannot take twice', () => {
  it.each([
    ['by region and team', '/breakdown by:service period:last-month'],
    ['set grouping to account and region', '/breakdown by:service period:last-month'],
    ['by account and region please', '/movers by:service period:last-week'],
  ])('is asked back, not shown by half: “%s”', (question, previous) => {
    expect(line(question, previous)).toBe('clarify')
  })
})

describe('a kind of charge said alone', () => {
  it.each([
    ['credits?', '/breakdown by:service charge:credit period:month-to-date top:10'],
    ['tax?', '/breakdown by:service charge:tax period:month-to-date top:10'],
  ])('is what was charged: “%s”', (question, expected) => {
    expect(line(question)).toBe(expected)
  })
})

describe('a change of what is shown, asked for politely', () => {
  it.each([
    ['Please show me only the increases.', '/movers by:account period:last-week top:10', 'direction:up'],
    ['May I now see the fees instead of the credits?', '/breakdown by:account charge:credit period:september-2026', 'charge:fee'],
    ['Could this please be by region rather than by team?', '/compare by:team period:q3-2026 baseline:q2-2026', '/compare by:region'],
    ['Instead of by team show it by region', '/breakdown by:team period:last-month', 'by:region'],
    ['change the grouping to region', '/breakdown by:account period:last-month service:"AWS Lambda"', 'by:region'],
    ['only critical severity', '/anomalies account:210000000003', 'severity:critical'],
    ['Thank you. And for the quarter to date, please?', '/breakdown by:region period:last-month', '/breakdown by:region period:quarter-to-date'],
  ])('keeps the rest of it: “%s”', (question, previous, expected) => {
    expect(line(question, previous)).toContain(expected)
    expect(line(question, previous).split(' ')[0]).toBe(previous.split(' ')[0])
  })
})

describe('what is there now and was not there at a time', () => {
  it.each(['what is in lumen-dev that was not there last week', 'anything in prod not there last month'])('is held against that time: “%s”', (question) => {
    expect(line(question)).toMatch(/^\/drift (?!period:last).* baseline:(?:last-|2026-11-09|october|2026-10)/)
  })
})
