import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { config, configure } from '@/lib/kernel/config'
import { readableFolders } from '@/lib/warehouse/versions/version-folders'
import type { BillManifest } from '@/schemas/bill'
import { pushedBill } from './pushed-bill'
import { fromImports } from './tables'

testDatabase()

const PATH = 'tn_a/cur/2026-11/imp_1'
const FILES = { 'daily/d-0.parquet': 'daily rows', 'daily/d-1.parquet': 'more daily rows', 'lines/f0-0.parquet': 'lines' }
const month: BillManifest = {
  ...{
    tenant_id: 'tn_a',
    source: 'cur',
    billing_month: '2026-11',
    data_version: 2,
    path: PATH,
    row_count: 3,
    billed_cost: '1',
    effective_cost: '1',
    currency: 'USD',
  },
  ...{ first_day: '2026-11-01', last_day: '2026-11-19', content_digest: 'c'.repeat(64), import_id: 'imp_1', imported_at: '2026-11-19T09:00:00.000Z' },
}

const kept = new Map<string, string>()
const puts: string[] = []
let refuses: string | null = null
let server: Server

/** As much of S3 as the copy uses. What it is given has to be what its checksum says. */
beforeAll(async () => {
  for (const [name, text] of Object.entries({ ...FILES, 'dropped/x.parquet': 'not for Athena' })) {
    const path = join(config().warehouse_dir, PATH, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
  }
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const key = (request.url ?? '').split('?')[0] ?? ''
      const body = Buffer.concat(parts)
      const answer = (status: number, text = '') => response.writeHead(status, { 'content-type': 'application/xml' }).end(text)
      if (refuses !== null && request.method === 'PUT' && key.includes(refuses)) return answer(403, '<Error><Code>AccessDenied</Code></Error>')
      if (request.method === 'GET') return kept.has(key) ? answer(200, kept.get(key)) : answer(404, '<Error><Code>NoSuchKey</Code></Error>')
      const checksum = request.headers['x-amz-checksum-sha256']
      if (checksum !== undefined && checksum !== createHash('sha256').update(body).digest('base64')) return answer(400, '<Error><Code>BadDigest</Code></Error>')
      puts.push(key)
      kept.set(key, body.toString())
      answer(200)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  kept.clear()
  puts.length = 0
  refuses = null
})

const endpointOf = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const bill = () => {
  const endpoint = endpointOf()
  const credentials = { accessKeyId: 'KEY', secretAccessKey: 'secret' }
  const client = new S3Client({ region: 'eu-west-1', endpoint, credentials, forcePathStyle: true, maxAttempts: 1, requestChecksumCalculation: 'WHEN_REQUIRED' })
  return pushedBill({ bucket: 'example-bills', prefix: 'warehouse/' }, client)
}
const ROOT = `/example-bills/warehouse/${PATH}`

it('copies a month into the folders that the tables name, its manifest last, and nothing else of its folder', async () => {
  expect(await bill().isThere(month)).toBe(false)
  expect(await bill().push(month)).toMatchObject({ billing_month: '2026-11', data_version: 2, state: 'pushed', files: 3, bytes: 30 })
  expect(puts).toEqual([...Object.keys(FILES).map((name) => `${ROOT}/${name}`), `${ROOT}/manifest.json`])
  for (const [name, text] of Object.entries(FILES)) expect(kept.get(`${ROOT}/${name}`)).toBe(text)
  const [, , , import_id = ''] = PATH.split('/')
  expect(fromImports({ database: 'bills', bucket: 'example-bills', prefix: 'warehouse/' }, 'daily', [month])).toContain(`import_id in ('${import_id}')`)
  expect(await bill().isThere(month)).toBe(true)
})

it('leaves a month alone that is there, and copies one again that is another or was left half copied', async () => {
  await bill().push(month)
  puts.length = 0
  expect(await bill().push(month)).toMatchObject({ state: 'there' })
  expect(puts).toEqual([])
  expect(await bill().push({ ...month, content_digest: 'd'.repeat(64) })).toMatchObject({ state: 'pushed' })
  kept.delete(`${ROOT}/manifest.json`)
  expect(await bill().isThere(month)).toBe(false)
  expect(await bill().push(month)).toMatchObject({ state: 'pushed' })
})

it('says that a month is not there while one of its files is missing', async () => {
  refuses = 'lines/'
  await expect(bill().push(month)).rejects.toMatchObject({ code: 'provider_down', message: expect.stringContaining('s3:PutObject, AccessDenied') })
  expect(kept.has(`${ROOT}/manifest.json`)).toBe(false)
  expect(await bill().isThere(month)).toBe(false)
})

it('counts a month that is there as readable and leaves it alone although it is gone from this machine, and none that nobody knows of', async () => {
  await bill().push(month)
  rmSync(join(config().warehouse_dir, PATH), { recursive: true })
  puts.length = 0
  expect(await bill().push(month)).toMatchObject({ state: 'there', files: 3, bytes: 30 })
  expect(puts).toEqual([])
  expect([...(await readableFolders([month]))]).toEqual([])
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'KEY')
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
  const athena = { region_id: 'eu-west-1', work_group: 'w', database: 'bills', bucket: 'example-bills', prefix: 'warehouse/', most_gb: 1 }
  configure({ athena, aws_endpoint: endpointOf() })
  expect([...(await readableFolders([month, { ...month, content_digest: 'd'.repeat(64), path: `${PATH}-other` }]))]).toEqual([PATH])
  configure({ athena, aws_endpoint: 'http://127.0.0.1:1' })
  expect([...(await readableFolders([month]))]).toEqual([])
  configure({ athena: null, aws_endpoint: null })
  vi.unstubAllEnvs()
})
