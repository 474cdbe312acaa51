import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { Environment, ReversibilityClass, RiskTier } from '@/schemas/action'
import { Desk } from '@/schemas/case'
import { PolicyDecision, type PolicyFacts } from '@/schemas/policy'
import { loadPolicyBundle } from './bundle-store'
import { makePolicyEngine, type PolicyEngine } from './engine'
import { agreementRank } from './levels'
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

const randomFacts: fc.Arbitrary<PolicyFacts> = fc.record({
  desk: fc.constantFrom(...Desk.options),
  tenant_id: fc.constant('tn_northlight'),
  environment: fc.constantFrom(...Environment.options),
  tier: fc.constantFrom(...RiskTier.options),
  risk_score: fc.integer({ min: 0, max: 100 }),
  reversibility: fc.constantFrom(...ReversibilityClass.options),
  targets: fc.integer({ min: 1, max: 14 }),
  accounts: fc.integer({ min: 1, max: 3 }),
  cents_per_month: fc.integer({ min: -1_000_000, max: 50_000_000 }),
  cents_committed: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_000_000 })),
  confidence_pct: fc.integer({ min: 40, max: 100 }),
  evidence_age_sec: fc.integer({ min: 0, max: 200_000 }),
  ...rarely(['is_provisional', 'has_guard_tag', 'is_kill_switch_on', 'is_frozen', 'has_other_open_plan'], true),
  ...rarely(['is_dry_run_ok', 'is_snapshot_complete', 'is_rollback_present', 'are_prechecks_passed', 'is_in_account_list'], false),
  is_in_change_window: fc.boolean(),
  is_auto_opted_in: fc.boolean(),
  youngest_target_age_hours: fc.integer({ min: 12, max: 500 }),
  mutations_left_today: fc.integer({ min: -2, max: 40 }),
  max_targets: fc.constantFrom(3, 5, 10),
})

/** Booleans that mostly permit, so that many random plans are allowed and the property is not vacuous. */
function rarely<K extends keyof PolicyFacts>(names: K[], value: boolean): Record<K, fc.Arbitrary<boolean>> {
  return Object.fromEntries(names.map((n) => [n, fc.integer({ min: 0, max: 19 }).map((i) => (i === 0 ? value : !value))])) as Record<K, fc.Arbitrary<boolean>>
}

/** The hard denials of the specification, written again by hand and apart from the policies. */
function hardDenials(f: PolicyFacts): boolean {
  const changes = f.reversibility !== 'R0'
  return (
    f.is_kill_switch_on ||
    f.is_frozen ||
    f.has_guard_tag ||
    f.has_other_open_plan ||
    f.reversibility === 'R3' ||
    f.targets > f.max_targets ||
    !(f.is_in_account_list && f.is_dry_run_ok && f.is_snapshot_complete && f.is_rollback_present && f.are_prechecks_passed) ||
    (changes && (f.youngest_target_age_hours < 24 || f.confidence_pct < 60 || f.is_provisional || f.mutations_left_today < f.targets)) ||
    f.evidence_age_sec > (f.reversibility === 'F' ? 48 : 24) * 3600 ||
    f.cents_committed > 7_300_000 ||
    (f.tier === 'critical' && f.desk !== 'change')
  )
}

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
    const got = withPolicy(`${notes} forbid (principal, action, resource) when { resource.cents_per_month * 9223372036854775807 > 5 };`).decide(story)
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

  it('finds a misspelt fact before anything runs', () => {
    expect(withPolicy(`${notes} forbid (principal, action, resource) when { resource.is_frosen };`).validate().join()).toContain('is_frosen')
  })

  it('refuses a policy without a reason, with an unknown annotation, or with an id that is taken', () => {
    expect(() => withPolicy('@id("extra") forbid (principal, action, resource);')).toThrow('extra has no @reason')
    expect(() => withPolicy(`${notes} @why("x") forbid (principal, action, resource);`)).toThrow('@why is not an annotation')
    expect(() => withPolicy(`${notes.replace('extra', 'deny-freeze')} forbid (principal, action, resource);`)).toThrow('used by two policies')
    expect(() => withPolicy('forbid (principal')).toThrow('extra.cedar')
  })
})

describe('over random plans', () => {
  it('never lets a plan with a hard denial be anything but denied, and denies no other (20,000 plans)', () => {
    fc.assert(
      fc.property(randomFacts, (facts) => {
        const got = engine.decide(facts)
        expect(got.decision === 'deny').toBe(hardDenials(facts))
        expect(got.reasons.length).toBeGreaterThan(0)
        if (got.decision === 'deny') expect(got.unmet.length).toBeGreaterThan(0)
      }),
      { numRuns: 20_000 },
    )
  }, 120_000)

  it('never asks for less agreement when a guard tag, production, more targets, less confidence, a higher tier or older evidence is added', () => {
    const worse: ((f: PolicyFacts) => PolicyFacts)[] = [
      (f) => ({ ...f, has_guard_tag: true }),
      (f) => ({ ...f, environment: 'prod' }),
      (f) => ({ ...f, targets: f.targets + 1 }),
      (f) => ({ ...f, confidence_pct: Math.max(0, f.confidence_pct - 15) }),
      (f) => ({ ...f, tier: RiskTier.options[Math.min(4, RiskTier.options.indexOf(f.tier) + 1)] ?? f.tier }),
      (f) => ({ ...f, evidence_age_sec: f.evidence_age_sec + 40_000 }),
      (f) => ({ ...f, is_auto_opted_in: false }),
      (f) => ({ ...f, is_in_change_window: false }),
      (f) => ({ ...f, reversibility: ({ R0: 'R1', R1: 'R2', R2: 'R3', R3: 'R3', F: 'F' } as const)[f.reversibility] }),
      (f) => ({ ...f, cents_committed: f.cents_committed + 4_000_000 }),
    ]
    fc.assert(
      fc.property(randomFacts, fc.constantFrom(...worse), (facts, change) => {
        expect(agreementRank(engine.decide(change(facts)))).toBeGreaterThanOrEqual(agreementRank(engine.decide(facts)))
      }),
      { numRuns: 3_000 },
    )
  }, 60_000)
})
