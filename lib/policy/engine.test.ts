import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { PolicyDecision, type PolicyFacts } from '@/schemas/policy'
import { loadPolicyBundle } from './bundle-store'
import { makePolicyEngine, type PolicyEngine } from './engine'
import type { PolicyBundle } from './parse-bundle'

type CaseFile = { base: PolicyFacts; cases: { name: string; facts: Partial<PolicyFacts>; decision: string; level: string | null; reasons: string[] }[] }

const FOLDER = join(import.meta.dirname, 'cases')
const files = readdirSync(FOLDER).map((name) => ({ name, ...(JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as CaseFile) }))
const story = files[0]?.base as PolicyFacts

let bundle: PolicyBundle
let engine: PolicyEngine
beforeAll(async () => {
  bundle = await loadPolicyBundle()
  engine = makePolicyEngine(bundle)
})

describe('the policies', () => {
  it('pass strict validation', () => expect(engine.validate()).toEqual([]))

  for (const file of files)
    for (const c of file.cases)
      it(`${file.name}: ${c.name}`, () => {
        const got = engine.decide({ ...file.base, ...c.facts })
        expect({ decision: got.decision, level: got.level, reasons: got.reasons.map((r) => r.policy_id) }).toEqual({
          decision: c.decision,
          level: c.level,
          reasons: c.reasons,
        })
        expect(PolicyDecision.parse(got)).toEqual(got)
      })

  it('are each decisive in at least one case', () => {
    const decisive = new Set(files.flatMap((file) => file.cases.flatMap((c) => engine.decide({ ...file.base, ...c.facts }).reasons.map((r) => r.policy_id))))
    expect(engine.policies.map((p) => p.policy_id).filter((id) => !decisive.has(id))).toEqual([])
  })
})

describe('a decision', () => {
  it('asks for one person of the approving roles for the story, and says what would need less', () => {
    const got = engine.decide(story)
    expect(got.slots).toEqual([{ slot: 0, any_of: ['approver', 'platform', 'finops'] }])
    expect(got.window_sec).toBe(72 * 3600)
    expect(got.reasons).toEqual([{ policy_id: 'route-one-person', text: 'Risk is medium: one person other than the proposer approves', control: 'four-eyes' }])
    expect(got.unmet).toEqual([
      {
        policy_id: 'route-veto-window',
        clause: '[low, low_medium].contains(tier)',
        value: 'tier = medium',
        would_satisfy: 'A lower risk: the score is 38 of 100. Fewer targets, a non-production environment or a reversible action lower it',
      },
    ])
  })

  it('asks for two people of two roles when the risk is high', () => {
    expect(engine.decide({ ...story, tier: 'high' }).slots).toEqual([
      { slot: 0, any_of: ['platform', 'owner'] },
      { slot: 1, any_of: ['finops'] },
    ])
  })

  it('explains a denial with the value seen and what would lift it', () => {
    const got = engine.decide({ ...story, targets: 14, max_targets: 3, environment: 'prod' })
    expect(got.reasons.map((r) => r.text)).toEqual(['The plan changes 14 resources; a plan in prod may change 3'])
    expect(got.unmet).toEqual([
      {
        policy_id: 'deny-target-limit',
        clause: 'forbidden when targets > max_targets',
        value: 'targets = 14, max_targets = 3',
        would_satisfy: 'The plan changes at most 3 resources',
      },
    ])
  })

  it('says which agreement a denied plan would need once it is no longer denied', () => {
    expect(engine.decide({ ...story, is_frozen: true }).then_level).toBe('L1')
    expect(engine.decide({ ...story, is_frozen: true, tier: 'high' }).then_level).toBe('L2')
    expect(engine.decide({ ...story, tier: 'critical' })).not.toHaveProperty('then_level')
    expect(engine.decide(story)).not.toHaveProperty('then_level')
  })

  it('names the missing opt-in when low risk has to wait', () => {
    expect(engine.decide({ ...story, tier: 'low' }).unmet.map((u) => u.would_satisfy)).toEqual(['The tenant opts in to automatic execution of this action'])
  })

  it('is the same bytes for the same facts and the same policies', () => {
    expect(makePolicyEngine(bundle).decide(structuredClone(story))).toEqual(engine.decide(story))
  })

  it('has another policy digest when a policy changes by one character', () => {
    const files = bundle.files.map((f) => ({ ...f, text: f.text.replace('< 60', '< 61') }))
    expect(makePolicyEngine({ ...bundle, files }).digest).not.toBe(engine.digest)
  })
})

describe('trouble', () => {
  const withPolicy = (text: string): PolicyEngine => makePolicyEngine({ ...bundle, files: [...bundle.files, { name: 'extra.cedar', text }] })
  const notes = '@id("extra") @reason("r") @fix("f") @control("c") @owner("o")'

  it('denies when a policy fails to evaluate, and says which', () => {
    const got = withPolicy(`${notes} forbid (principal, action, resource) when { resource.cents_per_month * 9007199254740991 > 5 };`).decide(story)
    expect(got.decision).toBe('deny')
    expect(got.errors[0]).toContain('extra: integer overflow')
  })

  it('denies facts that are not facts', () => {
    for (const broken of [{ ...story, targets: 1.5 }, { ...story, tier: 'tiny' }, { ...story, targets: undefined }, {}, null]) {
      const got = engine.decide(broken as unknown as PolicyFacts)
      expect([got.decision, got.errors.length > 0]).toEqual(['deny', true])
    }
  })

  it('denies everything when there is no policy', () =>
    expect(makePolicyEngine({ ...bundle, files: [] }).decide(story).reasons[0]?.text).toBe('No policy permits this plan'))

  it('denies everything when only hard denials are left, and says so', () => {
    const files = bundle.files.filter((f) => f.name.includes('denies'))
    expect(makePolicyEngine({ ...bundle, files }).decide(story)).toMatchObject({ decision: 'deny', reasons: [{ policy_id: 'default' }] })
  })

  it('finds a misspelt fact before anything runs', () => {
    expect(withPolicy(`${notes} forbid (principal, action, resource) when { resource.is_frosen };`).validate().join()).toContain('is_frosen')
  })

  it('refuses a policy without a reason, with an unknown annotation, or with an id that is taken or is none', () => {
    expect(() => withPolicy('@id("extra") forbid (principal, action, resource);')).toThrow('extra has no @reason')
    expect(() => withPolicy(`${notes} @why("x") forbid (principal, action, resource);`)).toThrow('@why is not an annotation')
    expect(() => withPolicy(`${notes.replace('extra', 'deny-freeze')} forbid (principal, action, resource);`)).toThrow('used by two policies')
    // Either would hide another policy, or its own failure, behind what the engine derives from ids.
    for (const id of ['extra@L1', 'extra#0', 'Extra', ''])
      expect(() => withPolicy(`${notes.replace('extra', id)} forbid (principal, action, resource);`), id).toThrow(/has to be lower-case letters|has no @id/)
    expect(() => withPolicy('forbid (principal')).toThrow('extra.cedar')
    expect(() => withPolicy(`${notes} forbid (principal, action, resource) when { resource.targets > 9223372036854775807 };`)).toThrow('too large')
  })
})
