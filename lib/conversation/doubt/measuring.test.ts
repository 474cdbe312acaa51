import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const gazetteer = names as Gazetteer
const ctx = { gazetteer, today: '2026-11-19', previous: null, focus_case: null }
const outcome = (question: string): string => read(question, ctx).outcome

describe('a figure that no view measures', () => {
  it.each([
    'mean time to detect, last quarter',
    'which team spends least per engineer?',
    'time to approve in October',
    'error rate in October by service',
    'services that cost nothing in October',
    'invoice number for October',
    'alert rate of storefront-prod last month',
    'utilisation of EC2 last week',
    'savings by action type',
    'cost of tagged resources in October',
    "what is 15% of last month's bill",
    'what did Tomas spend last month',
    'biggest saving we missed',
    'how much is a gp3 volume',
    'what would EC2 cost in us-east-1 instead',
    'cost of prod relative to the total',
  ])('is asked back and never answered with a sum: “%s”', (question) => {
    expect(outcome(question)).not.toBe('answered')
  })

  it.each(['cost per day for the last 30 days', 'October cost per team and account', 'cost of EC2 per month since May', 'cases per person'])(
    'is not what a dimension asks for: “%s”',
    (question) => {
      expect(read(question, ctx)).not.toMatchObject({ question: expect.stringContaining('per unit') })
    },
  )

  it('is asked back beside every place and time', () => {
    const unit = fc.constantFrom('engineer', 'request', 'customer', 'order', 'pod', 'build', 'active user', 'transaction')
    const place = fc.constantFrom(...gazetteer.accounts.map((a) => a.name), ...gazetteer.owners)
    const time = fc.constantFrom('last month', 'in Q3', 'this week', 'in October')
    fc.assert(fc.property(unit, place, time, (u, p, t) => outcome(`cost of ${p} per ${u} ${t}`) !== 'answered'))
  })
})
