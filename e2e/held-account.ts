import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import pg from 'pg'

/** A simulated account that answers no change until it is released, and lets itself be looked at meanwhile. */
type HeldAccount = { /** Resolves when a change waits for it. */ asked(): Promise<void>; release(): Promise<void> }

/** The account keeps what happened to it in one table: whoever locks it decides when the next change is taken, however slow the machine is. */
export async function holdAccount(home: string): Promise<HeldAccount> {
  const port = readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]
  const holder = new pg.Client({ connectionString: `postgres://countersign@127.0.0.1:${port}/postgres` })
  await holder.connect()
  await holder.query('begin')
  await holder.query('lock table simulated_event in exclusive mode')
  const waiting = async (): Promise<number> =>
    (await holder.query("select 1 from pg_locks where relation = 'simulated_event'::regclass and not granted")).rowCount ?? 0
  return {
    asked: () => expect.poll(waiting, { timeout: 60_000 }).toBeGreaterThan(0),
    async release() {
      await holder.query('commit')
      await holder.end()
    },
  }
}
