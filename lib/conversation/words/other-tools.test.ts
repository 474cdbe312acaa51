import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as unknown as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }) // safe: the fixture is the demonstration's own list
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('words of other cost tools', () => {
  it.each([
    ['cost allocation tag environment as the group-by, q3', '/breakdown by:env period:q3-2026 top:10'],
    ['region dimension for last month', '/breakdown by:region period:last-month top:10'],
    ['charge type = Credit, last quarter, group by service', '/breakdown by:service charge:credit period:last-quarter top:10'],
    ['aggregate by owner, last 7 days', '/breakdown by:team period:last-7-days top:10'],
    ['cost anomaly detection alerts of linked account data-platform', '/anomalies top:20 account:210000000003'],
    [
      'EC2 at public on-demand rates instead of net, last month',
      '/breakdown by:usage measure:list period:last-month top:10 service:"Amazon Elastic Compute Cloud"',
    ],
    ['Group by: region, filter: account = lumen-dev, last 30 days', '/breakdown by:region period:last-30-days top:10 account:210000000006'],
    ['Compare October to September by linked account', '/compare by:account period:october-2026 baseline:september-2026 top:10'],
    ['raw CUR lines for lumen-dev yesterday', '/lines period:yesterday top:20 account:210000000006'],
    ['month-over-month by linked account', '/compare by:account period:month-to-date baseline:october-2026 top:10'],
    ['overlay October on September', '/compare by:service period:october-2026 baseline:september-2026 top:10'],
    ['cost explorer view by service for last 3 months', '/breakdown by:service period:last-3-months top:10'],
    ['tags.env = prod by service last week', '/breakdown by:service period:last-week top:10 env:prod'],
    ['start: 2026-11-01 end: 2026-11-10, group by service', '/breakdown by:service period:2026-11-01..2026-11-10 top:10'],
    ['last month over the previous month by team', '/compare by:team period:last-month baseline:september-2026 top:10'],
    ['dimension: account, filter: environment = prod, range: october', '/breakdown by:account period:october-2026 top:10 env:prod'],
    ['ISO week 44 by account', '/breakdown by:account period:week-44-2026 top:10'],
    ['adverse variance by account, october vs september', '/movers by:account period:october-2026 baseline:september-2026 direction:up top:10'],
    ['the month-over-month variance by account for September', '/compare by:account period:september-2026 baseline:august-2026 top:10'],
    ['which regions exceeded USD 5,000 in October', '/breakdown by:region period:october-2026 over:5000 top:10'],
    [
      'what proportion of RDS was covered by commitments in September',
      '/compare by:usage measure:coverage period:september-2026 baseline:august-2026 top:10 service:"Amazon Relational Database Service"',
    ],
  ])('reads “%s”', (question, canonical) => {
    expect(line(question)).toBe(canonical)
  })

  it.each([
    ['account != lumen-dev, last month', '/breakdown by:service period:last-month top:10 not-account:210000000006'],
    [
      'where account != lumen-dev and service = s3, october',
      '/breakdown by:usage period:october-2026 top:10 service:"Amazon Simple Storage Service" not-account:210000000006',
    ],
    [
      'account not in (lumen-dev, ml-research), last month by service',
      '/breakdown by:service period:last-month top:10 not-account:210000000006 not-account:210000000004',
    ],
  ])('leaves out what a filter leaves out and nothing beside it: “%s”', (question, canonical) => {
    expect(line(question)).toBe(canonical)
  })

  it.each([
    ['bar chart of regions in stage, last 7 days', '/breakdown by:region period:last-7-days top:10 env:stage'],
    ['a bar chart comparing October and September by team', '/compare by:team period:october-2026 baseline:september-2026 top:10'],
    ['bar chart of daily cost for EC2 last 14 days', '/trend period:last-14-days service:"Amazon Elastic Compute Cloud"'],
    ['stacked bar chart by service, last 30 days', '/trend by:service period:last-30-days'],
    ['lumen-dev stacked by service from nov 9 on', '/trend by:service period:since-9-nov account:210000000006'],
    ['Lambda, us-west-2, previous month, granularity: daily', '/trend period:last-month service:"AWS Lambda" region:us-west-2'],
    ['course of the costs of S3 since September', '/trend period:since-1-sep service:"Amazon Simple Storage Service"'],
    ['how our credits developed over the year', '/trend charge:credit period:year-to-date'],
  ])('lays out in time only what was asked over time: “%s”', (question, canonical) => {
    expect(line(question)).toBe(canonical)
  })

  it.each(['hourly granularity, EC2, yesterday', 'unblended cost by account in October', 'service = ec2', 'no one signed the gp2 plan'])(
    'asks back what no view has: “%s”',
    (question) => {
      expect(line(question)).toBe('clarify')
    },
  )

  it('keeps what is asked of a place behind its colon', () => {
    expect(line('in our dev account: what changed last week')).toMatch(/^\/movers .*env:dev$/)
  })

  it.each([
    ['On what grounds was the NAT case filed under data transfer?', '/why case:case_natgw'],
    ['On what basis do we state the Savings Plan case, and how complete are those figures?', '/evidence'],
    ['is there a less drastic action for the lumen case', '/alternatives case:case_lumen'],
    ['Which sign-offs does the plan of case_gp2 require, and under which rule?', '/gate case:case_gp2'],
    ['what did the detector suppress in the latest run', '/held'],
    ['what reports can I get here', '/help'],
    ['Glue got expensive in October', '/movers'],
    ['what is a linked account', '/define term:"linked account"'],
    ['every single charge that Vantor posted since the 5th', '/lines'],
    ['are there open anomalies on the data transfer side', '/anomalies category:data_transfer'],
  ])('reads “%s” as %s', (question, start) => {
    expect(line(question).startsWith(start)).toBe(true)
  })

  it.each([
    ['Yesterday without EC2?', '/breakdown by:service period:yesterday top:10 not-service:"Amazon Elastic Compute Cloud"'],
    ['last week except lumen-dev', '/breakdown by:service period:last-week top:10 not-account:210000000006'],
  ])('reads a time with something left out as its cost: “%s”', (question, canonical) => {
    expect(line(question)).toBe(canonical)
  })
})
