import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { type CategoryVerdict, type CostCategory, Triage } from '@/schemas/cost'
import { confidenceOf } from './confidence'
import { choosePrimary } from './primary'
import { severityOf } from './severity'
import { triage } from './triage'

const situation = (name: string) => readSituation(JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')))
const decide = (name: string) => triage(situation(name), '6000')
const verdict = (category: CostCategory, share: number, outcome: CategoryVerdict['outcome'] = 'finding'): CategoryVerdict => ({
  rule: `cost/${category}`,
  version: 1,
  category,
  outcome,
  explained: String(share * 100),
  share,
  subcategory: null,
  reasons: [],
  missing: [],
})

describe('triage', () => {
  it.each([
    ['commitment-coverage-drift/savings-plan-ended', 'commitment_coverage_drift', null],
    ['credits-refunds-fees/credit-ended', 'credits_refunds_fees', null],
    ['marketplace/subscription-began', 'marketplace', null],
    ['data-transfer/nat-traffic-doubled', 'data_transfer', null],
    ['pricing-change/list-price-rose-by-a-tenth', 'pricing_change', null],
    ['new-resource/nine-instances-left-running', 'new_resource', null],
    ['resource-waste/new-instances-are-idle', 'new_resource', 'resource_waste'],
    ['deploy-related/logs-grew-after-a-deploy', 'deploy_related', null],
    ['config-drift/log-level-turned-up', 'config_drift', null],
    ['deploy-related/deploy-in-another-account', 'unknown', null],
    ['credits-refunds-fees/constant-credit-beside-growth', 'unknown', null],
  ])('%s is %s, triggered by %s', (name, category, trigger) => {
    expect(Triage.parse(decide(name))).toMatchObject({ category, trigger })
  })

  it('is strong when one category explains everything and all sources answered, and at most 0.40 when the cause is unknown', () => {
    expect(decide('deploy-related/logs-grew-after-a-deploy').confidence).toBeGreaterThanOrEqual(0.8)
    expect(decide('deploy-related/deploy-in-another-account').confidence).toBeLessThanOrEqual(0.4)
  })

  it('is less sure when sources could not be asked, and says which', () => {
    const whole = situation('new-resource/nine-instances-left-running')
    const part = triage({ ...whole, 'cost.charge_events': null, 'cost.change_events': null }, '6000')
    expect(part.confidence).toBeLessThan(triage(whole, '6000').confidence)
    expect(part.missing_evidence).toEqual(expect.arrayContaining(['cost.charge_events', 'cost.change_events', 'k8s.allocation']))
  })

  it('does not count days that may still be restated as settled', () => {
    const settled = situation('data-transfer/nat-traffic-doubled')
    expect(triage({ ...settled, anomaly: { ...settled.anomaly, is_provisional: true } }, '6000').confidence).toBeLessThan(triage(settled, '6000').confidence)
  })

  it('raises a powerful machine in a region never used before to critical', () => {
    expect(decide('new-resource/first-spend-in-a-region')).toMatchObject({ category: 'new_resource', subcategory: 'new_region', severity: 'critical' })
  })
})

describe('choosePrimary', () => {
  it('names two categories that explain seven tenths together', () => {
    expect(choosePrimary([verdict('commitment_coverage_drift', 0.4), verdict('data_transfer', 0.35)])).toMatchObject({
      category: 'commitment_coverage_drift',
      contributing: 'data_transfer',
    })
  })

  it('settles a tie within five points by the order of the rules, and a clear lead by size', () => {
    expect(choosePrimary([verdict('commitment_coverage_drift', 0.5), verdict('new_resource', 0.54)]).category).toBe('commitment_coverage_drift')
    expect(choosePrimary([verdict('commitment_coverage_drift', 0.4), verdict('new_resource', 0.6)]).category).toBe('new_resource')
  })

  it('lets an operational label name the case only when the bill proves nothing, and be its trigger otherwise', () => {
    expect(choosePrimary([verdict('new_resource', 0.3), verdict('deploy_related', 0.9)])).toMatchObject({
      category: 'deploy_related',
      trigger: null,
      contributing: 'new_resource',
    })
    expect(choosePrimary([verdict('new_resource', 0.9), verdict('deploy_related', 0.9)])).toMatchObject({ category: 'new_resource', trigger: 'deploy_related' })
  })

  it('says unknown when nothing explains half of the rise', () => {
    expect(choosePrimary([verdict('new_resource', 0.45), verdict('deploy_related', 0.3)])).toMatchObject({ category: 'unknown', winner: null })
  })

  it('never takes a category that is clear or unknown', () => {
    const some = fc.record({
      category: fc.constantFrom<CostCategory>('data_transfer', 'new_resource', 'deploy_related', 'resource_waste'),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      outcome: fc.constantFrom('finding', 'clear', 'unknown'),
    })
    fc.assert(
      fc.property(fc.uniqueArray(some, { selector: (v) => v.category }), (list) => {
        const verdicts = list.map((v) => verdict(v.category, v.share, v.outcome as CategoryVerdict['outcome']))
        const { category } = choosePrimary(verdicts)
        if (category !== 'unknown') expect(verdicts.find((v) => v.category === category)?.outcome).toBe('finding')
      }),
    )
  })
})

describe('severityOf', () => {
  const LEVELS = ['low', 'medium', 'high', 'critical']
  const at = (delta: number, tenant = 6000) =>
    severityOf({ delta_daily_cost: delta.toFixed(2), tenant_daily_cost: String(tenant), has_security_flag: false, doubling_days: null }).severity

  it('never falls when more money is at stake', () => {
    const money = fc.double({ min: 0, max: 20_000, noNaN: true })
    fc.assert(
      fc.property(money, money, fc.integer({ min: 0, max: 100_000 }), (a, b, tenant) => {
        expect(LEVELS.indexOf(at(Math.max(a, b), tenant))).toBeGreaterThanOrEqual(LEVELS.indexOf(at(Math.min(a, b), tenant)))
      }),
    )
  })

  it('follows dollars, then the share of a usual day', () => {
    expect([at(5000, 1e6), at(1000, 1e6), at(200, 1e6), at(199, 1e6)]).toEqual(['critical', 'high', 'medium', 'low'])
    expect([at(500, 2000), at(200, 2000), at(60, 2000), at(49, 1000)]).toEqual(['critical', 'high', 'medium', 'low'])
  })

  it('rises one level for a drift that doubles within a week', () => {
    expect(severityOf({ delta_daily_cost: '250', tenant_daily_cost: '0', has_security_flag: false, doubling_days: 5 })).toMatchObject({
      severity: 'high',
      severity_terms: [expect.anything(), expect.anything(), { name: 'doubling_days', value: 5, result: 'high' }],
    })
  })
})

describe('confidenceOf', () => {
  it('stays within 0.05 and 0.99 and below its caps', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(
        part,
        part,
        part,
        part,
        fc.boolean(),
        fc.boolean(),
        (explained_share, evidence_present, data_settled, lead_over_runner_up, is_unknown, is_partial) => {
          const { confidence } = confidenceOf({ terms: { explained_share, evidence_present, data_settled, lead_over_runner_up }, is_unknown, is_partial })
          expect(confidence).toBeGreaterThanOrEqual(0.05)
          expect(confidence).toBeLessThanOrEqual(is_unknown ? 0.4 : is_partial ? 0.6 : 0.99)
        },
      ),
    )
  })
})
