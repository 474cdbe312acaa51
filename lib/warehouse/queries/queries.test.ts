import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { add } from '@/lib/kernel/money'
import { addDays } from '@/lib/kernel/time'
import { billFiles } from '@/lib/warehouse/bill/bill-files'
import { closeDuck } from '@/lib/warehouse/duck'
import { ALL, END, FIRST, importEstate, NOW, ONSET, PLAN, tenant_id, WINDOWS } from '@/lib/warehouse/fixtures/estate-bill'
import { commitmentUse } from '@/lib/warehouse/queries/commitment-use'
import { dailySeries } from '@/lib/warehouse/queries/daily-series'
import { leafChanges } from '@/lib/warehouse/queries/leaf-changes'
import { scopeDays } from '@/lib/warehouse/queries/scope-days'
import { seriesByGroup } from '@/lib/warehouse/queries/series-by-group'
import { listSources } from '@/lib/warehouse/versions/manifest-store'
import { weighDays } from '@/lib/warehouse/versions/weigh-days'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import { BillEntities, Breakdown } from '@/schemas/bill'
import { NO_MENDS } from '@/schemas/bill-mends'
import { CostEvidence, SCOPE_KEYS, SERIES } from '@/schemas/evidence/cost'
import type { DayRange } from '@/schemas/time'

testDatabase()

let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await importEstate()
})
afterAll(closeDuck)

it('compares leaves over the same weekdays, and says when a quantity means nothing', async () => {
  const changes = await warehouse.leafChanges({}, WINDOWS)
  expect(CostEvidence.parse(changes)).toEqual(changes)
  const leaf = (usage_type: string) => changes.leaves.find((l) => l.scope.usage_type === usage_type)
  // Eight days since the onset hold one weekend. List cost did not move, although the windows' weekdays differ.
  expect(leaf('EUW1-BoxUsage:m6i.xlarge')).toMatchObject({
    before_cost: '32.5',
    before_list_cost: '65',
    after_list_cost: '65',
    first_seen: FIRST,
    before_quantity: '100',
    unit: 'Hrs',
  })
  expect(leaf('EUW1-BoxUsage:m6i.4xlarge')).toMatchObject({
    before_cost: '0',
    after_cost: '184.5',
    before_quantity: '0',
    after_quantity: '216',
    first_seen: ONSET,
    scope: { owner: 'checkout' },
  })
  expect(leaf('EUW1-Requests-Tier1')).toMatchObject({
    before_cost: '2.0000000001',
    after_cost: '2.0000000001',
    before_quantity: null,
    after_quantity: null,
    unit: null,
  })
  expect(changes.leaves).toHaveLength(3)
  expect((await warehouse.leafChanges({ owner: 'checkout' }, WINDOWS)).leaves).toHaveLength(1)
})

it('tells charge events apart from usage, signed as billed', async () => {
  const events = await warehouse.chargeEvents({}, WINDOWS)
  expect(CostEvidence.parse(events)).toEqual(events)
  expect(events.events).toEqual([
    { event: 'credit', description: 'Promotional credit', before_cost: '-140', after_cost: '0' },
    { event: 'marketplace', description: 'Vantor Observability', before_cost: '95', after_cost: '95' },
  ])
})

it('shows a Savings Plan that ended: what it covered, when it ended, and coverage falling', async () => {
  const use = await warehouse.commitmentUse({ sub_account_id: '222' }, WINDOWS)
  expect(CostEvidence.parse(use)).toEqual(use)
  expect(use.commitments).toMatchObject([
    {
      commitment_discount_id: PLAN,
      commitment_discount_type: 'Savings Plan',
      ends_on: '2026-11-11',
      covered_list_cost_before: '65',
      covered_effective_cost_before: '32.5',
    },
  ])
  expect(use.eligible_list_cost_after).toBe('65')
  expect(use.coverage_ratio_before).toBe(1)
  expect(use.coverage_ratio_after).toBeCloseTo(240 / 520, 6)
  // Nothing eligible is not the same as no coverage.
  expect((await warehouse.commitmentUse({ service_name: 'Amazon Simple Storage Service' }, WINDOWS)).coverage_ratio_before).toBeNull()
})

it('adds series up from leaves that it knows to what it reads from the whole bill, within any scope, for any keys and charges, and on any days', async () => {
  const files = billFiles(warehouse.manifests, NOW)
  const whole = { ...files, months: () => null }
  await warehouse.seriesByGroup(SCOPE_KEYS, { start: '2000-01-01', end: '2100-01-01' })
  const scopes = [{}, { sub_account_id: '222' }, { owner: 'checkout', sub_account_id: '666' }, { owner: '' }, { service_name: 'nobody has it' }]
  for (const scope of scopes)
    for (const range of [ALL, { start: '2026-10-10', end: '2026-11-12' }, { start: '2026-11-30', end: '2026-12-05' }]) {
      for (const series of SERIES) expect(await dailySeries(files, scope, range, series)).toEqual(await dailySeries(whole, scope, range, series))
      for (const keys of [SCOPE_KEYS, ['sub_account_id'], ['owner', 'service_name'], []] as const)
        expect(await seriesByGroup(files, keys, range, { series: SERIES, scope })).toEqual(await seriesByGroup(whole, keys, range, { series: SERIES, scope }))
    }
})

it('says the same of leaves, charges, commitments and what they covered whether it knows what months hold or looks through the whole bill', async () => {
  // A bill that is mended is not read month by month; a day that it never had changes nothing in it.
  const whole = warehouse.mended({ ...NO_MENDS, missing: ['1999-01-01'] })
  const scopes = [{}, { sub_account_id: '222' }, { sub_account_id: '666' }, { owner: 'checkout' }, { service_name: 'Amazon Simple Storage Service' }]
  for (let again = 0; again < 2; again++) {
    for (const scope of scopes) {
      expect(await warehouse.commitmentUse(scope, WINDOWS)).toEqual(await whole?.commitmentUse(scope, WINDOWS))
      expect(await warehouse.leafChanges(scope, WINDOWS)).toEqual(await whole?.leafChanges(scope, WINDOWS))
      expect(await warehouse.chargeEvents(scope, WINDOWS)).toEqual(await whole?.chargeEvents(scope, WINDOWS))
      for (const range of [ALL, WINDOWS.before, { start: '2026-11-12', end: END }])
        for (const ids of [null, ['i-web'], ['i-idle']])
          expect(await warehouse.commitmentCover(scope, ids, range)).toEqual(await whole?.commitmentCover(scope, ids, range))
    }
    await warehouse.seriesByGroup(SCOPE_KEYS, { start: '2000-01-01', end: '2100-01-01' })
  }
})

it('says the same of leaves and commitments whether it adds few amounts up itself or has many added up', async () => {
  const few = billFiles(warehouse.manifests, NOW)
  await warehouse.seriesByGroup(SCOPE_KEYS, { start: '2000-01-01', end: '2100-01-01' })
  // The same bill, which seems to have a hundred times as many amounts.
  const many = { ...few, months: (range: DayRange) => few.months(range)?.flatMap((month) => Array.from({ length: 100 }, () => month)) ?? null }
  const { leaves } = await leafChanges(many, {}, WINDOWS)
  for (const scope of [...leaves.map((leaf) => leaf.scope), { sub_account_id: '222' }, { owner: '' }, { service_name: 'nobody has it' }, {}]) {
    expect(await scopeDays(few, scope, WINDOWS, weighDays(await few.covered(), WINDOWS))).not.toBeNull()
    expect(await leafChanges(few, scope, WINDOWS)).toEqual(await leafChanges(many, scope, WINDOWS))
    expect(await commitmentUse(few, scope, WINDOWS)).toEqual(await commitmentUse(many, scope, WINDOWS))
  }
  expect(await scopeDays(many, {}, WINDOWS, weighDays(await many.covered(), WINDOWS))).toBeNull()
})

it('lists the resources behind a scope with their own first day and clean tags', async () => {
  const costs = await warehouse.resourceCosts({ sub_account_id: '666' }, WINDOWS.after)
  expect(CostEvidence.parse(costs)).toEqual(costs)
  expect(costs.is_cut).toBe(false)
  expect(costs.resources.map((r) => r.resource_id)).toEqual(Array.from({ length: 9 }, (_, i) => `i-load-${i + 1}`))
  expect(costs.resources[0]).toEqual({
    resource_id: 'i-load-1',
    usage_type: 'EUW1-BoxUsage:m6i.4xlarge',
    effective_cost_per_day: '20.5',
    list_cost_per_day: '20.5',
    first_seen: ONSET,
    tags: { team: 'Checkout', name: 'i-load-1' },
  })
  expect((await warehouse.resourceCosts({ owner: 'storefront' }, WINDOWS.after)).resources).toMatchObject([{ resource_id: 'i-web', first_seen: FIRST }])
})

it('says what resources were billed as on which days, one row a usage type', async () => {
  const range = { start: WINDOWS.before.start, end: WINDOWS.after.end }
  const { before, since } = await warehouse.resourceDays(['i-load-1', 'i-web', 'i-nobody'], range, ONSET)
  expect(before).toMatchObject([{ resource_id: 'i-web', first_day: range.start, last_day: addDays(ONSET, -1) }])
  expect(since).toMatchObject([
    { resource_id: 'i-load-1', usage_type: 'EUW1-BoxUsage:m6i.4xlarge', first_day: ONSET, cost_per_day: '20.5' },
    { resource_id: 'i-web', first_day: ONSET, last_day: addDays(range.end, -1) },
  ])
  expect(await warehouse.resourceDays([], range, ONSET)).toEqual({ before: [], since: [] })
})

it('breaks a period down so that the rows and the rest are the total', async () => {
  const cut = await warehouse.breakdown({}, { group_by: 'sub_account_id', period: WINDOWS.after, limit: 1 })
  expect(Breakdown.parse(cut)).toEqual(cut)
  expect(cut.rows).toMatchObject([{ key: '666', label: 'lumen-dev', effective_cost: '1476' }])
  expect(add(cut.rows[0]?.effective_cost ?? '0', cut.rest.effective_cost)).toBe(cut.total)
  expect(cut.rest.count).toBe(1)
})

it('shows the charges behind a figure, and says when there are more', async () => {
  const lines = await warehouse.lineItems(
    { scope: { sub_account_id: '666' }, except: [], environment: null, charge: null },
    { start: ONSET, end: addDays(ONSET, 1) },
    5,
  )
  expect(lines.is_cut).toBe(true)
  expect(lines.rows[0]).toMatchObject({ day: ONSET, resource_id: 'i-load-1', effective_cost: '20.5', quantity: '24', unit: 'Hrs', series: 'run' })
})

it('knows every name a question may use', async () => {
  const names = await warehouse.entities()
  expect(BillEntities.parse(names)).toEqual(names)
  expect(names.sub_accounts.map((a) => a.label)).toEqual(['lumen-dev', 'storefront-prod', 'root'])
  expect(names.owners.map((o) => o.key)).toEqual(['checkout', 'storefront'])
  expect(names.services.map((s) => s.key)).toContain('Vantor Observability')
})

it('takes any text as a value and none as SQL', async () => {
  const nasty = `x' or '1'='1`
  expect((await warehouse.dailySeries({ owner: nasty }, ALL)).points.every((p) => p.effective_cost === '0')).toBe(true)
  expect((await warehouse.lineItems({ scope: { usage_type: '$start; drop table x' }, except: [], environment: null, charge: null }, ALL, 5)).rows).toEqual([])
})

it('says how far each source reaches and when it has grown old', async () => {
  const [fresh] = await listSources(tenant_id, NOW)
  expect(fresh).toMatchObject({
    source: 'estate-cur2',
    format: 'cur_2_0',
    state: 'fresh',
    first_day: FIRST,
    last_day: '2026-11-19',
    settled_to: '2026-11-16',
    months: 3,
    currency: 'USD',
    as_of: NOW,
  })
  expect((await listSources(tenant_id, '2026-11-21T00:00:00.000Z'))[0]?.state).toBe('stale')
})
