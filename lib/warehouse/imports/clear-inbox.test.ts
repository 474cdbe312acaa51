import { existsSync, mkdirSync, mkdtempSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { system, TENANT } from '@/lib/commands/fixtures/story'
import { change } from '@/lib/db/change'
import { clearInbox } from './clear-inbox'
import { describeFiles } from './import-files'
import { queueImport } from './request-import'

testDatabase()
const NOW = Date.parse('2026-11-21T09:00:00.000Z')
const hoursAgo = (hours: number): Date => new Date(NOW - hours * 3_600_000)

function upload(inbox: string, name: string, hours: number): string {
  const folder = join(inbox, TENANT.tenant_id, name)
  mkdirSync(join(folder, '1'), { recursive: true })
  writeFileSync(join(folder, '1', 'bill.csv'), 'a,b\n')
  utimesSync(folder, hoursAgo(hours), hoursAgo(hours))
  return folder
}

it('keeps what is young, what an import still waits for, and what others put there', async () => {
  await seedTenant()
  const inbox = mkdtempSync(join(tmpdir(), 'countersign-inbox-'))
  const [old, young, waiting, others] = [
    upload(inbox, 'a'.repeat(24), 49),
    upload(inbox, 'b'.repeat(24), 47),
    upload(inbox, 'c'.repeat(24), 99),
    upload(inbox, 'northlight-cur2', 99),
  ]
  const files = await describeFiles([join(waiting, '1', 'bill.csv')])
  await change(TENANT.tenant_id, async (tx) => {
    const { event } = await queueImport(tx, { tenant_id: TENANT.tenant_id, source: 'acme', files, actor: system, at: '2026-11-21T09:00:00.000Z' })
    return { result: undefined, events: [event] }
  })
  expect(await clearInbox(inbox, TENANT.tenant_id, NOW)).toBe(1)
  expect([old, young, waiting, others].map(existsSync)).toEqual([false, true, true, true])
})

it('has nothing to do where nothing was ever uploaded', async () => {
  expect(await clearInbox(join(tmpdir(), 'countersign-never'), TENANT.tenant_id, NOW)).toBe(0)
})
