import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { closeDuck } from '@/lib/warehouse/duck'
import { billTenant } from '@/lib/warehouse/fixtures/bill-tenant'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import type { Actor } from '@/schemas/actor'

testDatabase()

const tenant_id = 'tn_net'
let actor: Actor
let scratch = ''
let count = 0
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-net-'))
  actor = await billTenant(tenant_id)
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

const USUAL: Record<string, string> = {
  bill_billing_period_start_date: '2026-10-01',
  bill_payer_account_id: '999999999999',
  line_item_usage_account_id: '111111111111',
  line_item_line_item_type: 'Usage',
  line_item_usage_start_date: '2026-10-05',
  line_item_product_code: 'AmazonEC2',
  line_item_usage_type: 'Box',
  line_item_currency_code: 'USD',
  line_item_unblended_cost: '100',
  product: '',
}
type Row = Record<string, string>
/** Stores one delivery; each file has the usual columns and those its rows name. Gives what is billed in each month, and the amortised cost of all. */
async function stored(...files: Row[][]): Promise<{ billed: Record<string, string>; effective: string }> {
  const source = `net-${++count}`
  const paths = files.map((rows, at) => {
    const columns = [...new Set([...Object.keys(USUAL), ...rows.flatMap((row) => Object.keys(row))])]
    const path = join(scratch, `${source}-${at}.csv`)
    writeFileSync(path, [columns.join(','), ...rows.map((row) => columns.map((column) => row[column] ?? USUAL[column] ?? '').join(','))].join('\n'))
    return path
  })
  const { report } = await importBill({ tenant_id, source, paths, actor, now: '2026-12-20T09:00:00.000Z' })
  if (report === null || !('done' in report)) throw new Error(JSON.stringify(report))
  expect(report.done.difference).toBe('0')
  return { billed: Object.fromEntries(report.done.months.map((m) => [m.billing_month, m.billed_cost])), effective: report.done.effective_stored }
}
const usage = (net: string, more: Row = {}): Row => ({ line_item_net_unblended_cost: net, ...more })
const discount = (net: string, more: Row = {}): Row => ({
  line_item_line_item_type: 'BundledDiscount',
  line_item_unblended_cost: '-50',
  line_item_net_unblended_cost: net,
  ...more,
})
const november = { bill_billing_period_start_date: '2026-11-01', line_item_usage_start_date: '2026-11-05' }

it('counts a discount once: in the net costs where the bill gives them, and by its own row where the column is there and empty', async () => {
  expect((await stored([usage('50'), discount('')])).billed).toEqual({ '2026-10': '50' })
  expect((await stored([usage(''), discount('')])).billed).toEqual({ '2026-10': '50' })
  expect((await stored([{}, { line_item_line_item_type: 'BundledDiscount', line_item_unblended_cost: '-50' }])).billed).toEqual({ '2026-10': '50' })
})

it('takes a net cost that a discount row itself gives', async () => {
  expect((await stored([usage('50'), discount('-1')])).billed).toEqual({ '2026-10': '49' })
})

it('asks every bill for itself: of each month and of each payer, over all files of the delivery', async () => {
  expect((await stored([usage('50'), discount(''), usage('', november), discount('', november)])).billed).toEqual({ '2026-10': '50', '2026-11': '50' })
  const other = { bill_payer_account_id: '888888888888' }
  expect((await stored([usage('50'), discount(''), usage('', other), discount('', other)])).billed).toEqual({ '2026-10': '100' })
  expect((await stored([usage('50')], [discount('')])).billed).toEqual({ '2026-10': '50' })
  // A part of the delivery may lack the column that another part has.
  expect((await stored([usage('50')], [{ line_item_line_item_type: 'BundledDiscount', line_item_unblended_cost: '-50' }])).billed).toEqual({ '2026-10': '50' })
})

it('takes what a reservation left unused net where the row gives it, and plain where that cell is empty', async () => {
  const fee = (net_recurring: string, net_upfront: string): Row => ({
    line_item_line_item_type: 'RIFee',
    reservation_unused_recurring_fee: '30',
    reservation_unused_amortized_upfront_fee_for_billing_period: '12',
    reservation_net_unused_recurring_fee: net_recurring,
    reservation_net_unused_amortized_upfront_fee_for_billing_period: net_upfront,
  })
  expect((await stored([fee('', '')])).effective).toBe('42')
  expect((await stored([fee('20', '8')])).effective).toBe('28')
  expect((await stored([fee('20', '8'), fee('', '')])).effective).toBe('70')
  expect((await stored([fee('0', '')])).effective).toBe('12')
})
