import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marginalRatio } from '@/lib/desks/cost/plan/candidates/marginal-ratio'
import type { CommitmentUse } from '@/schemas/evidence/cost'
import { riskOf, riskOfPlan } from './risk'

describe('risk', () => {
  const base = {
    template: 'x',
    base_risk: 18,
    environment: 'dev',
    reversibility: 'R1',
    targets: 1,
    accounts: 1,
    dependents: 0,
    on_request_path: false,
    touches: 'no_data',
    confidence: 1,
    is_in_change_window: true,
    is_before_weekend: false,
    history: { runs: 1, rollbacks: 0 },
    monthly_effect: '10',
    currency: 'USD',
  } as const
  const questions = fc.record({
    environment: fc.constantFrom('prod', 'stage', 'dev', 'test', 'unknown'),
    reversibility: fc.constantFrom('R0', 'R1', 'R2', 'R3', 'F'),
    targets: fc.integer({ min: 1, max: 50 }),
    dependents: fc.constantFrom(null, 0, 3),
    on_request_path: fc.constantFrom(null, true, false),
    touches: fc.constantFrom('no_data', 'stateful', 'only_copy'),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    is_in_change_window: fc.boolean(),
  })

  it('is the sum of its terms, clamped', () => {
    fc.assert(
      fc.property(questions, (q) => {
        const risk = riskOf({ ...base, ...q })
        expect(risk.score).toBe(
          Math.min(
            100,
            risk.terms.reduce((total, t) => total + t.points, 0),
          ),
        )
      }),
    )
  })

  it('never falls when production, another target, less confidence or less knowledge comes in', () => {
    fc.assert(
      fc.property(questions, (q) => {
        const { score } = riskOf({ ...base, ...q })
        const worse = [
          { environment: 'prod' as const },
          { targets: q.targets + 1 },
          { confidence: q.confidence / 2 },
          { dependents: null },
          { on_request_path: null },
          { is_in_change_window: false },
        ]
        for (const change of worse) expect(riskOf({ ...base, ...q, ...change }).score).toBeGreaterThanOrEqual(score)
      }),
    )
  })

  it('of a plan is that of its riskiest action, and a tier more when many add up', () => {
    const prod = riskOf({ ...base, environment: 'prod' })
    expect(riskOfPlan([riskOf(base), prod])).toMatchObject({ score: prod.score, tier: prod.tier })
    expect(riskOfPlan([prod, prod, prod, prod]).tier).toBe('high')
    expect(prod.tier).toBe('medium')
  })
})

it('counts only what leaves the bill', () => {
  const use = (eligible: string, covered: string): CommitmentUse => ({
    kind: 'cost.commitment_use',
    scope: {},
    currency: 'USD',
    before: { start: '2026-10-01', end: '2026-10-02' },
    after: { start: '2026-11-01', end: '2026-11-02' },
    commitments: [
      {
        commitment_discount_id: 'sp',
        commitment_discount_type: 'Savings Plan',
        ends_on: null,
        covered_list_cost_before: '0',
        covered_list_cost_after: covered,
        covered_effective_cost_before: '0',
        covered_effective_cost_after: '0',
      },
    ],
    eligible_list_cost_before: '0',
    eligible_list_cost_after: eligible,
    coverage_ratio_before: null,
    coverage_ratio_after: null,
  })
  expect(marginalRatio('100', '100', [])).toBe('1')
  expect(marginalRatio('60', '100', [])).toBe('0')
  expect(marginalRatio('60', '100', [use('500', '500')])).toBe('0')
  expect(marginalRatio('60', '100', [use('530', '500')])).toBe('0.5')
  expect(marginalRatio('60', '100', [use('900', '500')])).toBe('1')
})
