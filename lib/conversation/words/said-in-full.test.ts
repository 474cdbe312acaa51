import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('words of finance and of speech', () => {
  it.each([
    ['actuals by team for October', 'cost by team for October'],
    ['variance of October versus September by team', 'compare October with September by team'],
    ['week 45 against 44 for s3', 'week 45 against week 44 for s3'],
    ['October spend that no team has claimed, by account', 'untagged cost in October by account'],
    ['September spend without an owner, per account', 'untagged cost in September by account'],
    ['vendor charges in October by account', 'marketplace charges in October by account'],
    ['CloudFront everywhere but us-west-2, last quarter', 'CloudFront without us-west-2, last quarter'],
    ['who logged in since midnight', 'who logged in today'],
    ['rank the regions for September, cheapest first, leave eu-west-1 out', 'cheapest regions in September without eu-west-1'],
    ['lumen-dev by usage type before and after 9 Nov', 'compare lumen-dev by usage type since 9 Nov'],
    ['October/September delta per service', 'October vs September delta per service'],
    ['gp2 vs gp3 storage spend last month', 'gp2 vs gp3 spend last month'],
  ])('reads “%s” as “%s”', (said, plain) => {
    expect(line(plain)).toMatch(/^\//)
    expect(line(said)).toBe(line(plain))
  })

  it('asks back on what was spent in a time where its plan was asked for', () => {
    expect(line('cost of lumen-dev last month and its plan')).toBe('clarify')
  })
})
