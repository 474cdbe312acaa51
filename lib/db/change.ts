import type pg from 'pg'
import { invariant } from '@/lib/kernel/errors'
import type { AuditEvent } from '@/schemas/audit'
import { type AuditPosition, appending, columnsOf, type EventColumns, type PositionRow, readPosition } from './append-events'
import { appendTogether } from './append-together'
import { fixedOffset } from './fixed-offset'
import { durably } from './flush-log'
import { keptPlan } from './kept-plan'
import { type Transaction, transactionOf } from './transaction'

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
  carryOut(tenant_id, work, 'durable')

/**
 * As `change`, but resolves as soon as it is committed, before the disk has it. For a step that is told to nobody until something durable is written behind it,
 * as a drive ends with its position. The log is flushed in order, so that write carries this step with it; so does the job, claim or change that another
 * process has to write before it makes anything of this step.
 */
export async function changeOnTheWay<T>(tenant_id: string, work: (tx: Tx) => Promise<Changed<T>>): Promise<{ result: T }> {
  const { result } = await carryOut(tenant_id, work, 'committed')
  return { result }
}

/** When a change is told to its caller: once the disk has it, or once it is committed. */
type ToldWhen = 'durable' | 'committed'

async function carryOut<T>(
  tenant_id: string,
  work: (tx: Tx) => Promise<Changed<T> | Unchanged<T>>,
  told_when: ToldWhen,
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
    if ('events' in done) return { result: done.result, audit: await append(transaction, tenant_id, done.events, told_when) }
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

async function append(transaction: Transaction, tenant_id: string, events: readonly AuditEvent[], told_when: ToldWhen): Promise<AuditPosition> {
  const columnsAt = (clock_offset_ms: string | null) => events.map((event) => columnsOf(event, clock_offset_ms))
  // A change that is nothing but its events needs no transaction of its own where the time is known without one.
  const offset = transaction.has_begun() ? null : await fixedOffset(tenant_id)
  if (offset !== null) return appendTogether(tenant_id, columnsAt(offset))
  const columns = columnsAt(await transaction.begin())
  return transaction.send((client) => appendAndCommit(client, tenant_id, columns, told_when))
}

/**
 * Appends the events and commits, in one round trip: the head of a chain is locked from its append to its commit, so that moment is kept short. The commit lets
 * go of its locks before the disk has it, and a record of its own is flushed behind it: writers of one chain wait for the disk together instead of one after
 * the other. Resolves to the position of the last event.
 */
async function appendAndCommit(client: pg.PoolClient, chain: string, events: readonly EventColumns[], told_when: ToldWhen): Promise<AuditPosition> {
  // A commit after an append that failed only rolls back, and the failure is the answer.
  const commit = () => Promise.all([client.query<PositionRow>(appending(chain, events)), client.query('commit')])
  const [landed] = await (told_when === 'durable' ? durably(client, commit) : commit())
  return readPosition(landed.rows[0])
}
