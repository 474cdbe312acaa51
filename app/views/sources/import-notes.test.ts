import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, TENANT } from '@/lib/commands/fixtures/story'
import { config } from '@/lib/kernel/config'
import { closeDuck } from '@/lib/warehouse/duck'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { listToldImports } from '@/lib/warehouse/imports/import-store'
import { sourcesView } from './sources'

testDatabase()
beforeAll(seedTenant)
afterAll(closeDuck)

const { tenant_id } = TENANT
const HEAD =
  'bill_billing_period_start_date,line_item_usage_account_id,line_item_line_item_type,line_item_usage_start_date,line_item_product_code,line_item_currency_code,line_item_unblended_cost,resource_tags'
const CLEAN = '2026-11-01,210000000001,Usage,2026-11-02,AmazonEC2,USD,1,'
const ODD = [
  '2026-10-01,,Usage,2026-10-02,AmazonEC2,USD,7.04,team=data',
  '2026-10-01,210000000001,Surprise,2026-10-02,AmazonEC2,USD,3,',
  '2026-10-01,210000000001,SavingsPlanNegation,2026-10-02,AmazonEC2,USD,-2,',
]

async function load(name: string, source: string, lines: readonly string[], minute: number): Promise<void> {
  const path = join(config().home, name)
  writeFileSync(path, `${[HEAD, ...lines].join('\n')}\n`)
  await importBill({ tenant_id, source, paths: [path], actor: mara, now: `2026-11-20T09:${String(minute).padStart(2, '0')}:00.000Z` })
}
const notesOf = async (file: string) => (await sourcesView(mara)).imports.filter((i) => i.file === file).map((i) => i.notes)

it('tells what an import left out and what to look at, with column and remedy, for as long as the bill holds it', async () => {
  await load('odd.csv', 'acme', [...ODD, CLEAN], 0)
  const told = [
    { kind: 'dropped', text: '1 row, −$2.00: Savings Plan negation lines: they cancel list prices and are no cost of their own', remedy: null },
    {
      kind: 'warning',
      text: '1 row without a usage account, with $7.04 billed: kept, in every total and under no account',
      remedy: 'If an account used them, name it in line_item_usage_account_id and import the files again.',
    },
    {
      kind: 'warning',
      text: '1 row with tags that are no JSON, read without them',
      remedy: 'If a tag says who owns them, write resource_tags as {"team":"data"} and import the files again.',
    },
    {
      kind: 'warning',
      text: '1 row of the line item type Surprise, which is not known, read as fees',
      remedy: 'If they are something else, correct line_item_line_item_type and import the files again.',
    },
  ]
  expect(await notesOf('odd.csv')).toEqual([told])
})

it('says nothing of an import that had nothing odd', async () => {
  await load('clean.csv', 'other', [CLEAN], 1)
  expect(await notesOf('clean.csv')).toEqual([[]])
})

it('tells it once where the same files come again', async () => {
  await load('odd.csv', 'acme', [...ODD, CLEAN], 2)
  const notes = await notesOf('odd.csv')
  expect(notes.map((n) => n.length)).toEqual([0, 4])
})

it('keeps an import in the list whose warnings the bill still holds, however many came after it, and lets it go with its last month', async () => {
  const listed = async () => (await listToldImports(tenant_id, 1)).map((i) => `${i.source} ${i.files[0]?.name} ${i.state}`)
  expect(await listed()).toEqual(['acme odd.csv unchanged', 'acme odd.csv completed'])
  await load('mended.csv', 'acme', ['2026-10-01,210000000001,Usage,2026-10-02,AmazonEC2,USD,7.04,', CLEAN], 3)
  // November is as it was, so it is still the first import's.
  expect(await listed()).toEqual(['acme mended.csv completed', 'acme odd.csv completed'])
  await load('november.csv', 'acme', [CLEAN, CLEAN], 4)
  expect(await listed()).toEqual(['acme november.csv completed'])
})
