import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { closeDuck } from '@/lib/warehouse/duck'
import { BillImport } from '@/schemas/bill'
import { importBills } from './commands/import'
import { HOME_TENANT, seedHome } from './seed-home'

testDatabase()
beforeAll(seedHome)
afterAll(closeDuck)

const dir = mkdtempSync(join(tmpdir(), 'countersign-warnings-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What the command prints of a bill with a line of each oddity. */
async function said(...options: string[]): Promise<string> {
  const head =
    'bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_currency_code,line_item_unblended_cost,resource_tags'
  const line = (day: string, type: string, cost: string, tags = '', account = '210000000001') =>
    `2026-11-01,${account},${type},${day},AmazonEC2,USD,${cost},${tags}`
  const path = join(dir, `${options.length}.csv`)
  const rows = [
    line('2026-11-02', 'Usage', `1${options.length}`),
    line('2026-11-02', 'Usage', '1', 'team=data'),
    line('2026-11-02', 'SavingsPlanNegation', '-2'),
    line('2026-11-02', 'Usage', '0.035', '', ''),
    line('2026-11-03', 'Tax', '7', '', ''),
    line('2026-11-02', 'SavingsPlanNegation', '-1', '', ''),
  ]
  writeFileSync(path, `${[head, ...rows, line('2026-11-02', 'Surprise', '3'), line('2099-11-28', 'Usage', '4')].join('\n')}\n`)
  let text = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  try {
    expect(await importBills.run([path, '--tenant', HOME_TENANT.tenant_id, '--source', `odd-${options.length}`, ...options]), text).toBe(0)
  } finally {
    out.mockRestore()
  }
  return text
}

it('tells a person what was left out and why, and what to look at', async () => {
  const text = await said()
  for (const sentence of [
    /dropped 2 rows, −\$3[.]00: Savings Plan negation lines: they cancel list prices/,
    /warning: 2 rows without a usage account, with \$7[.]04 billed: kept, in every total and under no account[.] If .+ name it in line_item_usage_account_id/,
    /warning: 1 row with tags that are no JSON, read without them[.] If a tag says who owns them, write resource_tags as [{]"team":"data"[}]/,
    /warning: 1 row of the line item type Surprise, which is not known, read as fees/,
    /warning: 1 charge of 2026-11 dated after .+, up to .+, with \$4[.]00: kept, and in no answer before their day/,
  ])
    expect(text).toMatch(sentence)
  expect(text).not.toMatch(/undefined|NaN/)
})

it('gives a machine the same, with the figures', async () => {
  const { report } = BillImport.parse(JSON.parse(await said('--json')))
  const done = report !== null && 'done' in report ? report.done : null
  expect(done?.dropped).toEqual([{ because: 'savings_plan_negation', rows: 2, billed_cost: '-3' }])
  expect(done?.warnings[0]).toEqual({ code: 'no_usage_account', facts: { rows: 2, billed_cost: '7.035' } })
  expect([done?.billed_in_files, done?.billed_stored, done?.difference]).toEqual(['23.035', '26.035', '0'])
  expect(done?.warnings.map((w) => w.code)).toEqual(['no_usage_account', 'tags_not_read', 'unknown_line_item_type', 'charges_after_today'])
})
