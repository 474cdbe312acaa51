import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { mara, TENANT } from '@/lib/commands/fixtures/story'
import { config } from '@/lib/kernel/config'
import { importBill } from '@/lib/warehouse/imports/import-bill'
import { aheadNotices } from './charges-ahead'
import { sourcesView } from './sources'

testDatabase()

const { tenant_id } = TENANT
// Two charges: 0.214 of 5 October and 12.5 of 2 November.
const BILL = join(import.meta.dirname, '../../../lib/warehouse/fixtures/focus-1.2-aws.csv')

beforeAll(async () => {
  await seedTenant()
  const path = join(config().home, 'bill.csv')
  writeFileSync(path, readFileSync(BILL, 'utf8').replaceAll('2026-11-02', '2127-11-02'))
  await importBill({ tenant_id, source: 'acme', paths: [path], actor: mara })
})

it('tells of charges that are dated ahead, with their days and their money, on Sources and in the inbox until their day comes', async () => {
  const notice = {
    tone: 'info',
    title: 'The bill acme has charges that are dated ahead',
    text: '1 line of 2 Nov 2127, $12.50: it counts when its day comes, and nothing is judged by it before.',
    remedy: 'If a date is wrong, import a corrected export.',
  }
  expect(await aheadNotices(tenant_id, '2026-11-19T09:00:00.000Z')).toEqual([notice])
  expect(await aheadNotices(tenant_id, '2127-11-02T00:00:00.000Z')).toEqual([])
  expect((await sourcesView(mara)).notices).toEqual([notice])
})

it('speaks of several as several', async () => {
  const path = join(config().home, 'two.csv')
  writeFileSync(path, readFileSync(BILL, 'utf8').replaceAll('2026-11-02', '2127-11-02').replaceAll('2026-10-05', '2127-11-03'))
  await importBill({ tenant_id, source: 'two', paths: [path], actor: mara })
  const told = (await aheadNotices(tenant_id, '2026-11-19T09:00:00.000Z')).find((n) => n.title.includes(' two '))
  expect(told?.text).toBe('2 lines of 2 Nov 2127 to 3 Nov 2127, $12.71 together: they count when their day comes, and nothing is judged by them before.')
})
