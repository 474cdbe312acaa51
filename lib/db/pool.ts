import pg from 'pg'
import { config } from '@/lib/kernel/config'
import { invariant } from '@/lib/kernel/errors'
import { TenantId } from '@/schemas/ids'
import { giveBack } from './give-back'
import { keptPlan } from './kept-plan'
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

/** The first value of a query on tenants' rows is the tenant: its connection shows that tenant's rows and no others, also where the `where` was forgotten. */
export type TenantValues = readonly [tenant_id: string, ...unknown[]]

/** Rows of a read. Writes go through `change` (audited) or `scratch` (transcripts and caches); what belongs to no tenant goes through `everyTenant`. */
export const rows = async <T>(text: string, values: TenantValues): Promise<T[]> => queryShowing<T>(tenantOf(values), { text }, values)

/** As `rows`, for what is asked again and again with few differences: the connection keeps the statement's plan. */
export const keptRows = async <T>(text: string, values: TenantValues): Promise<T[]> => queryShowing<T>(tenantOf(values), keptPlan(text), values)

function tenantOf([tenant_id]: TenantValues): string {
  invariant(TenantId.safeParse(tenant_id).success, 'a query names no tenant: make the tenant its first value, or use everyTenant where there is none')
  return tenant_id
}

// Kept on the connection, so that a query of the same tenant as the one before costs no extra round trip. Named in the global registry: Next loads this
// module once for every bundle, all of them share the connections, and each has to see what another one has set.
const SHOWN = Symbol.for('countersign: the tenant whose rows this connection shows')
type Connection = pg.PoolClient & { [SHOWN]?: string | undefined }

/** Runs one statement on a connection that row-level security holds to `shown`: a tenant's id, or `*`. For lib/db only. */
export async function queryShowing<T>(shown: string, statement: { name?: string; text: string }, values: readonly unknown[]): Promise<T[]> {
  const connection: Connection = await pool().connect()
  try {
    if (connection[SHOWN] !== shown) {
      connection[SHOWN] = undefined
      await connection.query("select set_config('countersign.tenant', $1, false)", [shown])
      connection[SHOWN] = shown
    }
    const { rows: found } = await connection.query({ ...statement, values: [...values] })
    giveBack(connection)
    return found as T[]
  } catch (error) {
    giveBack(connection, error)
    throw error
  }
}
