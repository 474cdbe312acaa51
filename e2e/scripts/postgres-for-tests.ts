import { rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbeddedPostgres } from '@/app/cli/embedded-postgres'
import { prepareDatabase } from '@/app/cli/prepare-database'
import { scratchFolder } from './scratch-folder'

declare module 'vitest' {
  export interface ProvidedContext {
    database_url: string
  }
}

export const TEMPLATE = 'countersign_template'

/**
 * One throw-away Postgres for the whole run with a migrated template database. A test file that needs a database calls
 * `testDatabase()` of `./test-database.ts`, which clones the template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = scratchFolder('countersign-test-')
  const server = await startEmbeddedPostgres({ data_dir: join(home, 'postgres'), durable: false })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  await prepareDatabase(server.url.replace(/\/postgres$/, `/${TEMPLATE}`))
  project.provide('database_url', server.url)
  return async () => {
    await server.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
