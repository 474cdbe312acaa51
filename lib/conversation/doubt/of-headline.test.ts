import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('the headline of a case', () => {
  it.each([
    ['so what do you propose to do about the nine idle loadtest instances?', '/plan case:case_lumen'],
    ["what's the story with the nine idle loadtest machines?", '/explain case:case_lumen'],
    ['how sure are you about the log ingestion cause', '/why case:case_logs'],
  ])('may be said in full: “%s”', (question, expected) => {
    expect(line(question)).toBe(expected)
  })

  it('is no excuse for words that are not in it', () => {
    expect(line('what is the plan for the twelve rented loadtest instances of marketing')).toBe('clarify')
  })
})
