import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { getTenant } from './tenant-store'

const { owner_url } = testDatabase()
const NAMED_MODES = readFileSync('lib/db/migrations/0036_named_modes.sql', 'utf8')
let owner: pg.Client
beforeAll(async () => {
  owner = new pg.Client({ connectionString: owner_url() })
  await owner.connect()
})
afterAll(() => owner.end())

const insert = (tenant_id: string, settings: object) => owner.query('insert into tenant (tenant_id, name, settings) values ($1, $1, $2)', [tenant_id, settings])

it('keeps the mode of every tenant that was stored without one, and of one with a mode', async () => {
  await insert('tn_before', { guard_tags: ['keep'] })
  await insert('tn_shadow', { mode: 'shadow' })
  await owner.query(NAMED_MODES)
  expect((await getTenant('tn_before')).settings).toMatchObject({ mode: 'low_risk_automatic', guard_tags: ['keep'] })
  expect((await getTenant('tn_shadow')).settings.mode).toBe('shadow')
})

it('reads a row that names no mode as one in which nothing is carried out', async () => {
  await insert('tn_after', {})
  expect((await getTenant('tn_after')).settings.mode).toBe('read_only')
})
