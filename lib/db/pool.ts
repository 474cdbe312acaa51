import pg from 'pg'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'
import { makePool } from './make-pool'

// bigint and numeric stay text: a float would lose cents.
pg.types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value) => new Date(value).toISOString())
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value)

// Next reloads modules in development; the pool must survive that.
export const shared = globalThis as unknown as { countersign_pool?: pg.Pool }

/** This process's connections. Only stores and lib/db may ask for them. */
export function pool(): pg.Pool {
  if (shared.countersign_pool === undefined) {
    const { database_url } = config()
    invariant(database_url, 'DATABASE_URL is not set and no embedded database was started: run `npm start`')
    shared.countersign_pool = makePool(database_url, 10)
  }
  return shared.countersign_pool
}

/** Rows of a read. Writes go through `change` (audited) or `scratch` (transcripts and caches). */
export async function rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await pool().query(text, values as unknown[])).rows as T[]
}
