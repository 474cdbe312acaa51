import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { addDays, daysIn } from '@/lib/kernel/time'
import { closeDuck } from '@/lib/warehouse/duck'
import { billTenant } from '@/lib/warehouse/fixtures/bill-tenant'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { openWarehouse, type Warehouse } from '@/lib/warehouse/warehouse'

testDatabase()

const NOW = '2026-11-19T09:00:00.000Z'
const ONSET = '2026-11-09'
const WINDOWS = { before: { start: addDays(ONSET, -14), end: ONSET }, after: { start: ONSET, end: '2026-11-16' } }
const TERMS = [
  { name: 'tag Team', tag: 'Team' },
  { name: 'tag unit', tag: 'unit' },
  { name: 'RECORD_TYPE', tag: null },
]
const SCOPE = { sub_account_id: '210000000003' }
const dir = mkdtempSync(join(tmpdir(), 'countersign-budget-lines-'))
afterAll(closeDuck)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const CUR =
  'bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_currency_code,line_item_unblended_cost,resource_tags'
const cur = (day: string, type: string, cost: string, tags: string) =>
  `${day.slice(0, 7)}-01,210000000003,${type},${day},AmazonEC2,Box,USD,${cost},"${tags.replaceAll('"', '""')}"`
const FOCUS =
  'BillingAccountId,SubAccountId,BillingPeriodStart,ChargePeriodStart,BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,ServiceName,ProviderName,CommitmentDiscountId,CommitmentDiscountType,CommitmentDiscountStatus'
const focus = (day: string, cost: string, commitment: string) => `1,210000000003,${day.slice(0, 7)}-01,${day},${cost},${cost},USD,Usage,EC2,AWS,${commitment}`

async function billOf(tenant_id: string, lines: readonly string[]): Promise<Warehouse> {
  const actor = await billTenant(tenant_id)
  const path = join(dir, `${tenant_id}.csv`)
  writeFileSync(path, `${lines.join('\n')}\n`)
  expect((await importBill({ tenant_id, source: 'bill', paths: [path], actor, now: NOW })).state).toBe('completed')
  return openWarehouse(tenant_id, NOW)
}
const days = daysIn(WINDOWS.before.start, WINDOWS.after.end)
let warehouse: Warehouse
beforeAll(async () => {
  warehouse = await billOf('tn_cur', [
    CUR,
    ...days.flatMap((day) => [
      cur(day, 'Usage', day < ONSET ? '10' : '25', '{"user:Team":"Data"}'),
      cur(day, 'Usage', '3', '{"user_team":"ml"}'),
      ...(day < ONSET ? [] : [cur(day, 'DiscountedUsage', '4', '{"team":"Data","name":"x"}'), cur(day, 'Usage', '6', '')]),
    ]),
  ])
})

it('gives what rose by tag and kind of charge, over the same weekdays as leaves, and says what the bill holds of it', async () => {
  const body = await warehouse.budgetLines(SCOPE, WINDOWS, TERMS)
  expect(body?.held).toEqual(['tag Team', 'RECORD_TYPE'])
  expect(body?.lines.map(({ terms, before_cost, after_cost }) => [terms['tag Team'], terms['RECORD_TYPE'], before_cost, after_cost])).toEqual([
    ['', 'Usage', '0', '6'],
    ['Data', 'DiscountedUsage', '0', '4'],
    ['Data', 'Usage', '10', '25'],
  ])
  const { leaves } = await warehouse.leafChanges(SCOPE, WINDOWS)
  const rise = (parts: readonly { before_cost: string; after_cost: string }[]) =>
    parts.reduce((sum, p) => sum + Number(p.after_cost) - Number(p.before_cost), 0)
  expect(rise(body?.lines ?? [])).toBe(rise(leaves))
})

it('holds nothing of another scope', async () => expect((await warehouse.budgetLines({ sub_account_id: 'x' }, WINDOWS, TERMS))?.held).toEqual([]))

it('tells covered usage of a FOCUS bill by its commitment, and not where the commitment says no kind', async () => {
  const bill = await billOf('tn_focus', [
    FOCUS,
    ...days.flatMap((day) => [
      focus(day, day < ONSET ? '1' : '2', ',,'),
      focus(day, day < ONSET ? '1' : '3', 'sp-1,Savings Plan,Used'),
      focus(day, day < ONSET ? '1' : '4', 'ri-1,Reserved Instance,Used'),
      focus(day, day < ONSET ? '1' : '5', 'x,CUD,Used'),
    ]),
  ])
  const body = await bill.budgetLines(SCOPE, WINDOWS, [{ name: 'RECORD_TYPE', tag: null }])
  expect(body?.lines.map((l) => [l.terms['RECORD_TYPE'], l.after_cost])).toEqual([
    ['', '5'],
    ['DiscountedUsage', '4'],
    ['SavingsPlanCoveredUsage', '3'],
    ['Usage', '2'],
  ])
})
