import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { addDays } from '@/lib/kernel/time'
import { type CategoryVerdict, type CostCategory, Triage } from '@/schemas/cost'
import type { BudgetStatus } from '@/schemas/evidence/outside'
import { budgetBreach } from './budget-breach'
import { confidenceOf } from './confidence'
import { doublingDays } from './doubling-days'
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
    ['commitment-coverage-drift/usage-went-to-another-family', 'commitment_coverage_drift', null],
    ['new-resource/first-use-of-a-service', 'new_resource', null],
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

  it('counts settled data by the dollars of its days, not by how many days there are', () => {
    const at = (day: string, effective_cost: string, is_settled: boolean) => ({ day, effective_cost, is_settled })
    const points = [at('2026-11-16', '300', true), at('2026-11-17', '100', false)]
    const evidence = situation('data-transfer/nat-traffic-doubled')
    const series = { kind: 'cost.daily_series' as const, scope: evidence.anomaly.scope, currency: 'USD', points }
    const { confidence_terms } = triage({ ...evidence, 'cost.daily_series': { evidence_id: 'ev_series', completeness: 1, body: series } }, '6000')
    expect(confidence_terms.find((t) => t.name === 'data_settled')?.value).toBe(0.75)
  })

  it('is at most 0.60 sure where an allocation answered in part', () => {
    const evidence = situation('k8s-cost-shift/one-namespace-grew')
    const allocation = evidence['k8s.allocation']
    const part = triage({ ...evidence, 'k8s.allocation': allocation === null ? null : { ...allocation, completeness: 0.6 } }, '6000')
    expect(part.confidence).toBeLessThanOrEqual(0.6)
  })

  it('is at most 0.60 sure of a cluster whose allocation is more than a quarter away from the bill', () => {
    const evidence = situation('k8s-cost-shift/one-namespace-grew')
    const allocation = evidence['k8s.allocation']
    const scaled = (bill_ratio: number | null) =>
      triage({ ...evidence, 'k8s.allocation': allocation === null ? null : { ...allocation, body: { ...allocation.body, bill_ratio } } }, '6000')
    expect(scaled(1).category).toBe('k8s_cost_shift')
    expect(scaled(1.2).confidence).toBeGreaterThan(0.6)
    for (const ratio of [1.3, 0.7]) expect(scaled(ratio).category !== 'k8s_cost_shift' || scaled(ratio).confidence <= 0.6).toBe(true)
    expect(scaled(1.3)).toMatchObject({ category: 'k8s_cost_shift', confidence: 0.6 })
  })

  it('raises a powerful machine in a region never used before to critical', () => {
    expect(decide('new-resource/first-spend-in-a-region')).toMatchObject({ category: 'new_resource', subcategory: 'new_region', severity: 'critical' })
  })

  it('raises a rise of any service to critical in a region that the tenant does not mean to use, and in no other', () => {
    const evidence = situation('new-resource/queue-in-a-region-that-is-not-used')
    const settings = evidence['cost.triage_settings']
    const allowing = (allowed_regions: string[] | null, cost = '61') => {
      const leaves = evidence['cost.leaf_changes']
      const dearer = leaves === null ? null : { ...leaves, body: { ...leaves.body, leaves: leaves.body.leaves.map((l) => ({ ...l, after_cost: cost })) } }
      const body = { kind: 'cost.triage_settings' as const, severity_cuts_per_day: null, allowed_regions }
      return triage({ ...evidence, 'cost.leaf_changes': dearer, 'cost.triage_settings': settings === null ? null : { ...settings, body } }, '6000')
    }
    expect(allowing(['eu-west-1'])).toMatchObject({
      severity: 'critical',
      severity_terms: expect.arrayContaining([{ name: 'region_not_allowed', value: '61', result: 'critical' }]),
    })
    expect(allowing(['eu-west-1', 'sa-east-1']).severity).toBe('low')
    expect(allowing(null).severity).toBe('low')
    expect(allowing(['eu-west-1'], '49').severity).toBe('low')
    expect(allowing(['eu-west-1'], '4').severity_terms.map((t) => t.name)).not.toContain('region_not_allowed')
  })

  it('names a machine that was made larger by that, and not as something new', () => {
    expect(decide('config-drift/machine-was-made-larger')).toMatchObject({ category: 'config_drift', subcategory: 'machine_type' })
  })

  it("follows the tenant's own amounts where it set some, and never falls when the amounts do", () => {
    const evidence = situation('data-transfer/nat-traffic-doubled')
    const cutBy = (critical: number, high: number, medium: number) => {
      const body = { kind: 'cost.triage_settings' as const, severity_cuts_per_day: { critical, high, medium }, allowed_regions: null }
      return triage({ ...evidence, 'cost.triage_settings': { evidence_id: 'ev_settings', completeness: 1, body } }, '1000000').severity
    }
    expect([cutBy(300, 200, 100), cutBy(900, 300, 100), cutBy(900, 800, 300), cutBy(900, 800, 700)]).toEqual(['critical', 'high', 'medium', 'low'])
    const amount = fc.integer({ min: 1, max: 2000 })
    fc.assert(
      fc.property(fc.tuple(amount, amount, amount), amount, (list, less) => {
        const [medium = 1, high = 1, critical = 1] = [...list].sort((a, b) => a - b)
        const lower = (cut: number) => Math.max(1, cut - less)
        const levels = ['low', 'medium', 'high', 'critical']
        expect(levels.indexOf(cutBy(lower(critical), lower(high), lower(medium)))).toBeGreaterThanOrEqual(levels.indexOf(cutBy(critical, high, medium)))
      }),
    )
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
    severityOf({ delta_daily_cost: delta.toFixed(2), tenant_daily_cost: String(tenant), security: null, doubling_days: null }).severity

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
    expect(severityOf({ delta_daily_cost: '250', tenant_daily_cost: '0', security: null, doubling_days: 5 })).toMatchObject({
      severity: 'high',
      severity_terms: [expect.anything(), expect.anything(), { name: 'doubling_days', value: 5, result: 'high' }],
    })
  })
})

describe('doublingDays', () => {
  const drift = (daily_growth: number, days: number) => {
    const { anomaly } = situation('data-transfer/nat-traffic-doubled')
    const points = Array.from({ length: days }, (_, i) => ({
      day: addDays('2026-11-01', i),
      effective_cost: (100 * daily_growth ** i).toFixed(6),
      is_settled: true,
    }))
    const over = { shape: 'drift' as const, first_day: '2026-11-01', last_day: addDays('2026-11-01', days - 1) }
    return doublingDays({ ...anomaly, ...over }, { kind: 'cost.daily_series', scope: anomaly.scope, currency: 'USD', points })
  }

  it('is the time in which a drift at its middle slope doubles', () => {
    expect(drift(2 ** (1 / 5), 12)).toBeCloseTo(5, 3)
  })

  it('is not known for what does not grow or has too few days to tell', () => {
    expect([drift(0.95, 12), drift(1.2, 4)]).toEqual([null, null])
  })
})

describe('budgetBreach', () => {
  const { anomaly } = situation('data-transfer/nat-traffic-doubled')
  const monthly = (limit: string, actual: string, over: Partial<BudgetStatus['budgets'][number]> = {}) => ({
    evidence_id: 'ev_budgets',
    completeness: 1,
    as_of: '2026-11-19',
    body: {
      kind: 'cost.budget_status' as const,
      account_id: anomaly.scope.sub_account_id ?? '',
      budgets: [{ name: 'platform', unit: 'USD', time_unit: 'MONTHLY' as const, limit, actual, forecast: null, tags: {}, ...over }],
    },
  })
  // 18 days of the month are over, the rise is ten days old, and 310 more a day since.
  const rise = { ...anomaly, first_day: '2026-11-09', delta_daily_cost: '310' }

  it('counts the rise on the days before it too: 1,800 so far is 238 a day, so 1,000 more last five days', () => {
    expect(budgetBreach(rise, monthly('2800', '1800')).breach).toEqual({ budget: 'platform', days: 5, evidence_id: 'ev_budgets' })
    expect(budgetBreach(rise, monthly('3200', '1800')).breach).toBeNull()
  })

  it('is today where the limit would still hold without the rise, and says nothing of a budget that was over before it', () => {
    expect(budgetBreach(rise, monthly('5000', '6000')).breach?.days).toBe(0)
    expect(budgetBreach(rise, monthly('2000', '6000')).breach).toBeNull()
  })

  it('says nothing of another account, another currency, a period that is not known, or a month that ends first', () => {
    expect(budgetBreach({ ...rise, scope: { sub_account_id: '210000000099' } }, monthly('2800', '1800')).breach).toBeNull()
    expect(budgetBreach(rise, monthly('2800', '1800', { unit: 'EUR' })).breach).toBeNull()
    expect(budgetBreach(rise, monthly('2800', '1800', { time_unit: 'CUSTOM' })).breach).toBeNull()
    expect(budgetBreach({ ...rise, delta_daily_cost: '10' }, { ...monthly('2800', '2600'), as_of: '2026-11-29' }).breach).toBeNull()
  })

  it('makes a case at least high', () => {
    const input = { delta_daily_cost: '60', tenant_daily_cost: '100000', security: null, doubling_days: null }
    expect(severityOf(input).severity).toBe('low')
    expect(severityOf({ ...input, budget: { budget: 'platform', days: 4 } })).toMatchObject({
      severity: 'high',
      severity_terms: [{}, {}, { name: 'budget_breach', value: 'platform, 4', result: 'high' }],
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
