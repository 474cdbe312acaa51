import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { checkpoints } from '@/agent/checkpoints'
import { closeCheckpoints } from '@/agent/close-checkpoints'
import { startEmbeddedPostgres } from '@/app/cli/embedded-postgres'
import { prepareDatabase } from '@/app/cli/prepare-database'
import { closePool } from '@/lib/db/close-pool'
import { pool } from '@/lib/db/pool'
import { config, configure } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'

/** A throw-away home with an embedded Postgres that syncs to disk as a user's does. */
export type BenchDatabase = {
  home: string
  url(name: string): string
  /** Points this process at a database. */
  use(name: string): Promise<void>
  create(name: string, template?: string): Promise<void>
  drop(name: string): Promise<void>
  /** Remembers what the database in use holds, its audit chain included. */
  keep(): Promise<void>
  /** Brings that back. Connections stay, and what they have learnt of their statements: a worker's do, too. */
  rewind(): Promise<void>
  stop(): Promise<void>
}

export async function startBenchDatabase(): Promise<BenchDatabase> {
  const home = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  chmodSync(home, 0o755) // the database's user passes through it when this runs as root
  const server = await startEmbeddedPostgres({ data_dir: join(home, 'postgres') })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  const url = (name: string): string => server.url.replace(/\/postgres$/, `/${name}`)
  const disconnect = async (): Promise<void> => {
    await closeCheckpoints()
    await closePool()
  }
  let owner: pg.Client | undefined
  return {
    home,
    url,
    async use(name) {
      await disconnect()
      configure({ database_url: url(name), home, warehouse_dir: join(home, 'warehouse'), inbox_dir: join(home, 'inbox') })
      // Connections are there when a process of the product gets work; they are no part of a measurement.
      const ready = await Promise.all(Array.from({ length: 4 }, () => pool().connect()))
      for (const client of ready) client.release()
      await checkpoints().getTuple({ configurable: { thread_id: 'none' } })
    },
    async create(name, template) {
      await disconnect()
      await admin.query(`create database ${name}${template === undefined ? '' : ` template ${template}`}`)
      if (template === undefined) await prepareDatabase(url(name))
    },
    async drop(name) {
      await disconnect()
      await admin.query(`drop database if exists ${name} with (force)`)
    },
    async keep() {
      owner = new pg.Client({ connectionString: config().database_url ?? undefined })
      await owner.connect()
      await owner.query('create schema kept')
      for (const { name, columns } of await keptTables(owner)) await owner.query(`create table kept."${name}" as select ${columns} from ${name}`)
      // What is written here is brought back as it was: nothing checks or announces it a second time.
      await owner.query('set session_replication_role = replica')
    },
    async rewind() {
      invariant(owner, 'nothing was kept to bring back')
      for (const { name, columns } of await keptTables(owner))
        await owner.query(`delete from ${name}; insert into ${name} (${columns}) overriding system value select * from kept."${name}"`)
    },
    async stop() {
      await owner?.end()
      await disconnect()
      await admin.end()
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Every table that a case writes, with the columns that are not computed from others. */
async function keptTables(owner: pg.Client): Promise<{ name: string; columns: string }[]> {
  const found = await owner.query<{ name: string; columns: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
       (select string_agg(format('%I', a.attname), ', ' order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'audit', 'checkpoints', 'graphile_worker') order by 1`,
  )
  return found.rows
}
