import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeEvidence } from '@/lib/evidence/make'
import { Environment } from '@/schemas/action'
import { type Candidate, MAX_TARGETS } from './proposal'
import { resolveConflicts } from './resolve-conflicts'
import { targetLimits } from './target-limits'

let made = 0
const candidate = (environment: Environment, targets: number, template = 'schedule_nonprod'): Candidate => ({
  template,
  params: { environment, targets: Array.from({ length: targets }, () => ({ arn: `arn:${++made}`, label: `${environment}-${made}` })) },
  reasons: [],
})
const kept = (candidates: Candidate[], limits?: Record<Environment, number>) =>
  resolveConflicts([{ candidates, rejected: [] }], limits).candidates.map((c) => `${c.params.targets.length} ${c.params['environment']}`)

describe('the targets of one plan', () => {
  it('are in all no more than its most delicate environment lets be changed, as policy asks', () => {
    expect(kept([candidate('prod', 4), candidate('dev', 8)])).toEqual(['3 prod'])
    expect(kept([candidate('dev', 2), candidate('prod', 4)])).toEqual(['2 dev', '1 prod'])
    const { candidates, rejected } = resolveConflicts([{ candidates: [candidate('dev', 8), candidate('prod', 1)], rejected: [] }])
    expect(candidates).toHaveLength(1)
    expect(rejected).toMatchObject([{ because: 'one plan touches at most 3 resources in prod', would_allow: null, left_for: 'another_plan' }])
  })

  it('are no more than a tenant lets one plan change, which its evidence says', () => {
    const said = (max_targets: Record<Environment, number>) =>
      targetLimits([
        makeEvidence({
          source: { connector: 'countersign', query: 'plan_settings()', data_version: null, retrieved_at: '2026-11-19T09:00:00.000Z' },
          body: { kind: 'plan.settings', allowed_accounts: null, auto_templates: [], denied_templates: [], max_targets },
        }),
      ])
    expect(kept([candidate('dev', 9)], said({ ...MAX_TARGETS, dev: 4 }))).toEqual(['4 dev'])
    expect(said({ ...MAX_TARGETS, dev: 400 })).toEqual(MAX_TARGETS)
    expect(targetLimits([])).toEqual(MAX_TARGETS)
  })

  it('leave room for what only accompanies them', () => {
    expect(kept([candidate('prod', 3), candidate('prod', 1, 'submit_ad_feedback')])).toEqual(['3 prod', '1 prod'])
  })
})

it('never makes a plan that policy denies for its size, whatever is proposed', () => {
  const some = fc.array(fc.record({ environment: fc.constantFrom(...Environment.options), targets: fc.integer({ min: 1, max: 12 }) }), { maxLength: 6 })
  fc.assert(
    fc.property(some, (list) => {
      const { candidates, rejected } = resolveConflicts([{ candidates: list.map((c) => candidate(c.environment, c.targets)), rejected: [] }])
      const total = candidates.reduce((sum, c) => sum + c.params.targets.length, 0)
      for (const c of candidates) expect(total).toBeLessThanOrEqual(MAX_TARGETS[c.params['environment'] as Environment])
      expect(total + rejected.length).toBe(list.reduce((sum, c) => sum + c.targets, 0))
    }),
  )
})
