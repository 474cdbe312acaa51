import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { beforeAll, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { seedTenant } from '@/lib/commands/fixtures/seed-story'
import { TENANT } from '@/lib/commands/fixtures/story'
import { openSession } from '@/lib/identity/session-store'
import { config } from '@/lib/kernel/config'
import { getImport, openImportPaths } from '@/lib/warehouse/imports/import-store'
import { POST } from './route'

// What Next gives to a handler: the request's headers and cookies.
let session = ''
vi.mock('next/headers', () => ({ headers: async () => new Headers(), cookies: async () => ({ get: () => ({ value: session }) }) }))

const { owner_url } = testDatabase()
const { tenant_id } = TENANT
beforeAll(async () => {
  await seedTenant()
  session = await openSession('usr_mara', 'web')
})

const send = async (query: Record<string, string>): Promise<number> => (await answerTo(query)).status

async function answerTo(query: Record<string, string>): Promise<Response> {
  const url = `http://localhost:3100/api/imports?${new URLSearchParams({ name: 'bill.csv', source: 'acme', ...query })}`
  const headers = { host: 'localhost:3100', origin: 'http://localhost:3100' }
  return await POST(new Request(url, { method: 'POST', headers, body: 'a,b\n1,2\n' }), undefined)
}
const deliveries = async (): Promise<string[]> => await readdir(join(config().inbox_dir, tenant_id)).catch(() => [])

it('removes a delivery that was refused', async () => {
  expect(await send({ key: 'key-of-the-second-part', part: '2', of: '2' })).toBe(409)
  expect(await deliveries()).toEqual([])
})

it('keeps the files of an import that was queued although the answer was lost, and answers the same request with what happened', async () => {
  const owner = new pg.Client({ connectionString: owner_url() })
  await owner.connect()
  const { rows: defined } = await owner.query<{ text: string }>(`select pg_get_functiondef('flush_log'::regproc) as text`)
  await owner.query(`create or replace function flush_log() returns pg_lsn language plpgsql volatile security definer as $b$ begin
    if exists (select 1 from bill_import) then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end $b$`)
  expect(await send({ key: 'key-of-a-lost-answer' })).toBe(500)
  await owner.query(defined[0]?.text ?? '')
  await owner.end()
  const queued = await openImportPaths(tenant_id)
  expect(queued.map((path) => existsSync(path))).toEqual([true])
  expect(await send({ key: 'key-of-a-lost-answer' })).toBe(200)
  expect(await openImportPaths(tenant_id)).toEqual(queued)
})

it('keeps the files of a queued import when a request with its key is refused', async () => {
  expect(await send({ key: 'key-of-two-requests' })).toBe(200)
  const queued = await openImportPaths(tenant_id)
  expect(await send({ key: 'key-of-two-requests', part: '2', of: '3' })).toBe(202)
  expect(await send({ key: 'key-of-two-requests', part: '4', of: '4' })).toBe(409)
  expect(queued.map((path) => existsSync(path))).not.toContain(false)
})

it('names the import that it queued, also when it is asked again', async () => {
  const queued = await (await answerTo({ key: 'key-of-a-named-import' })).json()
  expect(await getImport(tenant_id, queued.import_id)).toMatchObject({ source: 'acme', state: 'queued' })
  const again = await (await answerTo({ key: 'key-of-a-named-import' })).json()
  expect(again).toMatchObject({ outcome: 'replayed', import_id: queued.import_id })
})
