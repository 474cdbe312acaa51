import pg from 'pg'
import { canonicalJson } from '@/lib/kernel/canonical'
import { invariant } from '@/lib/kernel/errors'
import { redactDeep } from '@/lib/kernel/redact'
import { toInstant } from '@/lib/kernel/time'
import type { AuditEvent } from '@/schemas/audit'
import { pool } from './pool'

declare const IN_CHANGE: unique symbol
type Query = <T = Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<T[]>

/** A connection inside `change`. Every store that writes a decision takes this type, which cannot be had elsewhere, so nothing is written without an event. */
export type Tx = { query: Query; [IN_CHANGE]: true }

/** Where an event landed in its tenant's chain. */
export type AuditPosition = { seq: number; hash: string }

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
export async function changeIf<T>(
  tenant_id: string,
  work: (tx: Tx) => Promise<Changed<T> | Unchanged<T>>,
): Promise<{ result: T; audit: AuditPosition | null }> {
  const client = await pool().connect()
  try {
    // One round trip. Row-level security holds everything in the transaction to this tenant; the setting ends with it.
    const tenant = pg.escapeLiteral(tenant_id)
    const [, , clock] = (await client.query(
      `begin; select set_config('countersign.tenant', ${tenant}, true); select clock_offset_ms from tenant where tenant_id = ${tenant}`,
    )) as unknown as [unknown, unknown, pg.QueryResult<{ clock_offset_ms: string }>] // safe: one result for each statement
    const query: Query = async (text, values = []) => (await client.query(text, values as unknown[])).rows
    const tx = { query } as Tx // safe: `begin` has just succeeded on this connection
    const done = await work(tx)
    const audit = 'events' in done ? await append(tx, tenant_id, done.events, clock.rows[0]?.clock_offset_ms) : null
    await client.query(audit === null ? 'rollback' : 'commit')
    return { result: done.result, audit }
  } catch (error) {
    await client.query('rollback').catch(() => undefined) // the connection may be gone; the first error is the one to tell
    throw error
  } finally {
    client.release()
  }
}

/** Position of the last event. `clock_offset_ms` is absent for a tenant that this change makes. */
async function append(tx: Tx, chain: string, events: readonly AuditEvent[], clock_offset_ms: string | undefined): Promise<AuditPosition> {
  // When it happened on the tenant's own clock; the chain's `at` is the database's.
  const clock = clock_offset_ms === undefined ? {} : { tenant_now: toInstant(Date.now() + Number(clock_offset_ms)) }
  const appended = await tx.query<{ seq: string; hash: string }>(
    `select placed.seq, placed.hash from unnest($2::text[], $3::text[], $4::text[], $5::text[]) with ordinality as event (kind, subject, actor, body, nth)
     cross join lateral audit.append($1, event.kind, event.subject, event.actor, event.body) as placed order by event.nth`,
    [
      chain,
      events.map((event) => event.kind),
      events.map((event) => event.subject),
      events.map((event) => canonicalJson(event.actor)),
      events.map((event) => canonicalJson(redactDeep({ ...clock, ...event.body }))),
    ],
  )
  const last = appended.at(-1)
  return { seq: Number(last?.seq), hash: last?.hash ?? '' }
}
