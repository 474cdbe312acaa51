import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { add } from '@/lib/kernel/money'
import { closeDuck } from '@/lib/warehouse/duck'
import { listSources } from '@/lib/warehouse/versions/manifest-store'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import { importBill } from './import-bill'

testDatabase()

const tenant_id = 'tn_sums'
const actor: Actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' }
let scratch = ''
beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), 'countersign-sums-'))
  await change(tenant_id, async (tx) => ({
    result: await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id]),
    events: [{ kind: 'tenant.created', subject: tenant_id, actor, body: {} }],
  }))
})
afterAll(async () => {
  await closeDuck()
  rmSync(scratch, { recursive: true, force: true })
})

const HEADER =
  'bill_billing_period_start_date,bill_payer_account_id,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_usage_type,line_item_currency_code,line_item_unblended_cost,savings_plan_savings_plan_a_r_n,savings_plan_savings_plan_effective_cost,resource_tags'
const TYPES = ['Usage', 'SavingsPlanCoveredUsage', 'SavingsPlanNegation', 'Credit', 'Refund', 'Tax', 'Fee', 'EdpDiscount', 'SomethingNew'] as const
// Up to ten decimals, as bills have them, and large enough that doubles would lose cents over many rows.
const amount = fc
  .tuple(fc.integer({ min: -9_000_000, max: 9_900_000_000 }), fc.integer({ min: 0, max: 9_999_999_999 }))
  .map(([whole, part]) => `${whole}.${String(part).padStart(10, '0')}`)
const row = fc.record({
  type: fc.constantFrom(...TYPES),
  month: fc.constantFrom('2026-09', '2026-10'),
  day: fc.integer({ min: 1, max: 28 }),
  account: fc.constantFrom('1', '2'),
  cost: amount,
})

it('stores every cent of every row, or says which rows it left out: the same sums as adding the file up by hand', async () => {
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 60 }), fc.boolean(), async (bill, is_packed) => {
      const source = `bill-${++count}`
      const csv = [
        HEADER,
        ...bill.map(
          (r) =>
            `${r.month}-01T00:00:00Z,9,${r.account},${r.type},${r.month}-${String(r.day).padStart(2, '0')}T07:00:00Z,AmazonEC2,BoxUsage,USD,${r.cost},,0.1,"{""user_team"":""a,b""}"`,
        ),
      ].join('\r\n')
      const path = join(scratch, `${source}.csv`)
      writeFileSync(path, is_packed ? gzipSync(csv) : csv)
      const { report, state } = await importBill({ tenant_id, source, paths: [path], actor, now: '2026-11-01T00:00:00.000Z' })
      if (report === null || !('done' in report)) throw new Error(`${state} ${JSON.stringify(report)}`)
      const sum = (rows: typeof bill) => add('0', ...rows.map((r) => r.cost))
      const is_dropped = (r: (typeof bill)[number]) => r.type === 'SavingsPlanNegation'
      expect(report.done).toMatchObject({
        rows_in_files: bill.length,
        billed_in_files: sum(bill),
        billed_stored: sum(bill.filter((r) => !is_dropped(r))),
        billed_dropped: sum(bill.filter(is_dropped)),
        difference: '0',
      })
      // What a month and a source are billed is what the invoice says, whichever rows are kept as facts.
      for (const m of report.done.months) expect(m.billed_cost).toBe(sum(bill.filter((r) => r.month === m.billing_month)))
      const shown = (await listSources(tenant_id, '2026-11-01T00:00:00.000Z')).find((s) => s.source === source)
      expect(shown?.billed_cost).toBe(sum(bill))
    }),
    // A bill of which nothing is kept, in which no engine finds a file to read.
    { numRuns: 12, examples: [[[{ type: 'SavingsPlanNegation', month: '2026-09', day: 1, account: '1', cost: '0.0000000000' }], false]] },
  )
  // And what questions answer is the sum of what was stored.
  const warehouse = await openWarehouse(tenant_id, '2026-11-01T00:00:00.000Z')
  const { rows } = await warehouse.breakdown(
    {},
    {
      group_by: 'sub_account_id',
      period: { start: '2026-09-01', end: '2026-11-01' },
      series: ['run', 'credit', 'refund', 'tax', 'fee', 'discount', 'marketplace', 'commitment_unused'],
    },
  )
  expect(add('0', ...rows.map((r) => r.effective_cost))).toBe(add('0', ...warehouse.manifests.map((m) => m.effective_cost)))
}, 120_000)
