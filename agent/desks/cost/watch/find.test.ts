import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { systemActor } from '@/lib/identity/system-actor'
import { makeRandom } from '@/lib/kernel/random'
import { addDays, daysIn, monthOf, weekday } from '@/lib/kernel/time'
import { billFiles } from '@/lib/warehouse/bill/bill-files'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { seriesByGroup } from '@/lib/warehouse/queries/series-by-group'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'
import type { Day, Instant } from '@/schemas/time'
import { findInBill } from './find'

testDatabase()

const TENANT = 'tn_deliveries'
const FIRST = '2026-07-01'
const COLUMNS =
  'bill_billing_period_start_date,bill_billing_entity,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_usage_amount,line_item_currency_code,line_item_unblended_cost,line_item_line_item_description,product_product_name,product_region_code,pricing_unit,pricing_public_on_demand_cost,savings_plan_savings_plan_a_r_n,savings_plan_savings_plan_effective_cost'

type Line = { day: Day; month: string; account: string; service: string; usage: string; cost: number; type?: 'Usage' | 'SavingsPlanCoveredUsage' | 'Credit' }

const line = ({ day, month, account, service, usage, cost, type = 'Usage' }: Line): string =>
  [
    `${month}-01T00:00:00Z`,
    service === 'Vantor' ? 'AWS Marketplace' : 'AWS',
    '111',
    account,
    type,
    `${day}T00:00:00Z`,
    service,
    usage,
    '24',
    'USD',
    cost.toFixed(6),
    type === 'Credit' ? 'Promotional credit' : '',
    service,
    'eu-west-1',
    'Hrs',
    cost.toFixed(6),
    type === 'SavingsPlanCoveredUsage' ? 'arn:plan' : '',
    type === 'SavingsPlanCoveredUsage' ? (cost / 2).toFixed(6) : '',
  ].join(',')

/** Four services in three accounts, a plan that pays for part of one, a credit, a subscription, and machines that began on 3 November. */
function billOf(last: Day): Line[] {
  const random = makeRandom(7, 'deliveries')
  return daysIn(FIRST, addDays(last, 1)).flatMap((day) => {
    const month = monthOf(day)
    const week = weekday(day) >= 5 ? 0.8 : 1
    const usage = ['alpha', 'beta', 'gamma', 'delta'].flatMap((service, s) =>
      ['301', '302', '303'].map(
        (account, a): Line => ({ day, month, account, service, usage: `${service}-use`, cost: (40 + 30 * s + 20 * a) * week * (0.96 + 0.08 * random.unit()) }),
      ),
    )
    const covered: Line = { day, month, account: '301', service: 'alpha', usage: 'alpha-use', cost: 120, type: 'SavingsPlanCoveredUsage' }
    const began: Line[] = day < '2026-11-03' ? [] : [{ day, month, account: '302', service: 'beta', usage: 'beta-large', cost: 180 }]
    const rest: Line[] = [
      { day, month, account: '301', service: 'alpha', usage: 'alpha-use', cost: -30, type: 'Credit' },
      { day, month, account: '303', service: 'Vantor', usage: 'SoftwareUsage', cost: 95 },
    ]
    return [...usage, covered, ...began, ...rest]
  })
}

let scratch = ''
let deliveries = 0
async function deliver(lines: readonly Line[], now: Instant, source = 'deliveries-cur2'): Promise<void> {
  const path = join(scratch, `delivery-${deliveries++}.csv`)
  writeFileSync(path, [COLUMNS, ...lines.map(line)].join('\n'))
  expect((await importBill({ tenant_id: TENANT, source, paths: [path], actor: systemActor(TENANT), now })).state).toBe('completed')
}

/** The same bill, read as a whole in one question each time. */
function readWhole(warehouse: Warehouse, now: Instant): Warehouse {
  const files = { ...billFiles(warehouse.manifests, now), months: () => null }
  return { ...warehouse, seriesByGroup: (keys, range, counted) => seriesByGroup(files, keys, range, counted) }
}

async function looksAlike(now: Instant): Promise<number> {
  const warehouse = await openWarehouse(TENANT, now)
  const by_month = await findInBill(warehouse, now)
  const whole = await findInBill(readWhole(warehouse, now), now)
  expect(JSON.stringify(by_month?.findings)).toBe(JSON.stringify(whole?.findings))
  expect(by_month?.tenant_cost).toEqual(whole?.tenant_cost)
  expect([...(by_month?.waiting ?? [])]).toEqual([...(whole?.waiting ?? [])])
  return by_month?.findings.anomalies.length ?? 0
}

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-deliveries-'))
  await change(TENANT, async (tx) => ({
    result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [TENANT]),
    events: [{ kind: 'tenant.created', subject: TENANT, actor: systemActor(TENANT), body: {} }],
  }))
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

it('says after every delivery what it says of the whole bill: a new day, a restated month, a late line, a day that is gone, a second source', async () => {
  const now = (day: number): Instant => `2026-11-${String(day).padStart(2, '0')}T09:00:00.000Z`
  const november = (last: Day) => billOf(last).filter(({ month }) => month === '2026-11')

  await deliver(billOf('2026-11-07'), now(8))
  await looksAlike(now(8))
  await deliver(november('2026-11-08'), now(9))
  expect(await looksAlike(now(9))).toBeGreaterThan(0)

  const october = billOf('2026-10-31').filter(({ month }) => month === '2026-10')
  const restated = october.map((l) => (l.day > '2026-10-20' && l.service === 'gamma' ? { ...l, cost: l.cost * 1.5 } : l))
  await deliver(restated, now(10))
  await looksAlike(now(10))

  // The month of November brings a line for a day of October, and a line of an old day of its own.
  const late: Line[] = [
    { day: '2026-10-29', month: '2026-11', account: '302', service: 'beta', usage: 'beta-use', cost: 33.25 },
    { day: '2026-11-02', month: '2026-11', account: '303', service: 'delta', usage: 'delta-late', cost: 75 },
  ]
  await deliver([...november('2026-11-09'), ...late], now(10))
  await looksAlike(now(10))

  await deliver([...november('2026-11-10').filter(({ day }) => day !== '2026-11-05'), ...late], now(11))
  await looksAlike(now(11))

  await deliver(
    november('2026-11-10').filter(({ account }) => account === '301'),
    now(11),
    'other-cur2',
  )
  await looksAlike(now(11))
}, 120_000)
