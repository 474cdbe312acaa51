import { execFileSync } from 'node:child_process'
import pg from 'pg'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import type { AuditEvent } from '@/schemas/audit'
import { change } from './change'
import { everyTenant } from './every-tenant'
import { rows } from './pool'

const database = testDatabase()
const OURS = 'tn_ours'
const THEIRS = 'tn_theirs'
const event = (tenant_id: string): AuditEvent => ({
  kind: 'tenant.created',
  subject: tenant_id,
  actor: { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' },
  body: {},
})

type Column = { name: string; type: string; is_needed: boolean }
// Some value of each type, for columns that a row cannot be without.
const SOME: Readonly<Record<string, string>> = { text: "'x-' || $1", 'text[]': "'{}'", jsonb: "'{}'", boolean: 'false', date: "'2026-01-01'" }
let tables: string[] = []

/** One row of each tenant in every table that has a tenant. The owner writes them without their references: what counts is whose they are. */
beforeAll(async () => {
  const owner = new pg.Client({ connectionString: database.owner_url() })
  await owner.connect()
  const found = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  )
  tables = found.rows.map((r) => r.name)
  await owner.query('set session_replication_role = replica')
  for (const table of tables) {
    const checks = await owner.query<{ name: string }>("select conname as name from pg_constraint where conrelid = $1::regclass and contype = 'c'", [table])
    for (const { name } of checks.rows) await owner.query(`alter table ${table} drop constraint ${name}`)
    const columns = await owner.query<Column>(
      `select attname as name, format_type(atttypid, null) as type, attnotnull and not atthasdef and attidentity = '' as is_needed
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [table],
    )
    const needed = columns.rows.filter((c) => c.is_needed && c.name !== 'tenant_id')
    const values = needed.map((c) => SOME[c.type] ?? (c.type.startsWith('timestamp') ? 'now()' : '0'))
    for (const tenant_id of [OURS, THEIRS])
      await owner.query(`insert into ${table} (${['tenant_id', ...needed.map((c) => c.name)].join(', ')}) select ${['$1::text', ...values].join(', ')}`, [
        tenant_id,
      ])
  }
  await owner.end()
  for (const tenant_id of [OURS, THEIRS]) await change(tenant_id, async () => ({ result: undefined, events: [event(tenant_id)] }))
})

describe('a query that forgot its tenant', () => {
  it('meets row security on every table that has tenants, also those of later migrations', async () => {
    expect(tables).toEqual(expect.arrayContaining(['approval', 'cases', 'chat_event', 'command_log', 'evidence', 'person', 'session', 'tenant']))
    const open = await everyTenant(
      `select c.oid::regclass::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('tenant_id', 'chain') and not a.attisdropped
       where c.relnamespace in ('public'::regnamespace, 'audit'::regnamespace) and c.relkind = 'r' and not c.relrowsecurity`,
    )
    expect(open).toEqual([])
  })

  it('reads its own rows and nobody else’s, in every table and in the audit chain', async () => {
    for (const table of tables) expect(await rows(`select tenant_id from ${table} where $1::text is not null`, [OURS]), table).toEqual([{ tenant_id: OURS }])
    for (const table of ['audit.event', 'audit.head'])
      expect(await rows(`select chain from ${table} where $1::text is not null`, [OURS]), table).toEqual([{ chain: OURS }])
  })

  it('changes and deletes nothing of another tenant, and adds nothing there', async () => {
    for (const table of tables) {
      expect(await rows(`update ${table} set tenant_id = tenant_id where tenant_id = '${THEIRS}' and $1::text is not null returning 1`, [OURS]), table).toEqual(
        [],
      )
      await expect(rows(`update ${table} set tenant_id = '${THEIRS}' where $1::text is not null`, [OURS]), table).rejects.toThrow(
        table === 'audit_anchor' ? 'never changed' : 'row-level security',
      )
    }
    expect(await rows(`delete from command_log where $1::text is not null returning tenant_id`, [OURS])).toEqual([{ tenant_id: OURS }])
    expect(await rows('select tenant_id from command_log where $1::text is not null', [THEIRS])).toEqual([{ tenant_id: THEIRS }])
  })

  it('is held to its tenant inside a change too, whose events reach no other chain', async () => {
    const seen = change(OURS, async (tx) => ({ result: await tx.query('select tenant_id from person'), events: [event(OURS)] }))
    expect((await seen).result).toEqual([{ tenant_id: OURS }])
    const planted = change(OURS, async (tx) => {
      await tx.query("select audit.append($1, 'case.closed', 'case_x', '{}', '{}')", [THEIRS])
      return { result: undefined, events: [event(OURS)] }
    })
    await expect(planted).rejects.toThrow('chain of its own tenant')
  })

  it('does not even start when it names no tenant', async () => {
    await expect(rows('select * from cases', ['' as string])).rejects.toThrow('names no tenant')
    await expect(rows('select * from cases', ['*'])).rejects.toThrow('names no tenant')
  })
})

it('keeps tenants apart on connections that are shared by many at once', async () => {
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, n) => {
      const tenant_id = n % 3 === 0 ? THEIRS : OURS
      const found =
        n % 5 === 0
          ? (
              await change(tenant_id, async (tx) => ({
                result: await tx.query<{ tenant_id: string }>('select tenant_id from evidence'),
                events: [event(tenant_id)],
              }))
            ).result
          : await rows<{ tenant_id: string }>('select tenant_id from evidence where $1::text is not null', [tenant_id])
      return found.length === 1 && found[0]?.tenant_id === tenant_id
    }),
  )
  expect(seen.every(Boolean)).toBe(true)
})

it('keeps tenants apart when the module is loaded more than once, as Next does for its bundles, over the same connections', async () => {
  const first = await import('./pool')
  vi.resetModules()
  const second = await import('./pool')
  expect(second.rows).not.toBe(first.rows)
  expect(second.shared.countersign_pool).toBe(first.shared.countersign_pool)
  for (let n = 0; n < 6; n++) {
    const [module, tenant_id] = n % 2 === 0 ? ([first, OURS] as const) : ([second, THEIRS] as const)
    expect(await module.rows('select tenant_id from evidence where $1::text is not null', [tenant_id])).toEqual([{ tenant_id }])
  }
})

it('lets only these files look across tenants', () => {
  const files = execFileSync('git', ['grep', '--untracked', '-lE', "from '[^']*/every-tenant'", '--', 'lib', 'agent', 'app', 'components'], {
    encoding: 'utf8',
  })
  expect(
    files
      .trim()
      .split('\n')
      .filter((name) => !name.endsWith('.test.ts') && !name.includes('/fixtures/')),
  ).toEqual([
    'lib/db/health-store.ts',
    'lib/identity/clock-store.ts',
    'lib/identity/session-store.ts',
    'lib/identity/tenant-store.ts',
    'lib/identity/token-store.ts',
    'lib/jobs/store.ts',
  ])
})
