import { describe, expect, it } from 'vitest'
import { clauseWords, valueWords } from '@/lib/intents/policy-words'

describe('clauseWords', () => {
  it.each([
    ['[low, low_medium, medium].contains(tier)', 'risk is low, low to medium or medium'],
    ['[R0, R1].contains(reversibility)', 'the plan only notifies or the plan is undone in minutes'],
    ['[stage, dev, test].contains(environment)', 'environment is stage, development or test'],
    ['is_in_change_window', 'the change window is open'],
    ['forbidden when not (is_in_account_list)', 'forbidden when an account is not on the allowed list'],
    ['forbidden when confidence_pct < 60 and reversibility != R0', 'forbidden when confidence in the cause is below 60 % and the plan does more than notify'],
    [
      'forbidden when evidence_age_sec > 86400 and reversibility != F',
      'forbidden when age of the evidence is above 1 d and the plan is no financial commitment',
    ],
    ['forbidden when cents_committed > 7300000', 'forbidden when commitment a month is above $73,000'],
    ['forbidden when targets > mutations_left_today', 'forbidden when number of targets is above changes left today'],
    ['every policy can be evaluated', 'every policy can be evaluated'],
  ])('%s is read as: %s', (clause, words) => {
    expect(clauseWords(clause)).toBe(words)
  })
})

describe('valueWords', () => {
  it.each([
    ['tier = high', 'risk high'],
    ['tier = low to medium, is_auto_opted_in = false', 'risk low to medium, the organisation does not let it run without a person'],
    ['confidence_pct = 55 %, reversibility = R1', 'confidence in the cause 55 %, the plan is undone in minutes'],
    ['targets = 1,200, mutations_left_today = 3', 'number of targets 1,200, changes left today 3'],
    ['environment = prod', 'environment production'],
    ['as sent', 'as sent'],
  ])('%s is read as: %s', (value, words) => {
    expect(valueWords(value)).toBe(words)
  })
})
