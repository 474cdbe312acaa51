import { describe, expect, it } from 'vitest'
import { explain } from '@/lib/intents/explain'
import { applyRule, band, type Rule } from './rule'

type Readings = { 'fake.cost': number | null; 'fake.other': number | null }
const tooDear: Rule<Readings, 'fake.cost'> = {
  id: 'cost/too-dear',
  version: 3,
  needs: ['fake.cost'],
  decide: ({ 'fake.cost': cost }) =>
    cost > 10
      ? { outcome: 'finding', severity: 'low', reasons: [{ code: 'dear', facts: { cost }, evidence_ids: ['ev_1'] }] }
      : { outcome: 'clear', reasons: [] },
}
const PHRASES = { dear: (f: Record<string, unknown>) => `It costs ${f['cost']}.` }

describe('applyRule', () => {
  it('decides on what is there and stamps who decided', () => {
    expect(applyRule(tooDear, { 'fake.cost': 12, 'fake.other': null })).toMatchObject({ rule: 'cost/too-dear', version: 3, outcome: 'finding' })
    expect(applyRule(tooDear, { 'fake.cost': 0, 'fake.other': null }).outcome).toBe('clear')
  })

  it('says unknown and what is missing, never clear, without its evidence', () => {
    expect(applyRule(tooDear, { 'fake.cost': null, 'fake.other': 1 })).toEqual({
      rule: 'cost/too-dear',
      version: 3,
      outcome: 'unknown',
      missing: ['fake.cost'],
    })
  })
})

describe('band', () => {
  it('takes the first floor that is reached', () => {
    const bands = [
      [10, 'high'],
      [3, 'low'],
    ] as const
    expect([band(11, bands), band(10, bands), band(3, bands), band(2, bands)]).toEqual(['high', 'high', 'low', undefined])
  })
})

describe('explain', () => {
  it('puts a decision into the sentences of a phrase book, with its evidence', () => {
    expect(explain(applyRule(tooDear, { 'fake.cost': 12, 'fake.other': null }), PHRASES)).toBe('cost/too-dear v3: finding (low)\n  It costs 12. [ev_1]\n')
    expect(explain(applyRule(tooDear, { 'fake.cost': null, 'fake.other': null }), PHRASES)).toBe('cost/too-dear v3: unknown\n  missing: fake.cost\n')
  })

  it('refuses a reason that has no phrase rather than dropping it', () => {
    expect(() => explain(applyRule(tooDear, { 'fake.cost': 12, 'fake.other': null }), {})).toThrow('no phrase for reason dear')
  })
})
