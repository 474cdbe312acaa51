import { expect, it } from 'vitest'
import { PolicyDecision } from '@/schemas/policy'
import { loadPolicyBundle } from './bundle-store'
import { makePolicyEngine } from './engine'
import { agreementRank } from './levels'
import { randomFacts, seeded } from './random-facts'
import { stricter } from './stricter'

it('asks for the more of the two, never for less than ours, over every pair of 200 random decisions', async () => {
  const engine = makePolicyEngine(await loadPolicyBundle())
  const next = seeded(11)
  const decisions = Array.from({ length: 200 }, () => engine.decide(randomFacts(next)))
  const ranks = new Set<number>()
  for (const own of decisions)
    for (const outside of decisions) {
      const both = stricter(own, outside)
      ranks.add(agreementRank(both))
      if (agreementRank(both) !== Math.max(agreementRank(own), agreementRank(outside))) expect.fail(`${own.level} and ${outside.level} gave ${both.level}`)
      if (both.reasons.length === 0) expect.fail('a decision without a reason')
    }
  expect(ranks.size).toBeGreaterThan(2)
  const [one, other] = [decisions.find((d) => d.decision !== 'deny'), decisions.find((d) => d.decision === 'deny')]
  if (one === undefined || other === undefined) throw new Error('the random facts give one kind of decision only')
  expect(PolicyDecision.parse(stricter(one, other))).toMatchObject({
    decision: 'deny',
    level: null,
    slots: [],
    then_level: one.level,
    policy_digest: one.policy_digest,
  })
  expect(stricter(one, undefined)).toBe(one)
})
