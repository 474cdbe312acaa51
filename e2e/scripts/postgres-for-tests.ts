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

type Server = { url: string; stop(): Promise<void> }
// Vitest loads this file anew for every project of a run.
const run = globalThis as unknown as { countersign_test_server?: { begun: Promise<Server>; projects: number } }

/**
 * One throw-away Postgres for the whole run with a migrated template database. A test file that needs a database calls
 * `testDatabase()` of `./test-database.ts`, which clones the template.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.countersign_test_server ??= { begun: begin(), projects: 0 }
  const server = run.countersign_test_server
  server.projects += 1
  project.provide('database_url', (await server.begun).url)
  return async () => {
    server.projects -= 1
    if (server.projects > 0) return
    delete run.countersign_test_server
    await (await server.begun).stop()
  }
}

async function begin(): Promise<Server> {
  const home = scratchFolder('countersign-test-')
  const server = await startEmbeddedPostgres({ data_dir: join(home, 'postgres'), durable: false })
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  await prepareDatabase(server.url.replace(/\/postgres$/, `/${TEMPLATE}`))
  return {
    url: server.url,
    stop: async () => {
      await server.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
