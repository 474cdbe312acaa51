import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { Environment, ReversibilityClass, RiskTier } from '@/schemas/action'
import { Desk } from '@/schemas/case'
import type { PolicyDecision, PolicyFacts } from '@/schemas/policy'
import { loadPolicyBundle } from './bundle-store'
import { askCedar } from './cedar'
import { makePolicyEngine, type PolicyEngine } from './engine'
import { agreementRank, ROUTES } from './levels'
import { parseBundle } from './parse-bundle'
import { hasHardDenial, randomFacts, seeded } from './random-facts'

let engine: PolicyEngine
let cedar: ReturnType<typeof askCedar>
beforeAll(async () => {
  const bundle = await loadPolicyBundle()
  engine = makePolicyEngine(bundle)
  cedar = askCedar(engine.digest, bundle.schema, parseBundle(bundle))
})
const base = (JSON.parse(readFileSync(join(import.meta.dirname, 'cases/routes.json'), 'utf8')) as { base: PolicyFacts }).base

// Every fact in steps that lie on both sides of every threshold, the safest first. R0 < R1 < R2 < R3 and R0 < F are the orders of harm.
const AXES = {
  tier: RiskTier.options,
  environment: [['dev', 'test'], ['stage'], ['prod', 'unknown']],
  is_auto_opted_in: [true, false],
  is_in_change_window: [true, false],
  tenant_least_rank: [0, 1, 2, 3, 4],
} as const
const HARM = { R0: ['R1', 'F'], R1: ['R2'], R2: ['R3'], R3: [], F: [] } as const
/** One denial at a time: each is a single fact on the wrong side of its threshold, next to its last permitted value. */
const DENIALS: readonly [Partial<PolicyFacts>, Partial<PolicyFacts>][] = [
  [{ is_kill_switch_on: false }, { is_kill_switch_on: true }],
  [{ is_frozen: false }, { is_frozen: true }],
  [{ has_guard_tag: false }, { has_guard_tag: true }],
  [{ has_other_open_plan: false }, { has_other_open_plan: true }],
  [{ is_cooling_down: false }, { is_cooling_down: true }],
  [{ is_template_suspended: false }, { is_template_suspended: true }],
  [{ is_template_denied: false }, { is_template_denied: true }],
  [{ is_provisional: false }, { is_provisional: true }],
  [{ is_dry_run_ok: true }, { is_dry_run_ok: false }],
  [{ is_snapshot_complete: true }, { is_snapshot_complete: false }],
  [{ is_rollback_present: true }, { is_rollback_present: false }],
  [{ are_prechecks_passed: true }, { are_prechecks_passed: false }],
  [{ is_in_account_list: true }, { is_in_account_list: false }],
  [{ are_params_valid: true }, { are_params_valid: false }],
  [{ are_targets_in_evidence: true }, { are_targets_in_evidence: false }],
  [{ targets: 10 }, { targets: 11 }],
  [{ mutations_left_today: 9 }, { mutations_left_today: 8 }],
  [{ youngest_target_age_hours: 24 }, { youngest_target_age_hours: 23 }],
  [{ confidence_pct: 60 }, { confidence_pct: 59 }],
  [{ evidence_coverage_pct: 50 }, { evidence_coverage_pct: 49 }],
  [{ evidence_age_sec: 86_400 }, { evidence_age_sec: 86_401 }],
  [{ evidence_age_sec: 172_800 }, { evidence_age_sec: 172_801 }],
  [{ cents_committed: 7_300_000 }, { cents_committed: 7_300_001 }],
]

type Cell = Pick<PolicyFacts, 'desk' | 'tier' | 'environment' | 'reversibility' | 'is_auto_opted_in' | 'is_in_change_window' | 'tenant_least_rank'>

/** Every combination of the facts that routes read: 10,000 cells. */
function cells(): Cell[] {
  const out: Cell[] = []
  for (const desk of Desk.options)
    for (const tier of AXES.tier)
      for (const environment of Environment.options)
        for (const reversibility of ReversibilityClass.options)
          for (const is_auto_opted_in of AXES.is_auto_opted_in)
            for (const is_in_change_window of AXES.is_in_change_window)
              for (const tenant_least_rank of AXES.tenant_least_rank.slice(0, 5))
                out.push({ desk, tier, environment, reversibility, is_auto_opted_in, is_in_change_window, tenant_least_rank })
  return out
}

/** Cells that are one step more dangerous, along one axis. */
function worse(cell: Cell): Cell[] {
  const after = <T>(order: readonly T[], value: T): T[] => order.slice(order.indexOf(value) + 1, order.indexOf(value) + 2)
  const place = AXES.environment.findIndex((group) => (group as readonly string[]).includes(cell.environment))
  return [
    ...after(AXES.tier, cell.tier).map((tier) => ({ ...cell, tier })),
    ...(AXES.environment[place + 1] ?? []).map((environment) => ({ ...cell, environment })),
    ...HARM[cell.reversibility].map((reversibility) => ({ ...cell, reversibility })),
    ...(cell.is_auto_opted_in ? [{ ...cell, is_auto_opted_in: false }] : []),
    ...(cell.is_in_change_window ? [{ ...cell, is_in_change_window: false }] : []),
    ...after<number>(AXES.tenant_least_rank, cell.tenant_least_rank).map((tenant_least_rank) => ({ ...cell, tenant_least_rank })),
  ]
}
const keyOf = (cell: Cell): string => Object.values(cell).join('|')

describe('the lattice of agreement, over every combination of what routes read', () => {
  it('never asks for less when one fact gets one step more dangerous (10,000 cells, every edge)', () => {
    const all = cells()
    const ranks = new Map(all.map((cell) => [keyOf(cell), agreementRank(engine.decide({ ...base, ...cell }))]))
    const violations: string[] = []
    let edges = 0
    for (const cell of all)
      for (const next of worse(cell)) {
        edges += 1
        // The glass may be broken on the change desk only: a critical tier there is the one case that has a level above two people.
        if ((ranks.get(keyOf(next)) ?? -1) < (ranks.get(keyOf(cell)) ?? 99)) violations.push(`${keyOf(cell)} -> ${keyOf(next)}`)
      }
    expect({ cells: all.length, violations }).toEqual({ cells: 10_000, violations: [] })
    expect(edges).toBeGreaterThan(30_000)
  }, 300_000)

  it('is never lowered by a single denial, whatever the route (every denial x tier x class x desk)', () => {
    const violations: string[] = []
    // Most calm values are those of the base: each plan is asked once.
    const asked = new Map<string, PolicyDecision>()
    const decide = (facts: PolicyFacts): PolicyDecision => {
      const key = JSON.stringify(facts)
      const known = asked.get(key) ?? engine.decide(facts)
      asked.set(key, known)
      return known
    }
    for (const desk of Desk.options)
      for (const tier of RiskTier.options)
        for (const reversibility of ReversibilityClass.options)
          for (const [calm, denied] of DENIALS) {
            const facts = { ...base, desk, tier, reversibility }
            const [before, after] = [decide({ ...facts, ...calm }), decide({ ...facts, ...denied })]
            if (agreementRank(after) < agreementRank(before)) violations.push(`${desk} ${tier} ${reversibility} ${JSON.stringify(denied)}`)
            if (reversibility === 'R1' && !JSON.stringify(denied).includes('1728') && after.decision !== 'deny')
              violations.push(`${JSON.stringify(denied)} is not denied`)
          }
    expect(violations).toEqual([])
  }, 300_000)
})

describe('over random plans', () => {
  it('never lets a plan with a hard denial be anything but denied, denies no other, and explains every refusal (5,000 plans of seed 1; `countersign eval --only policy-fuzz` draws 100,000)', () => {
    const next = seeded(1)
    const wrong: PolicyFacts[] = []
    let denied = 0
    // Of every single hard denial that is taken out, 1,180 of these plans are enough to miss it.
    for (let i = 0; i < 5_000; i++) {
      const facts = randomFacts(next)
      const got = engine.decide(facts)
      const is_denied = got.decision === 'deny'
      denied += is_denied ? 1 : 0
      const is_explained = got.reasons.length > 0 && (!is_denied || (got.unmet.length > 0 && got.unmet.every((u) => u.would_satisfy !== '')))
      // A tenant may ask for more than any level of the plan's own desk gives, which denies as well.
      if (is_denied !== hasHardDenial(facts) || !is_explained) wrong.push(facts)
    }
    expect(wrong).toEqual([])
    expect(denied).toBeGreaterThan(1_250)
    expect(denied).toBeLessThan(4_500)
  }, 300_000)

  it('agrees with Cedar’s own authorizer on every level of every plan (400 plans x 5 levels)', () => {
    const next = seeded(2)
    for (let i = 0; i < 400; i++) {
      const facts = randomFacts(next)
      const least = ROUTES.find((route) => cedar(facts, route.agreement).is_permitted)
      expect(engine.decide(facts).level).toBe(least?.level ?? null)
    }
  }, 300_000)
})
