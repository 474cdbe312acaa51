import pg from 'pg'
import { afterAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { giveBack } from './give-back'
import { makePool } from './make-pool'

const database = testDatabase()
const owner = new pg.Client({ connectionString: database.owner_url() })
afterAll(() => owner.end())

/** What a connection says when the server ends it in the middle of a query. */
async function ended(client: pg.PoolClient): Promise<unknown> {
  const [row] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows
  const told = client.query('select pg_sleep(60)').catch((error: unknown) => error)
  await owner.query('select pg_terminate_backend($1)', [row?.pid])
  return told
}

it('throws a connection away that the server has ended, so that the next query has a living one', async () => {
  await owner.connect()
  const pool = makePool(database.owner_url(), 1)
  for (let round = 0; round < 5; round++) {
    const client = await pool.connect()
    giveBack(client, await ended(client))
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
  }
  await pool.end()
})

it('keeps a connection whose query was only refused', async () => {
  const pool = makePool(database.owner_url(), 1)
  const client = await pool.connect()
  const [before] = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows
  giveBack(client, await client.query('select 1/0').catch((error: unknown) => error))
  expect((await pool.query<{ pid: number }>('select pg_backend_pid() as pid')).rows).toEqual([before])
  await pool.end()
})
