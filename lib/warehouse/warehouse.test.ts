import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { config } from '@/lib/kernel/config'
import { add } from '@/lib/kernel/money'
import { addDays, daysIn, weekday } from '@/lib/kernel/time'
import { columnsOf } from '@/lib/warehouse/athena/tables'
import { billFiles } from '@/lib/warehouse/bill-files'
import { closeDuck, queryWarehouse } from '@/lib/warehouse/duck'
import { mendedRows } from '@/lib/warehouse/mended-rows'
import { dailySeries } from '@/lib/warehouse/queries/daily-series'
import { seriesByGroup } from '@/lib/warehouse/queries/series-by-group'
import type { Actor } from '@/schemas/actor'
import { BillEntities, Breakdown, SeriesBatch } from '@/schemas/bill'
import { NO_MENDS } from '@/schemas/bill-mends'
import { CostEvidence, SCOPE_KEYS, SERIES } from '@/schemas/evidence/cost'
import { importBill } from './import-bill'
import { listSources } from './manifest-store'
import { openWarehouse, type Warehouse } from './warehouse'

testDatabase()

const tenant_id = 'tn_estate'
const actor: Actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' }
const NOW = '2026-11-19T09:00:00.000Z'
const FIRST = '2026-09-21'
const ONSET = '2026-11-09'
const END = '2026-11-20'
/** The provider never delivered this day. */
const MISSING = '2026-10-15'
const PLAN = 'arn:aws:savingsplans::1:savingsplan/sp-web'
const WINDOWS = { before: { start: addDays(ONSET, -28), end: ONSET }, after: { start: ONSET, end: '2026-11-17' } }
const ALL = { start: FIRST, end: END }

type Line = {
  day: string
  account?: string
  type?: string
  service?: string
  usage?: string
  cost: string
  list?: string
  effective?: string
  resource?: string
  quantity?: string
  unit?: string
  team?: string
  text?: string
  entity?: string
}
const COLUMNS =
  'bill_billing_period_start_date,bill_billing_entity,bill_payer_account_id,line_item_usage_account_id,line_item_usage_account_name,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_resource_id,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,line_item_line_item_description,product_product_name,product_region_code,pricing_unit,pricing_public_on_demand_cost,savings_plan_savings_plan_a_r_n,savings_plan_savings_plan_effective_cost,savings_plan_end_time,resource_tags'

/**
 * A web fleet at 80 a day (20 at weekends), covered by a Savings Plan until 12 Nov; nine idle instances from 9 Nov; a credit that ends on
 * 9 Nov; a subscription.
 */
function estate(): Line[] {
  return daysIn(FIRST, END)
    .filter((day) => day !== MISSING)
    .flatMap((day) => {
      const web = weekday(day) >= 5 ? '20' : '80'
      const is_covered = day < '2026-11-12'
      const fleet: Line = {
        day,
        cost: web,
        list: web,
        resource: 'i-web',
        quantity: '100',
        team: 'storefront',
        ...(is_covered ? { type: 'SavingsPlanCoveredUsage', effective: String(Number(web) / 2) } : {}),
      }
      const idle =
        day < ONSET
          ? []
          : Array.from(
              { length: 9 },
              (_, i): Line => ({
                day,
                account: '666',
                cost: '20.5',
                list: '20.5',
                usage: 'EUW1-BoxUsage:m6i.4xlarge',
                resource: `i-load-${i + 1}`,
                quantity: '24',
                team: 'Checkout ',
              }),
            )
      const credit: Line[] = day < ONSET ? [{ day, account: '111', type: 'Credit', cost: '-140', text: 'Promotional credit', usage: '' }] : []
      const buckets: Line[] = [
        { day, service: 'Amazon Simple Storage Service', usage: 'EUW1-Requests-Tier1', cost: '1.0000000001', unit: 'Requests', quantity: '1000' },
        { day, service: 'Amazon Simple Storage Service', usage: 'EUW1-Requests-Tier1', cost: '1', unit: 'GB', quantity: '3' },
      ]
      return [
        fleet,
        ...idle,
        ...credit,
        ...buckets,
        { day, account: '111', service: 'Vantor Observability', usage: 'SoftwareUsage', cost: '95', entity: 'AWS Marketplace' },
      ]
    })
}

const line = (l: Line) =>
  [
    `${l.day.slice(0, 7)}-01T00:00:00Z`,
    l.entity ?? 'AWS',
    '111',
    l.account ?? '222',
    l.account === '666' ? 'lumen-dev' : l.account === '111' ? 'root' : 'storefront-prod',
    l.type ?? 'Usage',
    `${l.day}T00:00:00Z`,
    l.service ?? 'AmazonEC2',
    l.usage ?? 'EUW1-BoxUsage:m6i.xlarge',
    l.resource ?? '',
    l.quantity ?? '',
    'USD',
    l.cost,
    l.text ?? '',
    l.service ?? 'Amazon Elastic Compute Cloud',
    'eu-west-1',
    l.unit ?? 'Hrs',
    l.list ?? l.cost,
    l.effective === undefined ? '' : PLAN,
    l.effective ?? '',
    l.effective === undefined ? '' : '2026-11-11T23:59:59Z',
    l.team === undefined ? '' : `"{""user_team"":""${l.team}"",""user_Name"":""${l.resource}""}"`,
  ].join(',')

let scratch = ''
let warehouse: Warehouse
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-estate-'))
  await change(tenant_id, async (tx) => ({
    result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]),
    events: [{ kind: 'tenant.created', subject: tenant_id, actor, body: {} }],
  }))
  await expect(openWarehouse(tenant_id, NOW)).rejects.toThrow('no bill has been imported yet')
  const path = join(scratch, 'estate.csv')
  writeFileSync(path, [COLUMNS, ...estate().map(line)].join('\n'))
  const ended = await importBill({ tenant_id, source: 'estate-cur2', paths: [path], actor, now: NOW })
  expect(ended.state).toBe('completed')
  warehouse = await openWarehouse(tenant_id, NOW)
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

it('gives a day the bill does not cover no point, and a covered day without cost a zero', async () => {
  const series = await warehouse.dailySeries({ sub_account_id: '666' }, ALL)
  expect(CostEvidence.parse(series)).toEqual(series)
  expect(series.points).toHaveLength(daysIn(FIRST, END).length - 1)
  expect(series.points.some((p) => p.day === MISSING)).toBe(false)
  expect(series.points.find((p) => p.day === '2026-11-08')).toEqual({ day: '2026-11-08', effective_cost: '0', is_settled: true })
  expect(series.points.find((p) => p.day === '2026-11-09')?.effective_cost).toBe('184.5')
})

it('calls a day settled 48 hours after its end, and not when the bill was fetched before that', async () => {
  const settled = async (now: string) =>
    (await (await openWarehouse(tenant_id, now)).dailySeries({}, { start: '2026-11-15', end: END })).points.filter((p) => p.is_settled).at(-1)?.day
  expect(await settled(NOW)).toBe('2026-11-16')
  expect(await settled('2026-12-24T00:00:00.000Z')).toBe('2026-11-16')
  expect(await settled('2026-11-18T00:00:00.000Z')).toBe('2026-11-15')
})

it('answers many series in one scan, equal to asking one by one, and their sum is the total', async () => {
  const batch = await warehouse.seriesByGroup(['sub_account_id', 'service_name'], ALL)
  expect(SeriesBatch.parse(batch)).toEqual(batch)
  expect(batch.series.map((s) => Object.values(s.scope))).toEqual([
    ['222', 'Amazon Elastic Compute Cloud'],
    ['222', 'Amazon Simple Storage Service'],
    ['666', 'Amazon Elastic Compute Cloud'],
  ])
  for (const { scope, costs } of batch.series) expect((await warehouse.dailySeries(scope, ALL)).points.map((p) => p.effective_cost)).toEqual(costs)
  const [total] = (await warehouse.seriesByGroup([], ALL)).series
  expect(total?.scope).toEqual({})
  expect(total?.costs).toEqual(batch.days.map((_, i) => add(...batch.series.map((s) => s.costs[i] ?? '0'))))
  expect((await warehouse.dailySeries({}, { start: '2026-11-08', end: '2026-11-10' }, 'credit')).points.map((p) => p.effective_cost)).toEqual(['-140', '0'])
})

it('answers month by month what it answers of the whole bill at once, for any keys, charges and price, and on any days', async () => {
  const files = billFiles(warehouse.manifests, NOW)
  const whole = { ...files, months: () => null }
  const names = [['run'], ['credit', 'marketplace'], SERIES] as const
  for (const keys of [SCOPE_KEYS, ['sub_account_id'], ['owner', 'service_name'], []] as const)
    for (const range of [ALL, { start: '2026-10-10', end: '2026-11-12' }, { start: '2026-11-30', end: '2026-12-05' }])
      for (const series of names)
        for (const priced of [null, 'Committed'] as const)
          expect(await seriesByGroup(files, keys, range, series, {}, priced)).toEqual(await seriesByGroup(whole, keys, range, series, {}, priced))
})

it('counts a day once that was delivered twice: every answer has half of it, and all of every other day', async () => {
  const once = warehouse.mended({ ...NO_MENDS, once: [{ day: '2026-11-10', sub_account_id: null }] })
  const costs = async (of: Warehouse) => Object.fromEntries((await of.dailySeries({}, ALL)).points.map((p) => [p.day, p.effective_cost]))
  const [whole, halved] = [await costs(warehouse), await costs(once)]
  expect(whole['2026-11-10']).toBe('226.5000000001')
  expect(halved).toEqual({ ...whole, '2026-11-10': '113.2500000001' })
  expect(await once.seriesByGroup([], ALL)).toMatchObject({ series: [{ costs: Object.values(halved) }] })
  expect((await once.leafChanges({}, WINDOWS)).leaves.find((l) => l.scope.owner === 'checkout')).toMatchObject({ after_cost: '172.96875' })
  // In one account only.
  const in_one = warehouse.mended({ ...NO_MENDS, once: [{ day: '2026-11-10', sub_account_id: '666' }] })
  expect(await costs(in_one)).toEqual({ ...whole, '2026-11-10': '134.2500000001' })
})

it('reads a service under two names as one, leaves days out that are not known, and lines of a service that is not to be compared', async () => {
  const [compute, storage] = ['Amazon Elastic Compute Cloud', 'Amazon Simple Storage Service']
  const renamed = warehouse.mended({ ...NO_MENDS, names: [{ from: compute, to: 'Compute' }] })
  expect((await renamed.dailySeries({ service_name: 'Compute' }, ALL)).points).toEqual((await warehouse.dailySeries({ service_name: compute }, ALL)).points)
  expect((await renamed.dailySeries({ service_name: compute }, ALL)).points.every((p) => p.effective_cost === '0')).toBe(true)
  expect((await renamed.resourceCosts({ service_name: 'Compute' }, WINDOWS.after)).resources.map((r) => r.resource_id)).toEqual(
    (await warehouse.resourceCosts({ service_name: compute }, WINDOWS.after)).resources.map((r) => r.resource_id),
  )

  const missing = ['2026-11-10', '2026-11-11']
  const unknown = warehouse.mended({ ...NO_MENDS, missing })
  expect(await unknown.coveredDays()).toEqual((await warehouse.coveredDays()).filter((day) => !missing.includes(day)))
  const points = (await warehouse.dailySeries({}, ALL)).points
  expect((await unknown.dailySeries({}, ALL)).points).toEqual(points.filter((p) => !missing.includes(p.day)))
  // A mean day of machines that cost the same every day is the same without two of them.
  expect((await unknown.leafChanges({ owner: 'checkout' }, WINDOWS)).leaves).toMatchObject([{ after_cost: '184.5', before_cost: '0' }])
  expect((await unknown.resourceCosts({ owner: 'checkout' }, WINDOWS.after)).resources[0]).toMatchObject({ effective_cost_per_day: '20.5' })

  const without = warehouse.mended({ ...NO_MENDS, without: [storage] })
  expect((await without.leafChanges({}, WINDOWS)).leaves.map((l) => l.scope.service_name)).not.toContain(storage)
})

it('reads what an owner gave up as the lines of whoever took it over, in that account and until that day', async () => {
  const moved = warehouse.mended({ ...NO_MENDS, owners: [{ sub_account_id: '666', from: 'checkout', to: 'web', until: '2026-11-12' }] })
  const pointsOf = async (of: Warehouse, owner: string) =>
    (await of.dailySeries({ sub_account_id: '666', owner }, ALL)).points.filter((p) => p.effective_cost !== '0')
  const all = await pointsOf(warehouse, 'checkout')
  expect(all.length).toBeGreaterThan(3)
  expect(await pointsOf(moved, 'web')).toEqual(all.filter((p) => p.day <= '2026-11-12'))
  expect(await pointsOf(moved, 'checkout')).toEqual(all.filter((p) => p.day > '2026-11-12'))
})

it('reads only the places of an owner that went to another as those of the other', async () => {
  const asked = { start: '2000-01-01', end: '2100-01-01' }
  const { series } = await warehouse.seriesByGroup(SCOPE_KEYS, asked, ['run'], { sub_account_id: '666', owner: 'checkout' })
  const [first] = series
  if (first === undefined) throw new Error('nothing is billed there')
  const { service_name = '', region_id = '', usage_type = '' } = first.scope
  const given = { sub_account_id: '666', from: 'checkout', to: 'web', until: '2026-11-12' }
  const owned = async (places: { service_name: string; region_id: string; usage_type: string }[]) =>
    (await warehouse.mended({ ...NO_MENDS, owners: [{ ...given, places }] }).seriesByGroup(SCOPE_KEYS, asked, ['run'], { sub_account_id: '666' })).series
      .filter((s) => s.scope.owner === 'web')
      .map((s) => s.scope.usage_type)
  expect(await owned([{ service_name, region_id, usage_type }])).toEqual([usage_type])
  expect(await owned([{ service_name, region_id: 'elsewhere', usage_type }])).toEqual([])
})

it('has the same rows without defects, whether an engine replaces columns or is told all of them', async () => {
  const mends = {
    once: [{ day: '2026-11-10', sub_account_id: '666' }],
    names: [{ from: 'Amazon Simple Storage Service', to: 'Store' }],
    missing: ['2026-11-11'],
    ownerless: [],
    owners: [
      { sub_account_id: '666', from: 'checkout', to: 'web', until: '2026-11-10' },
      { sub_account_id: '666', from: 'web', to: 'core', until: '2026-11-10', places: [{ service_name: 'Compute', region_id: 'eu', usage_type: 'm5' }] },
    ],
    without: [],
  }
  const from = `read_parquet($files, hive_partitioning = false)`
  for (const table of ['daily', 'lines'] as const) {
    const names = columnsOf(table).map(([name]) => name)
    const files = warehouse.manifests.map((m) => join(config().warehouse_dir, m.path, table, '*.parquet'))
    const rows = (columns?: string[]) => {
      const { sql, values } = mendedRows(from, mends, columns)
      return queryWarehouse(`select ${names.map((name) => `${name}::varchar as ${name}`).join(', ')} from ${sql} order by all`, { ...values, files })
    }
    expect(await rows(names)).toEqual(await rows())
  }
})

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
        expect(await seriesByGroup(files, keys, range, SERIES, scope)).toEqual(await seriesByGroup(whole, keys, range, SERIES, scope))
    }
})

it('says the same of leaves and commitments whether it knows what months hold or looks through the whole bill', async () => {
  // A bill that is mended is not read month by month; a day that it never had changes nothing in it.
  const whole = warehouse.mended({ ...NO_MENDS, missing: ['1999-01-01'] })
  const scopes = [{}, { sub_account_id: '222' }, { sub_account_id: '666' }, { owner: 'checkout' }, { service_name: 'Amazon Simple Storage Service' }]
  for (let again = 0; again < 2; again++) {
    for (const scope of scopes) {
      expect(await warehouse.commitmentUse(scope, WINDOWS)).toEqual(await whole?.commitmentUse(scope, WINDOWS))
      expect(await warehouse.leafChanges(scope, WINDOWS)).toEqual(await whole?.leafChanges(scope, WINDOWS))
    }
    await warehouse.seriesByGroup(SCOPE_KEYS, { start: '2000-01-01', end: '2100-01-01' })
  }
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
  const lines = await warehouse.lineItems({ sub_account_id: '666' }, { start: ONSET, end: addDays(ONSET, 1) }, 5)
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
  expect((await warehouse.lineItems({ usage_type: '$start; drop table x' }, ALL, 5)).rows).toEqual([])
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
