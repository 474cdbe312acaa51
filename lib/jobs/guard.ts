import { setTimeout } from 'node:timers/promises'
import pg from 'pg'
import { log } from '@/lib/kernel/log'

const RECONNECT_AFTER_MS = 200

export type Guard = {
  /** Holds the lock of a pool as long as this process lives. */
  hold(pool_id: string): void
  query: pg.Client['query']
  end(): Promise<void>
}

/**
 * A connection that says that this process lives. One that breaks is made again with all of its locks: the work of a process that only lost a connection is its
 * own.
 */
export async function startGuard(database_url: string): Promise<Guard> {
  const held = new Set<string>()
  let is_over = false
  let client = await connect()

  async function connect(): Promise<pg.Client> {
    const fresh = new pg.Client({ connectionString: database_url, application_name: 'countersign worker' })
    fresh.on('error', (error) => log.error('the worker lost its guard connection', error))
    await fresh.connect()
    fresh.on('end', () => void again())
    return fresh
  }
  async function again(): Promise<void> {
    while (!is_over) {
      try {
        client = await connect()
        if (is_over) return await client.end()
        for (const pool_id of held) lock(pool_id)
        return
      } catch (error) {
        log.error('the worker cannot connect its guard again yet', error)
        await setTimeout(RECONNECT_AFTER_MS)
      }
    }
  }
  const lock = (pool_id: string): void =>
    void client.query('select pg_advisory_lock(hashtext($1))', [pool_id]).catch((error: unknown) => log.error('the worker cannot hold its lock', error))
  return {
    hold(pool_id) {
      held.add(pool_id)
      lock(pool_id)
    },
    query: ((...asked: Parameters<pg.Client['query']>) => client.query(...asked)) as pg.Client['query'], // safe: handed on as it comes
    async end() {
      is_over = true
      await client.end()
    },
  }
}
