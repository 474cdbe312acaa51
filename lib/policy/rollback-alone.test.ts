import { beforeAll, expect, it } from 'vitest'
import type { PolicyFacts } from '@/schemas/policy'
import { loadPolicyBundle, shippedEngine } from './bundle-store'
import { diffDecisions } from './diff'
import type { PolicyEngine } from './engine'
import type { PolicyBundle } from './parse-bundle'
import { randomFacts, seeded } from './random-facts'
import { tenantEngine } from './tenant-bundle'

// A tenant says in its own policies which plans nobody but a person takes back.

const forbids = (id: string, action: string, conditions: string): string => `
@id("tenant-${id}")
@reason("In {environment} a person decides")
@fix("The plan leaves {environment} alone")
@control("recoverability")
@owner("platform")
forbid (principal, ${action}, resource)
${conditions};`
const ROLLBACK = 'action == Action::"rollback_alone"'
const IN_PRODUCTION = forbids('rollback-production', ROLLBACK, 'when { resource.environment == Environment::"prod" }')
const BELOW_TWO_PEOPLE = forbids('rollback-two', ROLLBACK, 'unless { context.approvals >= 2 }')

let bundle: PolicyBundle
let shipped: PolicyEngine
beforeAll(async () => {
  bundle = await loadPolicyBundle()
  shipped = await shippedEngine()
})
const tightened = (...texts: string[]): PolicyEngine => tenantEngine(bundle, [{ name: 'rollback.cedar', text: texts.join('\n') }])
const drawn = (count: number, seed: number): PolicyFacts[] => {
  const next = seeded(seed)
  return Array.from({ length: count }, () => randomFacts(next))
}
const PERMITTED = drawn(300, 3)
const allowed = (): PolicyFacts[] => PERMITTED.filter((facts) => shipped.decide(facts).level !== null)
const forbidding = (engine: PolicyEngine, facts: PolicyFacts): string[] => (engine.decide(facts).rollback_alone_forbidden ?? []).map((r) => r.policy_id)

it('calls a person, in the policy’s own words, for the plans that a tenant names, and for no other', () => {
  const engine = tightened(IN_PRODUCTION)
  const of = (environment: PolicyFacts['environment']) => engine.decide({ ...(allowed()[0] as PolicyFacts), environment, tier: 'medium' })
  expect(of('prod').rollback_alone_forbidden).toEqual([
    { policy_id: 'tenant-rollback-production', text: 'In prod a person decides', control: 'recoverability' },
  ])
  expect(of('dev').rollback_alone_forbidden).toBeUndefined()
})

it('can let it depend on how many people agreed to the plan', () => {
  const engine = tightened(BELOW_TWO_PEOPLE)
  const at = (tier: PolicyFacts['tier']) => engine.decide({ ...(allowed()[0] as PolicyFacts), tier, reversibility: 'R1' })
  expect([at('medium').level, at('medium').rollback_alone_forbidden?.length]).toEqual(['L1', 1])
  expect([at('high').level, at('high').rollback_alone_forbidden]).toEqual(['L2', undefined])
})

it('leaves the agreement that a plan needs as it is (300 plans)', () => {
  const engine = tightened(IN_PRODUCTION, BELOW_TWO_PEOPLE)
  for (const facts of PERMITTED) {
    const { rollback_alone_forbidden: _, policy_digest: _digest, ...decision } = engine.decide(facts)
    const { policy_digest: _other, ...before } = shipped.decide(facts)
    expect(decision).toEqual(before)
  }
})

it('only ever tightens: what one policy leaves to a person no other gives back (300 plans)', () => {
  const [one, both] = [tightened(IN_PRODUCTION), tightened(IN_PRODUCTION, BELOW_TWO_PEOPLE)]
  for (const facts of allowed()) expect(forbidding(both, facts)).toEqual(expect.arrayContaining(forbidding(one, facts)))
  const loosening = IN_PRODUCTION.replace('forbid (', '@level("L0") permit (')
  expect(() => tightened(loosening)).toThrow('a tenant may only tighten')
})

it('never calls a person for a plan and none for the same plan with more risk, where the policy is about risk', () => {
  const engine = tightened(forbids('rollback-risk', ROLLBACK, 'when { resource.risk_score >= 40 }'))
  for (const facts of allowed()) {
    const at = [0, 39, 40, 100].map((risk_score) => forbidding(engine, { ...facts, risk_score }).length)
    expect(at).toEqual([0, 0, 1, 1])
  }
})

it('takes a policy without an action for one about everything', () => {
  const engine = tightened(forbids('two-people', 'action', 'unless { context.approvals >= 2 }'))
  const facts = { ...(allowed()[0] as PolicyFacts), tier: 'low' as const, reversibility: 'R1' as const }
  expect(engine.decide(facts)).toMatchObject({ level: 'L2' })
  expect(engine.forbidsRollbackAlone(facts, 'L1').map((r) => r.policy_id)).toEqual(['tenant-two-people'])
})

it('calls a person where a policy cannot be evaluated', () => {
  const overflow = forbids('rollback-overflow', ROLLBACK, 'when { resource.cents_per_month * 9007199254740991 > 0 }')
  const facts = { ...(allowed()[0] as PolicyFacts), cents_per_month: 1_000_000 }
  expect(tightened(overflow).decide(facts).rollback_alone_forbidden).toEqual([expect.objectContaining({ text: 'Policy could not be evaluated' })])
})

it('is counted when policies are compared, although no plan needs another agreement', async () => {
  const inputs = allowed().map((facts, i) => ({ query: `policy_facts(${i})`, at: '2026-11-01T00:00:00.000Z', facts }))
  const window = { since: '2026-08-21T00:00:00.000Z', until: '2026-11-19T00:00:00.000Z' }
  const compared = (before: PolicyEngine, after: PolicyEngine) => diffDecisions(before, after, inputs, window, async () => undefined)
  // A way back that interrupts something is taken by a person in any case.
  const counted = inputs.filter(({ facts }) => facts.environment === 'prod' && ['R0', 'R1'].includes(facts.reversibility))
  const production = counted.length
  expect(production).toBeGreaterThan(0)
  expect(production).toBeLessThan(inputs.filter(({ facts }) => facts.environment === 'prod').length)
  expect(await compared(shipped, tightened(IN_PRODUCTION))).toMatchObject({ flips: [], rollbacks: { by_person: production, alone: 0 } })
  expect(await compared(tightened(IN_PRODUCTION), shipped)).toMatchObject({ flips: [], rollbacks: { by_person: 0, alone: production } })
  expect(await compared(shipped, shipped)).not.toHaveProperty('rollbacks')
})
