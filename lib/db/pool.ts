import pg from 'pg'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'
import { APP_ROLE } from './role'

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
    shared.countersign_pool = new pg.Pool({ connectionString: database_url, max: 10, options: `-c role=${APP_ROLE}`, application_name: 'countersign' })
    // An idle connection that the server closes must not end the process; the next query reconnects.
    shared.countersign_pool.on('error', () => undefined)
  }
  return shared.countersign_pool
}

/** Rows of a read. Writes go through `change` (audited) or `scratch` (transcripts and caches). */
export async function rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await pool().query(text, values as unknown[])).rows as T[]
}
