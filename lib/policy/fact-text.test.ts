import { beforeAll, describe, expect, it } from 'vitest'
import { loadPolicyBundle } from './bundle-store'
import { leftOpen } from './fact-text'
import { type ParsedPolicy, parseBundle } from './parse-bundle'

let policies: ParsedPolicy[] = []
beforeAll(async () => {
  policies = parseBundle(await loadPolicyBundle())
})

describe('leftOpen', () => {
  it('leaves no gap in a sentence of the shipped policies where a figure of a plan would stand', () => {
    expect(policies.flatMap((p) => [p.reason, p.fix].map(leftOpen)).filter((text) => /[{}…]/.test(text))).toEqual([])
  })

  it.each([
    ['Confidence in the cause is {confidence_pct}, below 60 %', 'Confidence in the cause is below 60 %'],
    ['The evidence is {evidence_age_sec} old, older than 24 h', 'The evidence is older than 24 h'],
    ['The commitment of {cents_committed} a month is above $73,000', 'The commitment is above $73,000'],
    [
      'The plan changes {targets} resources; a plan in {environment} may change {max_targets}',
      'The plan changes more resources than a plan in its environment may',
    ],
  ])('%s is read as: %s', (sentence, words) => {
    expect(leftOpen(sentence)).toBe(words)
  })
})
