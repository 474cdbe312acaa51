import pg from 'pg'
import { giveBack } from './give-back'
import { pool } from './pool'

/** A connection that is taken, and a transaction that is begun, by the first query and sent with it: work that asks the database nothing holds neither. */
export type Transaction = {
  has_begun(): boolean
  /** Resolves to the offset of the tenant's clock; null for a tenant that this change makes. */
  begin(): Promise<string | null>
  send<T>(what: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** `error`: what ended the transaction, if anything did. */
  release(error: unknown): Promise<void>
}

export function transactionOf(tenant_id: string): Transaction {
  let taken: Promise<pg.PoolClient> | null = null
  let begun: Promise<string | null> | null = null
  const send: Transaction['send'] = (what) => {
    taken ??= pool().connect()
    return taken.then(what)
  }
  return {
    has_begun: () => begun !== null,
    begin() {
      begun ??= send((client) => beginOf(client, tenant_id))
      return begun
    },
    send,
    async release(error) {
      await taken?.then((client) => giveBack(client, error)).catch(() => undefined) // none was to be had: whoever asked has been told
    },
  }
}

/** One round trip. Row-level security holds everything in the transaction to this tenant; the settings end with it. */
async function beginOf(client: pg.PoolClient, tenant_id: string): Promise<string | null> {
  const [, found] = (await client.query(`begin; select begin_change(${pg.escapeLiteral(tenant_id)}) as clock_offset_ms`)) as unknown as [
    unknown,
    pg.QueryResult<{ clock_offset_ms: string | null }>,
  ] // safe: one result for each statement
  return found.rows[0]?.clock_offset_ms ?? null
}
