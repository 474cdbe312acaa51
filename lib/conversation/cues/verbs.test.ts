import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('the verb of the sentence', () => {
  it.each([
    ['did the fix on the fourteen new volumes work?', '/verification case:case_gp2'],
    [
      'what does storefront-prod run that payments-prod lacks',
      '/drift period:last-7-days baseline:2026-11-05..2026-11-11 top:10 account:210000000002 other-account:210000000005',
    ],
    ['show me each fee line of October', '/lines charge:fee period:october-2026 top:20'],
    ['the line items behind the August refunds', '/lines charge:refund period:august-2026 top:20'],
    ['who has been working on the Vantor case?', '/audit case:case_vantor top:20'],
    ['import log of last week', '/audit about:import period:last-week top:20'],
    ['when was the last billing import', '/audit about:import top:20'],
    ["what eats most of checkout's dev money this month", '/breakdown by:service period:month-to-date top:10 env:dev team:checkout'],
    ['what did we buy off the marketplace ytd', '/breakdown by:service charge:marketplace period:year-to-date top:10'],
    [
      'what went up in payments-prod this week?',
      '/movers by:service period:this-week baseline:2026-11-09..2026-11-11 direction:up top:10 account:210000000005',
    ],
    ['who drove the increase last month', '/movers by:team period:last-month baseline:september-2026 direction:up top:10'],
    ['what did we close in october', '/anomalies period:october-2026 state:closed top:20'],
    ['cases nobody has picked up yet', '/anomalies person:nobody top:20'],
    ['marketplace anomalies, both open and closed', '/anomalies category:marketplace state:all top:20'],
    ['why cant the gp2 plan be executed yet', '/gate case:case_gp2'],
    ['is anyone drowning in cases?', '/load by:person'],
    ['number of open cases for every team', '/load by:team'],
    ['is the service behind the log ingestion case ok at the moment', '/health case:case_logs'],
    ['any gentler options for the idle loadtest instances?', '/alternatives case:case_lumen'],
    ['what got approved or denied last week', '/approvals state:decided period:last-week'],
    ['sign-offs still waiting that are worth over 1000 a month', '/approvals over:1000/month'],
    ['what do i need to decide on today', '/queue'],
    ['what broke after we stopped the loadtest boxes', '/health case:case_lumen'],
    ['why not buy a savings plan for lumen', '/alternatives case:case_lumen'],
    ['what did you reject for vantor and why', '/alternatives case:case_vantor'],
    ['noise that was filtered', '/held top:20'],
    ['why did nothing open for cloudfront', '/held top:20 service:"Amazon CloudFront"'],
    ['is the vantor thing a one off', '/similar case:case_vantor top:5'],
    ['did the shutdown of lumen hurt anybody', '/health case:case_lumen'],
    ['raise the bar to 500 a day, who survives', '/whatif over:500/day'],
    ['what just fired', '/anomalies top:20'],
    ['is the log thing still going on', '/explain case:case_logs'],
    ['pending > 500/month', '/approvals over:500/month'],
    ['were any thresholds changed in november', '/audit about:threshold period:november-2026 top:20'],
    ['what is the biggest problem right now', '/anomalies top:1'],
    ['prod versus dev by month this year', '/trend by:env period:year-to-date'],
    ['which day last week was the most expensive', '/trend period:last-week'],
    ['when did the nat costs start rising', '/explain case:case_natgw'],
    ['give the list of the anomalies superior to 100 dollars per day', '/anomalies over:100/day top:20'],
    ['cost of dev environments last month', '/breakdown by:service period:last-month top:10 env:dev'],
    ['which cases would be left when the threshold is 2000 per month', '/whatif over:2000/month'],
  ])('reads “%s” as %s', (question, expected) => {
    expect(line(question)).toBe(expected)
  })
})
