import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closePool } from '@/lib/db/close-pool'
import { configure, readConfig } from '@/lib/kernel/config'
import { closeDuck } from '@/lib/warehouse/duck'
import { TEMPLATE } from './postgres-for-tests'
import { scratchFolder } from './scratch-folder'

let count = 0

/**
 * Call once at the top of a test file: gives the file its own migrated database (a clone) and its own warehouse folder, and points
 * `config()` and `pool()` at them. Returns the owner's URL for what the app role may not do.
 */
export function testDatabase(): { owner_url(): string } {
  const name = `test_${process.pid}_${++count}`
  const server = inject('database_url')
  const url = server.replace(/\/postgres$/, `/${name}`)
  let home = ''

  beforeAll(async () => {
    await asAdmin(server, `create database ${name} template ${TEMPLATE}`)
    home = scratchFolder('countersign-home-')
    forgetProcess()
    configure({ ...readConfig(process.env, process.cwd()), database_url: url, home, warehouse_dir: join(home, 'warehouse'), inbox_dir: join(home, 'inbox') })
  })
  afterAll(async () => {
    await Promise.all([closePool(), closeDuck()])
    await asAdmin(server, `drop database if exists ${name} with (force)`)
    rmSync(home, { recursive: true, force: true })
  })
  return { owner_url: () => url }
}

// Parsed policies are kept by what they say, the same for every file, and reading them anew takes half a second.
const SAME_FOR_ALL = ['countersign_policies']

/** Files that share a process begin as if each had its own: what a process keeps for itself hangs on the global object by our name. */
function forgetProcess(): void {
  for (const key of Object.keys(globalThis))
    if (key.startsWith('countersign_') && !SAME_FOR_ALL.includes(key)) delete (globalThis as Record<string, unknown>)[key]
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Cloning needs the template to be free of sessions; files that start together wait for one another here.
  await client.query('select pg_advisory_lock(1)')
  await client.query(sql)
  await client.end()
}
