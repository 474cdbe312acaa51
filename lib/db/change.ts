import pg from 'pg'
import { invariant } from '@/lib/kernel/errors'
import type { AuditEvent } from '@/schemas/audit'
import { type AuditPosition, appending, columnsOf, type EventColumns, type PositionRow, readPosition } from './append-events'
import { appendTogether } from './append-together'
import { durably } from './flush-log'
import { giveBack } from './give-back'
import { keptPlan } from './kept-plan'
import { pool, queryShowing } from './pool'

declare const IN_CHANGE: unique symbol
type Query = <T = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<T[]>

/** A connection inside `change`. Every store that writes a decision takes this type, which cannot be had elsewhere, so nothing is written without an event. */
export type Tx = { query: Query; [IN_CHANGE]: true }

/** What a change hands back: its result, and the events that describe it. At least one, or it does not compile. */
export type Changed<T> = { result: T; events: readonly [AuditEvent, ...AuditEvent[]] }

/** For work that found nothing to do: the transaction is rolled back, so that no write can hide behind it. */
export type Unchanged<T> = { result: T; unchanged: true }

/**
 * Runs `work` in one transaction and appends the events it returns to the tenant's chain; if anything fails, everything rolls back.
 * The event and the change commit together. Do not move the append out of the transaction: `verify` would report a gap it cannot explain.
 */
export async function change<T>(tenant_id: string, work: (tx: Tx) => Promise<Changed<T>>): Promise<{ result: T; audit: AuditPosition }> {
  const { result, audit } = await changeIf(tenant_id, work)
  invariant(audit !== null, 'a change left no audit event')
  return { result, audit }
}

/** As `change`, for work that may find nothing to do; `audit` is null then. */
export const changeIf = <T>(tenant_id: string, work: (tx: Tx) => Promise<Changed<T> | Unchanged<T>>): Promise<{ result: T; audit: AuditPosition | null }> =>
  carryOut(tenant_id, work, 'now')

/**
 * As `change`, and resolves when it is committed and not only when the disk has it. For a step that is told to nobody until something durable has been written
 * behind it, as a drive ends with its position: the log is flushed in order, so that carries this step with it. So does whatever another process makes of it,
 * which takes a job, a claim or a change of its own first.
 */
export async function changeOnTheWay<T>(tenant_id: string, work: (tx: Tx) => Promise<Changed<T>>): Promise<{ result: T }> {
  const { result } = await carryOut(tenant_id, work, 'later')
  return { result }
}

type Flush = 'now' | 'later'

async function carryOut<T>(
  tenant_id: string,
  work: (tx: Tx) => Promise<Changed<T> | Unchanged<T>>,
  flush: Flush,
): Promise<{ result: T; audit: AuditPosition | null }> {
  const transaction = transactionOf(tenant_id)
  let is_over = false
  let failed: unknown
  const query: Query = async (text, values = []) => {
    // After the end it would be a transaction of its own: committed by itself and without an event.
    invariant(!is_over, 'a query came after its change had ended: work resolves or fails only when all of its queries have')
    const [, { rows }] = await Promise.all([transaction.begin(), transaction.send((client) => client.query({ ...keptPlan(text), values: [...values] }))])
    return rows
  }
  const tx = { query } as Tx // safe: a connection carries out what it is sent in order, and `begin` was sent first
  try {
    const done = await work(tx)
    is_over = true
    if ('events' in done) return { result: done.result, audit: await append(transaction, tenant_id, done.events, flush) }
    if (transaction.has_begun()) await transaction.send((client) => client.query('rollback'))
    return { result: done.result, audit: null }
  } catch (error) {
    is_over = true
    failed = error
    // The connection may be gone; the first error is the one to tell.
    if (transaction.has_begun()) await transaction.send((client) => client.query('rollback')).catch(() => undefined)
    throw error
  } finally {
    await transaction.release(failed)
  }
}

/** A connection that is taken, and a transaction that is begun, by the first query and sent with it: work that asks the database nothing holds neither. */
type Transaction = {
  has_begun(): boolean
  /** Resolves to the offset of the tenant's clock; null for a tenant that this change makes. */
  begin(): Promise<string | null>
  send<T>(what: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** `error`: what ended the transaction, if anything did. */
  release(error: unknown): Promise<void>
}

function transactionOf(tenant_id: string): Transaction {
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

async function append(transaction: Transaction, tenant_id: string, events: readonly AuditEvent[], flush: Flush): Promise<AuditPosition> {
  // A change that is nothing but its events needs no transaction of its own where the time is known without one.
  const offset = transaction.has_begun() ? null : await fixedOffset(tenant_id)
  const clock_offset_ms = offset ?? (await transaction.begin())
  const columns = events.map((event) => columnsOf(event, clock_offset_ms))
  return offset !== null ? appendTogether(tenant_id, columns) : transaction.send((client) => appendAndCommit(client, tenant_id, columns, flush))
}

// Offsets of clocks that never move, by tenant: all but those of demonstration tenants, which are null. Callers of the same moment ask once and go on in their order.
const fixed = new Map<string, Promise<string | null | undefined>>()

/** The offset of a clock that never moves; null where it may, and for a tenant that is not there yet. */
async function fixedOffset(tenant_id: string): Promise<string | null> {
  const asked = fixed.get(tenant_id) ?? askOffset(tenant_id)
  fixed.set(tenant_id, asked)
  // What was not answered, and a tenant that may be made any time, is asked for again.
  const offset = await asked.catch((error: unknown) => {
    fixed.delete(tenant_id)
    throw error
  })
  if (offset === undefined) fixed.delete(tenant_id)
  return offset ?? null
}

async function askOffset(tenant_id: string): Promise<string | null | undefined> {
  const text = 'select case when not is_demonstration then clock_offset_ms end as clock_offset_ms from tenant where tenant_id = $1'
  const [tenant] = await queryShowing<{ clock_offset_ms: string | null }>(tenant_id, keptPlan(text), [tenant_id])
  return tenant?.clock_offset_ms
}

/**
 * Appends the events and commits, in one round trip: the head of a chain is locked from its append to its commit, so that moment is kept short.
 * The commit itself lets go of its locks before the disk has it, and then a record of its own is flushed. The log is flushed in order, so what came
 * before it is on the disk too, and writers of one chain wait for the disk together instead of one after the other. The caller goes on when it is there.
 * Resolves to the position of the last event.
 */
async function appendAndCommit(client: pg.PoolClient, chain: string, events: readonly EventColumns[], flush: Flush): Promise<AuditPosition> {
  // A commit after an append that failed only rolls back, and the failure is the answer.
  const commit = () => Promise.all([client.query<PositionRow>(appending(chain, events)), client.query('commit')])
  const [landed] = await (flush === 'now' ? durably(client, commit) : commit())
  return readPosition(landed.rows[0])
}
