import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const outcome = (question: string): string => read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }).outcome

describe('one of those that a view adds up', () => {
  it.each([
    'what does one engineer in the data team cost us in cloud?',
    'what did one storefront order cost us last month?',
    'cost of each customer in October',
    'teams that spent more than the payments team in October',
    'which accounts cost less than ml-research last month',
    'which of my engineers costs the most',
    'how many approvals did each person give last month',
    'what did lumen save compared to gp2',
    'how does the lumen plan differ from the gp2 plan',
    'how much of ec2 is spot',
    'how often does nat spike',
    'what happens if I say no to gp2',
    'services we pay for but do not use',
    'october vs october',
    'cost of s3 in eu-west-9',
    'have we paid the October invoice yet?',
    'is the October bill overdue',
    'when is the invoice due',
  ])('is asked back and never answered with their sum: “%s”', (question) => {
    expect(outcome(question)).not.toBe('answered')
  })

  it.each([
    'did we pay any tax in October',
    'did payments cost more than storefront last month',
    'what did we pay per team in October',
    'how much of the October bill was paid in tax',
  ])('is not what is asked for in “%s”', (question) => {
    expect(outcome(question)).toBe('answered')
  })
})
