import pg from 'pg'
import { invariant } from '@/lib/kernel/errors'
import { TenantId } from '@/schemas/ids'
import { giveBack } from './give-back'
import { keptPlan } from './kept-plan'
import { pool, type TenantValues } from './pool'

export type Query = <T = Record<string, unknown>>(text: string, values: TenantValues) => Promise<T[]>

/**
 * As `scratch`, for several statements that nobody else may come between: work of one name and tenant runs one after the other, in whichever process.
 * It may only use the connection that it is given: whoever waits here holds one, and a holder that needed a second could wait for them for ever.
 */
export async function scratchAlone<T>(tenant_id: string, name: string, work: (query: Query) => Promise<T>): Promise<T> {
  invariant(TenantId.safeParse(tenant_id).success, 'work that is done alone is done for one tenant')
  const client = await pool().connect()
  let is_over = false
  let failed: unknown
  const query: Query = async (text, values) => {
    // After the end the connection is somebody else's.
    invariant(!is_over, 'a query came after the work that it belongs to had ended: work resolves or fails only when all of its queries have')
    return (await client.query({ ...keptPlan(text), values: [...values] })).rows
  }
  try {
    await client.query(
      `begin; select set_config('countersign.tenant', ${pg.escapeLiteral(tenant_id)}, true); select pg_advisory_xact_lock(hashtextextended(${pg.escapeLiteral(`${name}:${tenant_id}`)}, 0))`,
    )
    const result = await work(query)
    is_over = true
    await client.query('commit')
    return result
  } catch (error) {
    is_over = true
    failed = error
    await client.query('rollback').catch(() => undefined) // the connection may be gone; the first error is the one to tell
    throw error
  } finally {
    giveBack(client, failed)
  }
}
