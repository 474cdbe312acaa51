import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { setUpCheckpoints } from '@/agent/checkpoints'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { prepareDatabase } from '@/app/cli/prepare-database'
import { closePool } from '@/lib/db/close-pool'
import { invariant } from '@/lib/kernel/errors'

const MIGRATIONS = fileURLToPath(new URL('../../lib/db/migrations', import.meta.url))

/** A row of a table, with the columns that it had when it was recorded. */
export type OldRow = readonly [table: string, row: Record<string, unknown>]

/**
 * Takes a test's database back to an older version, fills it with rows of that version, and brings it to the present one as a start would. Migrations
 * are never edited, so the older database is the one that people had.
 */
export async function upgradeFrom(owner_url: string, last_migration: string, rows: readonly OldRow[]): Promise<string[]> {
  await closeCheckpoints()
  await closePool()
  await asOwner(owner_url, async (owner) => {
    await owner.query('drop schema public cascade; drop schema audit cascade; drop schema checkpoints cascade; create schema public')
    await owner.query('delete from graphile_worker._private_jobs')
    await owner.query('create table schema_migration (name text primary key, applied_at timestamptz not null default now())')
    const then = (await readdir(MIGRATIONS)).sort().filter((name) => name.endsWith('.sql') && name <= last_migration)
    invariant(then.at(-1) === last_migration, `there is no migration ${last_migration}`)
    for (const name of then) {
      await owner.query(await readFile(join(MIGRATIONS, name), 'utf8'))
      await owner.query('insert into schema_migration (name) values ($1)', [name])
    }
  })
  await setUpCheckpoints(owner_url)
  await asOwner(owner_url, async (owner) => {
    // In the order of what they refer to, which is not that of their names.
    await owner.query("set session_replication_role = 'replica'")
    const found = await owner.query<{ name: string }>(
      "select table_schema || '.' || table_name || '.' || column_name as name from information_schema.columns where is_generated = 'ALWAYS'",
    )
    const computed = new Set(found.rows.map((r) => r.name))
    for (const [table, row] of rows) {
      const columns = Object.keys(row)
        .filter((c) => !computed.has(`${table}.${c}`))
        .map((c) => `"${c}"`)
      await owner.query(`insert into ${table} (${columns}) overriding system value select ${columns} from jsonb_populate_record(null::${table}, $1)`, [
        JSON.stringify(row),
      ])
    }
    await owner.query(`do $$ declare c record; begin
      for c in select table_schema, table_name, column_name from information_schema.columns where is_identity = 'YES' and table_schema in ('public', 'audit') loop
        execute format('select setval(pg_get_serial_sequence(%L, %L), coalesce((select max(%I) from %I.%I), 0) + 1, false)',
          c.table_schema || '.' || c.table_name, c.column_name, c.column_name, c.table_schema, c.table_name);
      end loop;
    end $$`)
  })
  return prepareDatabase(owner_url)
}

async function asOwner(url: string, work: (owner: pg.Client) => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    await work(owner)
  } finally {
    await owner.end()
  }
}
