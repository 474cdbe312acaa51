import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cwd, env } from 'node:process'
import pg from 'pg'
import { Fault } from '@/lib/kernel/errors'
import { migrationsIn } from './migration-order'
import { APP_ROLE } from './role'

const FOLDER = join(env['COUNTERSIGN_ROOT'] ?? cwd(), 'lib/db/migrations')
// Any constant will do; it keeps two starting processes from migrating at once.
const LOCK = 7_416_003

/** Tables and schemas that the app role uses freely; audit is granted apart. */
const GRANTS = `
  grant usage on schema public, audit to ${APP_ROLE};
  grant select, insert, update, delete on all tables in schema public to ${APP_ROLE};
  grant usage on all sequences in schema public to ${APP_ROLE};
  revoke all on all tables in schema audit from ${APP_ROLE};
  grant select on audit.event, audit.head, audit.pruned to ${APP_ROLE};
  grant execute on function audit.append(text, text, text, text, text), audit.append_one(text, text, text, text, text), audit.append_alone(text, text, text, text, text), audit.append_all(text, text[], text[], text[], text[]), audit.append_each(text, text[], text[], text[], text[]), audit.append_group(text, text[], text[], text[], text[]) to ${APP_ROLE};
`

// Every table with a tenant_id shows the app role one tenant's rows, those of later migrations too. Nothing is altered twice: a running process would wait.
// The setting is read as a subquery: once a query, not once a row.
const ROW_SECURITY = `
  do $$ declare tenant_table regclass; begin
    for tenant_table in
      select c.oid from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant_rows')
    loop
      execute format('alter table %s enable row level security', tenant_table);
      execute format('create policy tenant_rows on %s using (tenant_id = (select current_setting(''countersign.tenant'', true)) or (select current_setting(''countersign.tenant'', true)) = ''*'')', tenant_table);
    end loop;
  end $$`

/**
 * Brings the database to this version as its owner. Numbered files run once, in order, each in its own transaction.
 * `afterwards` sets up libraries' own schemas (checkpoints, jobs) while still the owner. Refuses a database that is newer than this code.
 */
export async function migrate(database_url: string, afterwards: (client: pg.Client) => Promise<void> = async () => undefined): Promise<string[]> {
  const client = new pg.Client({ connectionString: database_url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(`do $$ begin create role ${APP_ROLE} nologin nosuperuser nobypassrls; exception when duplicate_object then null; end $$`)
    await client.query(`do $$ begin execute format('grant ${APP_ROLE} to %I', current_user); end $$`)
    await client.query('create table if not exists schema_migration (name text primary key, applied_at timestamptz not null default now())')
    const files = migrationsIn(await readdir(FOLDER))
    const done = new Set((await client.query<{ name: string }>('select name from schema_migration')).rows.map((r) => r.name))
    const newer = [...done].filter((name) => !files.includes(name))
    if (newer.length > 0)
      throw new Fault('conflict', `the database is newer than this code (${newer.join(', ')}): update the code, or use another database`, { newer })
    const fresh = files.filter((name) => !done.has(name))
    for (const name of fresh) {
      await client.query('begin')
      await client.query(await readFile(join(FOLDER, name), 'utf8'))
      await client.query('insert into schema_migration (name) values ($1)', [name])
      await client.query('commit')
    }
    await afterwards(client)
    await client.query(GRANTS)
    await client.query(ROW_SECURITY)
    return fresh
  } finally {
    await client.end() // ends the lock and any open transaction with it
  }
}
