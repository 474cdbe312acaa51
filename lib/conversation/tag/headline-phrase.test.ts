import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from './gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null, viewer: 'usr_mara' })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('a case called by the words of its headline and its place', () => {
  it.each([
    ['What came of the idle loadtest instances in lumen-dev?', '/verification case:case_lumen'],
    ['Is the log ingestion problem at payments-prod behind us?', '/verification case:case_logs'],
    ['Tell me about the credit of northlight-root that ended', '/explain case:case_credit'],
    ['One card says a credit of northlight-root ended. What happened there?', '/explain case:case_credit'],
    ['What is the card on the Vantor subscription about?', '/explain case:case_vantor'],
    ['case logs in short', '/explain case:case_logs'],
    ['other options besides the gp2 plan?', '/alternatives case:case_gp2'],
  ])('is that case: “%s”', (question, expected) => {
    expect(line(question)).toBe(expected)
  })
  it.each(['Cost of the loadtest instances in lumen-dev in October', 'Credits of northlight-root in October', 'What did EC2 cost in lumen-dev in October?'])(
    'stays a place where money of some time is asked for: “%s”',
    (question) => {
      expect(line(question)).not.toMatch(/case:/)
    },
  )
})
