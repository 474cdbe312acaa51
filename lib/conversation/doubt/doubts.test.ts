import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const said = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome === 'clarify' ? `? ${reading.question}` : '!'
}

it('names a word that was not read once', () => {
  const reading = read('mean cost of october', { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  expect(reading).toMatchObject({ question: 'The nearest view says nothing about an average or a rate per unit. Did you mean' })
})

it.each(['What will it cost next year?', 'forecast for this month', 'what will we spend by december'])(
  'says in a sentence that nothing looks ahead: %s',
  (question) => {
    expect(read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })).toMatchObject({
      question: 'Nothing here looks ahead of the bill; it can show what was spent so far. Did you mean',
      options: [
        { canonical: '/breakdown by:service period:month-to-date top:10' },
        { canonical: '/trend period:last-30-days' },
        { canonical: '/movers by:service period:last-7-days baseline:2026-11-05..2026-11-11 top:10' },
      ],
    })
  },
)

it('looks back at the places that were named', () => {
  expect(said('what will EC2 cost next month')).toContain('looks ahead')
})

it('offers three questions that work where somebody asks about another matter', () => {
  expect(read("what's the weather in Dublin", { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })).toMatchObject({
    because: 'Only the cloud bill, its cases and their approvals can be asked about here.',
    nearest: ['What needs attention?', 'What changed most in the last 7 days?', 'Break down this month by team'],
  })
})

describe('what a view would pass over', () => {
  it.each([
    ['what is not there', 'which services have we not used last month'],
    ['when it was', 'when did we start paying Vantor'],
    ['who it is', 'who has the plan of lumen-dev'],
    ['how many there are', 'how many accounts went up'],
    ['an average or a rate per unit', 'mean cost of RDS in october'],
    ['“before”, “after” or “until”', 'cost of storefront-prod before october'],
    ['leaving out “tax”', 'total cost last month without tax'],
    ['a second severity', 'high severity cases and low severity cases'],
    ['a case', 'cost since monday, case_logs'],
    ['“movers”', 'what else can we do for case_gp2, top movers'],
    ['“it”', 'compare it with before'],
    ['“delegate”', 'can I delegate my approvals to Ines'],
    ['a second place', 'athena against redshift in october per account'],
    ['a time for each place', 'compare S3 in october with EC2 in september'],
    ['each of them', 'which services have been growing every month since june'],
    ['“or above”', 'open cases of high severity or above'],
    ['a condition on what they have', 'spend of teams that have open cases'],
    ['a place in the order', 'the second most expensive service'],
    ['“without an owner”', 'untagged cases'],
    ['last month', 'is everything healthy last month'],
    ['the yes or no that was asked for', 'was the vantor charge ever looked into by anyone'],
    ['the yes or no that was asked for', 'does Vantor give us a discount'],
    ['a comparison with a place', 'why is storefront dearer than checkout'],
    ['the money that came back', 'money we got back in september'],
    ['“falls” and “flat”', 'the plan for lumen falls flat'],
    ['“worked” and “properly”', 'open cases that we worked properly'],
    ['how it is done', 'how do you verify a saving'],
    ['what would be', 'which services would go up'],
    ['“by team”', 'savings by team'],
    ['“which team”', 'which team saved the most'],
    ['who may do what', 'can Tomas see the lumen case'],
    ['“or”', 'cost of the machines or the volumes'],
  ])('is asked back instead: %s', (doubt, question) => {
    expect(said(question)).toContain(`? The nearest view says nothing about ${doubt}`)
  })

  it('is asked back where one topic word led to a view and more was said', () => {
    expect(said('any impact of pizza on october')).not.toContain('/explain')
    expect(said('certainty of the frobnication')).toMatch(/^[?!]/)
  })

  it.each([
    ['why is it not marketplace, case_lumen', '/why'],
    ['cost by region without eu-west-1', '/breakdown'],
    ['does lumen-dev cost more than ml-research', '/breakdown by:account'],
    ['did ml-research cost anything yesterday', '/breakdown by:service period:yesterday'],
    ['did lumen-dev cost more than $100 yesterday', 'over:100'],
    ['did storefront-prod exceed $1000 yesterday', 'over:1000'],
    ['did we get any refunds', 'charge:refund'],
    ['have we received credits in october', 'charge:credit period:october'],
    ['is Vantor on our bill', '/breakdown'],
    ['anomalies not closed', '/anomalies'],
    ['has s3 been creeping up in the last 90 days', '/trend'],
    ['did we pay Vantor in october', '/breakdown'],
    ['spend since the spike in lumen-dev', '/breakdown'],
    ['which accounts grew more than 20% this month', '/movers'],
    ['compare lumen-dev and ml-research', '/breakdown'],
    ['is rds going up or down', '/movers'],
    ['how much would the lumen plan save', '/plan'],
    ['why is the cloudwatch case not config drift', '/why case:case_logs category:config_drift'],
    ['why isnt the cloudwatch case config drift', '/why case:case_logs category:config_drift'],
    ['how many days did it take to verify case_lumen', '/verification'],
  ])('is nothing where the view honours it: %s', (question, view) => {
    expect(said(question)).toContain(view)
  })
})
