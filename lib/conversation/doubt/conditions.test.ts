import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const outcome = (question: string): string => read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }).outcome

describe('a condition that no view filters by', () => {
  it.each([
    'show services whose cost rose while their usage fell in October',
    'accounts that grew last month even though nothing was added',
    'how likely is it that the lumen rollback fails?',
    'what is the probability of another spike in lumen-dev',
    'which team has the fastest approvals',
    'which services did we start using in October and what do they cost',
    'what did the bill look like before the savings plan ended',
    'what is the refund policy',
    'how much of that was storefront-prod',
    'taxes between July and August together',
    'cost of EC2 in October if we had bought spot',
    'spend by team last month if the storefront had been off',
    'services that are only in prod',
    'what was approved for the first time',
    'accounts that rose by more than 20% more than once',
    'savings next month',
    'how much did we save before the migration',
    'approvals expiring today',
    'how much credit do we have left',
    'who closed the most cases in october',
    'cost by team and environment',
    'which policy changes were made by someone who left the company',
    'What would Noor do with this request?',
    'Who would have approved that last month?',
    'anything signed 3 hours ago',
    'savings on new instances last month',
    'marketplace cost one by one by team in october',
  ])('is asked back and never passed over: “%s”', (question) => {
    expect(outcome(question)).not.toBe('answered')
  })

  it.each([
    'services whose cost rose in October',
    'any chance you can show cost by team last month?',
    'can the lumen rollback fail',
    'cost by team last month if you can',
    'cost of EC2 in October, if it is not too much trouble',
  ])('is not what is asked for in “%s”', (question) => {
    expect(outcome(question)).toBe('answered')
  })
})
