import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { checkpoints, closeCheckpoints } from '@/agent/checkpoints'
import { startEmbeddedPostgres } from '@/app/cli/embedded-postgres'
import { prepareDatabase } from '@/app/cli/prepare-database'
import { closePool } from '@/lib/db/close-pool'
import { pool } from '@/lib/db/pool'
import { configure } from '@/lib/kernel/config'

/** A throw-away home with an embedded Postgres that syncs to disk as a user's does. */
export type BenchDatabase = {
  home: string
  url(name: string): string
  /** Points this process at a database. */
  use(name: string): Promise<void>
  create(name: string, template?: string): Promise<void>
  drop(name: string): Promise<void>
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
    async stop() {
      await disconnect()
      await admin.end()
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
