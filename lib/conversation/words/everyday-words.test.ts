import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('things of the bill in everyday words', () => {
  it.each([
    ['how much is our support contract per month since June', 'cost of aws support per month since June'],
    ['big-ticket items of payments-prod last week', 'biggest lines of payments-prod last week'],
    ['individual postings of northlight-root in October', 'individual lines of northlight-root in October'],
    ['chart of RDS from August onwards', 'chart of RDS since August'],
    ['fees by service for the quarter that ended in September', 'fees by service for q3'],
    ['September close: total cost by team', 'September: total cost by team'],
    ['what share of the bill falls on eu-west-1 in October', 'what share of the bill goes to eu-west-1 in October'],
    ['cases that began last week, no matter whether they are still open', 'cases that began last week, open and closed'],
    ['how many gigabytes went over the nat gateways in October', 'usage quantity of nat gateways in October'],
    ['are we over or under last month', 'are we above last month'],
    ['top 3 cost drivers of storefront-prod in October', 'top 3 contributors of storefront-prod in October'],
    ['would you mind breaking down eu-west-1 by usage type for week 45', 'break down eu-west-1 by usage type for week 45'],
    ['in what way do eu-central-1 and eu-west-1 differ in what is running there', 'how do eu-central-1 and eu-west-1 differ'],
    ['November so far by team', 'month to date by team'],
    ['the year as a whole so far by team', 'year to date by team'],
    ['sqs n kinesis last wk', 'sqs and kinesis last week'],
    ['refunds by account in the year 2026', 'refunds by account in 2026'],
    ['per-environment spend last month', 'spend per environment last month'],
    ['biggest 3 money pits last month', 'biggest 3 contributors last month'],
    ['which five accounts made up most of Q3?', 'which five accounts cost most in Q3'],
    ['Lambda invocations last week', 'usage quantity of Lambda last week'],
  ])('reads “%s” as “%s”', (said, plain) => {
    expect(line(said)).toBe(line(plain))
  })

  it.each([
    'GuardDuty and CloudTrail for last month, one figure',
    'what is the difference between the invoice and the amount here',
    'S3 cost yesterday evening',
    'has NAT in data-platform been going up all month or only since the 12th?',
    'show the top 3 approvals',
  ])('asks back on what no view has: “%s”', (question) => {
    expect(line(question)).not.toMatch(/^\//)
  })

  it('reads a common word beside a team as a team where something was spent', () => {
    expect(line('what did ml and data spend in October')).toContain('any-team:ml any-team:data')
    expect(line('ml vs data this month')).toBe('clarify')
  })
})
