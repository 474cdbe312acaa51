import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { triage } from '@/lib/desks/cost/rules/triage'
import { compareWithLegacy } from './compare-with-legacy'
import { legacySentence } from './legacy-sentence'
import { type LegacyEvidence, legacyTriage } from './legacy-triage'

/** The bill that the earlier system was tested with: 1,200 of instances, 250 of transfer and a credit of 50 that is there every day. */
const reference = (delta_daily_cost: number): LegacyEvidence => ({
  delta_daily_cost,
  coverage_change_ratio: { reservations: 0, savings_plans: 0 },
  credits: -50,
  refunds: 0,
  waste_savings_per_month: null,
  marketplace: 0,
  data_transfer: 250,
  largest_namespace_delta: 0,
  deploys: 0,
  usage_change_ratio: null,
  cost_change_ratio: null,
})

/** The same bill as evidence of today: transfer and credit as they always were, instances grown by the difference. */
const referenceCase = (delta: number) =>
  readSituation({
    scope: { sub_account_id: '210000000002', service_name: 'Amazon Elastic Compute Cloud', region_id: 'eu-west-1' },
    first_day: '2026-11-10',
    last_day: '2026-11-17',
    leaves: [
      { usage_type: 'BoxUsage:m5.xlarge', before: { cost: String(6000 - delta), quantity: null }, after: { cost: '6000', quantity: null } },
      { usage_type: 'DataTransfer-Out-Bytes', before: { cost: '250', quantity: '2777' }, after: { cost: '250', quantity: '2777' } },
    ],
    events: [{ event: 'credit', description: 'Promotional credit', before_cost: '-50', after_cost: '-50' }],
  })

describe('the earlier system', () => {
  test.each([
    [100, 'credits_refunds_fees', 'low', 0.75],
    [249, 'credits_refunds_fees', 'medium', 0.75],
    [251, 'data_transfer', 'medium', 0.85],
    [750, 'data_transfer', 'medium', 0.85],
    [900, 'data_transfer', 'medium', 0.85],
    [1251, 'unknown', 'high', 0.4],
    [5000, 'unknown', 'critical', 0.4],
    [-400, 'credits_refunds_fees', 'low', 0.75],
  ] as const)('says of a change of %i dollars a day on its reference bill: %s, %s, %d', (delta, category, severity, confidence) => {
    expect(legacyTriage(reference(delta))).toEqual({ category, severity, confidence })
  })

  test('takes a wobble of coverage for the cause of anything, in either direction', () => {
    const wobble = (savings_plans: number) => legacyTriage({ ...reference(5000), coverage_change_ratio: { reservations: null, savings_plans } }).category
    expect([wobble(0.05), wobble(-0.05), wobble(0.049)]).toEqual(['commitment_coverage_drift', 'commitment_coverage_drift', 'unknown'])
  })
})

it('is quoted beside the answer of today in one sentence, with why they differ', () => {
  const evidence = referenceCase(251)
  expect(legacySentence(compareWithLegacy(evidence, triage(evidence, '6000')))).toBe(
    'The earlier system would have said: data transfer, medium, confidence 0.85. It took transfer that did not change for the cause.',
  )
})

describe('beside it, today', () => {
  test.each([
    [100, 'credits_refunds_fees', 'constant_charge_called_cause'],
    [249, 'credits_refunds_fees', 'constant_charge_called_cause'],
    [251, 'data_transfer', 'constant_transfer_called_cause'],
    [750, 'data_transfer', 'constant_transfer_called_cause'],
    [900, 'data_transfer', 'constant_transfer_called_cause'],
    [1251, 'unknown', 'same'],
    [5000, 'unknown', 'same'],
  ] as const)('the rules answer unknown to a rise of %i a day in which neither credit nor transfer moved (it said %s: %s)', (delta, legacy, difference) => {
    const evidence = referenceCase(delta)
    const compared = compareWithLegacy(evidence, triage(evidence, '6000'))
    expect(compared).toMatchObject({ legacy: { category: legacy }, today: { category: 'unknown' }, difference })
    expect(compared.today.confidence).toBeLessThanOrEqual(0.4)
  })

  test.each([
    ['credits-refunds-fees/credit-ended', 'unknown', 'credits_refunds_fees', 'evidence_it_never_asked_for'],
    ['data-transfer/nat-traffic-doubled', 'unknown', 'data_transfer', 'evidence_it_never_asked_for'],
    ['new-resource/nine-instances-left-running', 'unknown', 'new_resource', 'evidence_it_never_asked_for'],
    ['deploy-related/logs-grew-after-a-deploy', 'deploy_related', 'deploy_related', 'same'],
    ['deploy-related/deploy-in-another-account', 'deploy_related', 'unknown', 'cause_not_proven'],
    ['credits-refunds-fees/constant-credit-beside-growth', 'credits_refunds_fees', 'unknown', 'constant_charge_called_cause'],
  ] as const)('%s: it said %s, the rules say %s (%s)', (name, legacy, today, difference) => {
    const evidence = readSituation(JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8')))
    expect(compareWithLegacy(evidence, triage(evidence, '6000'))).toMatchObject({ legacy: { category: legacy }, today: { category: today }, difference })
  })
})
