import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'

const ctx = { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null }
const line = (question: string): string => {
  const reading = read(question, ctx)
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('a question behind a statement', () => {
  it.each([
    ['We moved to eu-central-1 in august, what do we still pay there this month?', 'what do we still pay in eu-central-1 this month?'],
    ['I think lumen-dev is to blame. What drove it up last week?', 'what drove lumen-dev up last week?'],
    ['Ines said she had some time, so what is on her plate?', 'what is on ines plate?'],
    ['I reckon redis is too large for us, give me the ElastiCache curve since september', 'ElastiCache curve since september'],
    ['The audit is on Thursday so I need one figure, what did the whole thing cost us last quarter', 'what did the whole thing cost us last quarter'],
    ['We hired three people on the 12th, has stage come down since then?', 'has stage come down since the 12th?'],
    ['rds next to s3 for october please, I think one is roughly double the other', 'rds next to s3 for october please'],
  ])('is asked of what the statement named: “%s”', (said, plain) => {
    expect(line(plain)).toMatch(/^\//)
    expect(line(said)).toBe(line(plain))
  })

  it.each([
    'We bought savings plans in october, what did ec2 cost in november',
    'I think the spike is in payments-prod, show me ec2 costs for october',
    'We are not using us-west-2, what did we pay there last month',
    'We reorganised in september, so what did it cost',
  ])('is asked back where the statement may narrow it: “%s”', (question) => {
    expect(read(question, ctx).outcome).not.toBe('answered')
  })
})

describe('two times of which nobody holds one against the other', () => {
  it('are not compared', () => {
    expect(line('the release is on Tuesday, what did we pay last quarter')).not.toMatch(/^\/compare/)
    expect(line('in october what was higher than in september')).toBe('/compare by:service period:october-2026 baseline:september-2026 top:10')
  })
})
