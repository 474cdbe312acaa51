import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { startOver } from '@/lib/cases/start-over'
import { STORY } from '@/lib/desks/cost/fixtures/cases/story'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { makeEvidence } from '@/lib/evidence/make'
import type { Case } from '@/schemas/case'
import type { Triage } from '@/schemas/cost'
import { earlyEnd, hasOutgrown } from './early-end'
import { triage } from './triage'

const SITUATION = new URL('../fixtures/expected-growth/orders-grew-as-much.json', import.meta.url)
const grown = readSituation(JSON.parse(readFileSync(SITUATION, 'utf8')))
const usualDay = (median_daily_cost: string) => [
  makeEvidence({
    source: { connector: 'bill', query: 'tenant_cost()', data_version: 'v1', retrieved_at: '2026-11-19T09:00:00.000Z' },
    body: { kind: 'cost.tenant_cost', currency: 'USD', median_daily_cost, as_of_day: '2026-11-17' },
  }),
]
const [{ c: STORY_CASE }] = STORY as [(typeof STORY)[number]]
const SURE = triage(grown, '6000')

function caseOf(over: { triage?: Partial<Triage>; is_provisional?: boolean; early_end?: Case['early_end'] } = {}): Case {
  const anomaly = { ...grown.anomaly, is_provisional: over.is_provisional ?? false }
  const cost = { anomaly, windows: null, attribution: grown.attribution, triage: { ...SURE, ...over.triage } }
  return { ...STORY_CASE, cost, ...(over.early_end === undefined ? {} : { early_end: over.early_end }) }
}

describe('expected growth', () => {
  it('closes by itself when it is sure and small beside a usual day, and says by how much usage grew', () => {
    expect(SURE.category).toBe('expected_growth')
    expect(earlyEnd(caseOf(), usualDay('6000'))).toBe('Closed by itself: usage grew with the business, by $120.00 / day, 2.0 % of a usual day')
  })

  it('stays open where one of these does not hold, or the usual day is not known', () => {
    expect(earlyEnd(caseOf(), usualDay('2400'))).toBeNull()
    expect(earlyEnd(caseOf(), usualDay('0'))).toBeNull()
    expect(earlyEnd(caseOf(), [])).toBeNull()
    expect(earlyEnd(caseOf({ triage: { confidence: 0.849 } }), usualDay('6000'))).toBeNull()
    expect(earlyEnd(caseOf({ triage: { severity: 'high' } }), usualDay('6000'))).toBeNull()
    expect(earlyEnd(caseOf({ triage: { contributing: 'new_resource' } }), usualDay('6000'))).toBeNull()
    expect(earlyEnd(caseOf({ is_provisional: true }), usualDay('6000'))).toBeNull()
  })

  it('stays open where nobody knows whether a budget counts it', () => {
    const severity_terms = [...SURE.severity_terms, { name: 'not_known_whether_a_budget_counts_it', value: 'ceo: tag team', result: 'low' as const }]
    expect(earlyEnd(caseOf({ triage: { severity_terms } }), usualDay('6000'))).toBeNull()
  })

  it('stays open once a person opened it again', () => {
    const opened = startOver({ ...caseOf({ early_end: 'ended' }), status: 'accepted' }, '2026-11-20T09:00:00.000Z', 'Reopened', [])
    expect(opened.early_end).toBe('refused')
    expect(earlyEnd({ ...opened, cost: caseOf().cost }, usualDay('6000'))).toBeNull()
  })

  it('never closes a case of another category', () => {
    for (const category of ['new_resource', 'data_transfer', 'unknown'] as const)
      expect(earlyEnd(caseOf({ triage: { category } }), usualDay('6000'))).toBeNull()
  })

  it('is looked at again when it is clearly larger than what was closed, and only then', () => {
    const closed = { ...caseOf({ early_end: 'ended' }), status: 'accepted' as const, at_stake_per_day: '120' }
    expect([hasOutgrown(closed, '131'), hasOutgrown(closed, '133')]).toEqual([false, true])
    expect(hasOutgrown({ ...closed, early_end: 'refused' }, '500')).toBe(false)
    expect(hasOutgrown({ ...caseOf(), status: 'accepted', at_stake_per_day: '120' }, '500')).toBe(false)
  })
})
