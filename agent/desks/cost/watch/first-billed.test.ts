import { expect, it } from 'vitest'
import { sourced } from '@/lib/desks/cost/fixtures/sample-evidence'
import { readSituation } from '@/lib/desks/cost/fixtures/situation'
import { judgeCategories } from '@/lib/desks/cost/rules/ruleset'
import { daysIn } from '@/lib/kernel/time'
import type { DailySeries, Leaf } from '@/schemas/evidence/cost'
import { firstBilled } from './first-billed'

const SCOPE = { sub_account_id: '210000000004', service_name: 'Amazon SageMaker', region_id: 'eu-west-1', usage_type: 'EU-Host:ml.m5.xlarge' }
const ONSET = { scope: SCOPE, first_day: '2026-11-10' }

/** A bill from 1 July on that shows the service from a day on. */
const billedSince = (first: string) => ({
  coveredDays: async () => daysIn('2026-07-01', '2026-11-18'),
  dailySeries: async (scope: DailySeries['scope'], range: { start: string; end: string }): Promise<DailySeries> => ({
    kind: 'cost.daily_series',
    scope,
    currency: 'USD',
    points: daysIn(range.start, range.end).map((day) => ({ day, effective_cost: day >= first ? '64' : '0', is_settled: true })),
  }),
})
const leaf = (before_cost: string): Leaf => ({
  scope: SCOPE,
  before_cost,
  after_cost: '64',
  before_list_cost: before_cost,
  after_list_cost: '64',
  before_quantity: null,
  after_quantity: null,
  unit: null,
  first_seen: '2026-11-10',
})
const changes = (...leaves: Leaf[]) => ({ leaves }) as Parameters<typeof firstBilled>[2]

it('is kept where the account never used the service before, and not where it did, or where the case began as more of something', async () => {
  expect(await firstBilled(billedSince('2026-11-10'), ONSET, changes(leaf('0')))).toEqual({
    kind: 'cost.first_billed',
    scope: { sub_account_id: '210000000004', service_name: 'Amazon SageMaker' },
    first_day: '2026-11-10',
    bill_begins: '2026-07-01',
  })
  expect(await firstBilled(billedSince('2026-08-01'), ONSET, changes(leaf('0')))).toBeNull()
  expect(await firstBilled(billedSince('2026-11-10'), ONSET, changes(leaf('20')))).toBeNull()
  expect(await firstBilled(billedSince('2026-11-10'), ONSET, changes())).toBeNull()
})

it('makes a new usage type a new service only on a bill that is old enough to know', () => {
  const situation = readSituation({
    scope: SCOPE,
    first_day: '2026-11-10',
    last_day: '2026-11-17',
    leaves: [{ usage_type: SCOPE.usage_type, before: { cost: '0', quantity: '0' }, after: { cost: '64', quantity: '240' } }],
  })
  const kind = (bill_begins: string | null) => {
    const scope = { sub_account_id: '210000000004', service_name: 'Amazon SageMaker' }
    const body = { kind: 'cost.first_billed' as const, scope, first_day: '2026-11-10', bill_begins: bill_begins ?? '' }
    const verdicts = judgeCategories({ ...situation, 'cost.first_billed': bill_begins === null ? null : sourced('ev_first', body) })
    return verdicts.find((v) => v.category === 'new_resource')?.subcategory
  }
  expect([kind('2026-07-01'), kind('2026-11-01'), kind(null)]).toEqual(['new_service', 'new_usage_type', 'new_usage_type'])
})
