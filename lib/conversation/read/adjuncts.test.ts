import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const ctx = { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }
const line = (question: string): string => {
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('a clause that says when, why or what for it is asked', () => {
  it.each([
    ['Before I call the vendor, what did Kestrel cost in October?', 'what did Kestrel cost in October?'],
    ['Ahead of the budget talks, show cost by team for last quarter', 'cost by team for last quarter'],
    ['Cost of EC2 per day since the 10th so that I can tell growth from a step', 'cost of EC2 per day since the 10th'],
    ['Which accounts rose most last week, because the vendor keeps asking', 'which accounts rose most last week'],
    ['Whenever you have a minute, cost by region for October', 'cost by region for October'],
    ['As soon as the board has met I would like the cost by team for October', 'cost by team for October'],
    ['Before I go into the meeting I need to know what Vantor cost us last quarter', 'what did Vantor cost us last quarter'],
    ['Not sure where to look, but why did Lambda double last week?', 'why did Lambda double last week?'],
    ['With regard to the renewal in December: how much did Kestrel cost in October?', 'how much did Kestrel cost in October?'],
    ['When you can, show the lines of yesterday for lumen-dev', 'show the lines of yesterday for lumen-dev'],
    ['Since I am taking over the shift, which cases are open?', 'which cases are open?'],
    ['Total cost by account in October, for the quarterly check', 'total cost by account in October'],
    ['What did S3 cost yesterday, to be sure', 'what did S3 cost yesterday'],
    ['As the contract is up for renewal, show cost by team for October', 'cost by team for October'],
    ['Cost by account for October, as our auditors asked about the rise', 'cost by account for October'],
    ['Because I have to book it today, what did S3 cost in October?', 'what did S3 cost in October?'],
    ['Which cases are open, since the supervisory board wants to know what became of them?', 'which cases are open?'],
    ['To settle a bet: which region was dearest in Q3?', 'which region was dearest in Q3?'],
    ['Being new here, I wonder what blast radius means', 'what does blast radius mean'],
    ['As usual for the Monday meeting: movers of last week by service', 'movers of last week by service'],
    ['I would be much obliged if you could tell me what RDS cost us in September', 'what did RDS cost us in September'],
    ['For our tax adviser I need the fees of September by account', 'fees of September by account'],
    ['As the Savings Plan is up for renewal, how much of our commitment went unused in September?', 'how much of our commitment went unused in September?'],
    ['Cost by account for October, as they share one ledger', 'cost by account for October'],
    ['Might I ask what S3 cost in October, since it belongs to another budget?', 'what did S3 cost in October?'],
    ['As we recharge costs internally, please be kind enough to give me the cost by team for October', 'cost by team for October'],
    ['For reasons of cost allocation, kindly show the cost by service for October', 'cost by service for October'],
    ['Now that the storefront is live, show the cost of storefront-prod in October', 'show the cost of storefront-prod in October'],
    ['Our rules demand that I document it, so I would need to see who changed the policy last week', 'who changed the policy last week'],
    ['I would be obliged for the cost by region for October', 'cost by region for October'],
    ['What can I ask here? In Azure I had a report library', 'what can I ask here?'],
  ])('is left out: “%s”', (said, plain) => {
    expect(line(plain)).toMatch(/^\//)
    expect(line(said)).toBe(line(plain))
  })

  it.each([
    'Before we moved to gp3, what did EBS cost?',
    'Since we moved to gp3, what did EBS cost?',
    'As storefront-prod was migrated, what did EC2 cost in October?',
    'Before I sign the gp2 one: what would it change?',
    'Cost by service in October, since only prod is meant',
    'What did lumen-dev cost before we ran the plan?',
    'Cost of EC2 last month, because ml-research has moved to eu-west-1',
    'What did EC2 cost after we bought savings plans?',
    'What did EC2 cost before we signed the contract?',
    'Regarding Initech, cost by service in October',
    'Prior to the migration, what did EBS cost?',
    'What did we pay just to keep snapshots?',
    'Show open cases until we decide',
    'As long as only prod is meant, what did EC2 cost in October?',
    'How many requests expired because the second approver was on leave',
  ])('is kept where it narrows what is asked: “%s”', (question) => {
    expect(line(question)).not.toMatch(/^\//)
  })
})
