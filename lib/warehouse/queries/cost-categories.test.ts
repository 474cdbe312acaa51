import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { termsOf } from '@/lib/desks/cost/connectors/budgets/terms-of'
import { toFilter } from '@/lib/desks/cost/connectors/budgets/to-filter'
import { addDays, daysIn } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { billTenant } from '@/lib/warehouse/fixtures/bill-tenant'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'

testDatabase()
const NOW = '2026-11-19T09:00:00.000Z'
const ONSET = '2026-11-09'
const WINDOWS = { before: { start: addDays(ONSET, -14), end: ONSET }, after: { start: ONSET, end: '2026-11-16' } }
const SCOPE = { sub_account_id: '210000000003' }
const UNIT = termsOf([toFilter({ CostCategories: { Key: 'Unit', Values: ['Web shop'] } }, null) ?? { op: 'and', of: [] }])
const dir = mkdtempSync(join(tmpdir(), 'countersign-categories-'))
afterAll(closeDuck)
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const days = daysIn(WINDOWS.before.start, WINDOWS.after.end)
const CUR =
  'bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_currency_code,line_item_unblended_cost,resource_tags'
const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`
const cur = (day: string, cost: string, ...cells: string[]) =>
  `${day.slice(0, 7)}-01,210000000003,Usage,${day},AmazonEC2,Box,USD,${cost},${cells.map(cell).join(',')}`
const RISE = (day: string): string => (day < ONSET ? '10' : '25')

async function imported(tenant_id: string, path: string): Promise<Warehouse> {
  const actor = await billTenant(tenant_id)
  const ended = await importBill({ tenant_id, source: 'bill', paths: [path], actor, now: NOW })
  expect(ended.state, JSON.stringify(ended.report)).toBe('completed')
  return openWarehouse(tenant_id, NOW)
}
function bill(tenant_id: string, lines: readonly string[]): Promise<Warehouse> {
  const path = join(dir, `${tenant_id}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  return imported(tenant_id, path)
}
/** What rose by the unit, and whether the bill says units at all. */
async function byUnit(warehouse: Warehouse) {
  const body = await warehouse.budgetLines(SCOPE, WINDOWS, UNIT)
  return { held: body?.held, lines: body?.lines.map((l) => `${l.terms['cost category Unit']} ${l.before_cost} ${l.after_cost}`) }
}
const KNOWN = { held: ['cost category Unit'], lines: ['Web shop 10 25'] }

describe('a budget that counts a cost category', () => {
  it('is answered from a CUR 2.0 bill, whatever stands in its tags', async () => {
    const tags = ['{"user_team":"data"}', '', '{}', ' { } ', 'no object', '{"team":"x"} ']
    const lines = days.flatMap((day) => [
      cur(day, RISE(day), '{"user_team":"data"}', '{"Unit":"Web shop","a\\"b":", \\"c\\": \\"d\\""}'),
      cur(day, '3', '{"user_team":"ml"}', '{}'),
      ...tags.map((tag) => cur(day, '1', tag, '{"Unit":"Rest"}')),
    ])
    const warehouse = await bill('tn_cur', [`${CUR},cost_category`, ...lines])
    expect(await byUnit(warehouse)).toEqual(KNOWN)
    // Tags stay what they were, and one that is no object stays as it came.
    const team = await warehouse.budgetLines(SCOPE, WINDOWS, [{ name: 'tag team', tag: 'team' }])
    expect(team?.lines.map((l) => `${l.terms['tag team']} ${l.before_cost} ${l.after_cost}`)).toEqual(['data 11 26'])
  })

  it('is answered from Parquet, where it is a map', async () => {
    const csv = join(dir, 'map.csv')
    writeFileSync(csv, `${[`${CUR},cost_category`, ...days.map((day) => cur(day, RISE(day), '{"team":"data"}', '{"Unit":"Web shop"}'))].join('\n')}\n`)
    const path = join(dir, 'map.parquet')
    const connection = await (await DuckDBInstance.create()).connect()
    await connection.run(
      `copy (select * replace (cast(cast(resource_tags as json) as map(varchar, varchar)) as resource_tags, cast(cast(cost_category as json) as map(varchar, varchar)) as cost_category)
       from read_csv('${csv}', all_varchar = true)) to '${path}' (format parquet)`,
    )
    connection.closeSync()
    expect(await byUnit(await imported('tn_map', path))).toEqual(KNOWN)
  })

  it('is answered from a legacy report, where each is a column, and from FOCUS with the columns of AWS', async () => {
    const legacy =
      'bill/BillingPeriodStartDate,lineItem/UsageAccountId,lineItem/LineItemType,lineItem/UsageStartDate,lineItem/ProductCode,lineItem/UsageType,lineItem/CurrencyCode,lineItem/UnblendedCost,resourceTags/user:team,costCategory/Unit'
    expect(await byUnit(await bill('tn_legacy', [legacy, ...days.map((day) => cur(day, RISE(day), 'data', 'Web shop'))]))).toEqual(KNOWN)
    const focus =
      'BillingAccountId,SubAccountId,BillingPeriodStart,ChargePeriodStart,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ServiceName,ProviderName,Tags,x_CostCategories'
    const line = (day: string) => `1,210000000003,${day.slice(0, 7)}-01,${day},${RISE(day)},${RISE(day)},USD,Usage,EC2,AWS,{},${cell('{"Unit":"Web shop"}')}`
    expect(await byUnit(await bill('tn_focus', [focus, ...days.map(line)]))).toEqual(KNOWN)
  })

  it('is not known from a bill that has none', async () => {
    expect((await byUnit(await bill('tn_none', [CUR, ...days.map((day) => cur(day, RISE(day), '{"Unit":"Web shop"}'))]))).held).toEqual([])
    expect((await byUnit(await bill('tn_empty', [`${CUR},cost_category`, ...days.map((day) => cur(day, RISE(day), '', '{}'))]))).held).toEqual([])
  })
})
