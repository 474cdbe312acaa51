import pg from 'pg'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'

/**
 * One statement as the database's owner, on a connection of its own: for the command line, where somebody looks after the database. Nothing that answers a
 * request may use it.
 */
export async function asOwner<T>(text: string, values: readonly unknown[]): Promise<T[]> {
  const { database_url } = config()
  invariant(database_url, 'DATABASE_URL is not set and no embedded database was started')
  const owner = new pg.Client({ connectionString: database_url })
  await owner.connect()
  try {
    return (await owner.query(text, [...values])).rows as T[]
  } finally {
    await owner.end()
  }
}
