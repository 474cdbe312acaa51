import pg from 'pg'
import { canonicalJson } from '@/lib/kernel/canonical'
import { invariant } from '@/lib/kernel/errors'
import { redactDeep } from '@/lib/kernel/redact'
import { toInstant } from '@/lib/kernel/time'
import type { AuditEvent } from '@/schemas/audit'
import { durably } from './flush-log'
import { keptPlan } from './kept-plan'
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
  let begun: Promise<string | null> | null = null
  try {
    // Begun by the first query, and sent with it: work that asks the database nothing is written in one round trip.
    const begin = (): Promise<string | null> => {
      begun ??= beginOf(client, tenant_id)
      return begun
    }
    const query: Query = async (text, values = []) => {
      const [, { rows }] = await Promise.all([begin(), client.query({ ...keptPlan(text), values: [...values] })])
      return rows
    }
    const tx = { query } as Tx // safe: a connection carries out what it is sent in order, and `begin` was sent first
    const done = await work(tx)
    if ('events' in done) {
      const offset = begun === null ? await fixedOffset(client, tenant_id) : null
      const audit =
        offset === null ? await appendAndCommit(client, tenant_id, done.events, await begin()) : await appendAlone(client, tenant_id, done.events, offset)
      return { result: done.result, audit }
    }
    if (begun !== null) await client.query('rollback')
    return { result: done.result, audit: null }
  } catch (error) {
    await client.query('rollback').catch(() => undefined) // the connection may be gone; the first error is the one to tell
    throw error
  } finally {
    client.release()
  }
}

/** One round trip. Row-level security holds everything in the transaction to this tenant; the settings end with it. Resolves to the offset of the tenant's clock; null for a tenant that this change makes. */
async function beginOf(client: pg.PoolClient, tenant_id: string): Promise<string | null> {
  const [, found] = (await client.query(`begin; select begin_change(${pg.escapeLiteral(tenant_id)}) as clock_offset_ms`)) as unknown as [
    unknown,
    pg.QueryResult<{ clock_offset_ms: string | null }>,
  ] // safe: one result for each statement
  return found.rows[0]?.clock_offset_ms ?? null
}

// Offsets of clocks that never move, by tenant: all but those of demonstration tenants.
const fixed = new Map<string, string>()

/** The offset of a clock that never moves; null where it may, and for a tenant that is not there yet. */
async function fixedOffset(client: pg.PoolClient, tenant_id: string): Promise<string | null> {
  const known = fixed.get(tenant_id)
  if (known !== undefined) return known
  const tenant = pg.escapeLiteral(tenant_id)
  const [, , found] = (await client.query(
    `begin; select set_config('countersign.tenant', ${tenant}, true); select clock_offset_ms from tenant where tenant_id = ${tenant} and not is_demonstration; rollback`,
  )) as unknown as [unknown, unknown, pg.QueryResult<{ clock_offset_ms: string }>] // safe: one result for each statement
  const offset = found.rows[0]?.clock_offset_ms ?? null
  if (offset !== null) fixed.set(tenant_id, offset)
  return offset
}

/**
 * Appends the events and commits, in one round trip: the head of a chain is locked from its append to its commit, so that moment is kept short.
 * The commit itself lets go of its locks before the disk has it, and then a record of its own is flushed. The log is flushed in order, so what came
 * before it is on the disk too, and writers of one chain wait for the disk together instead of one after the other. The caller goes on when it is there.
 * Resolves to the position of the last event. `clock_offset_ms` is null for a tenant that this change makes.
 */
async function appendAndCommit(client: pg.PoolClient, chain: string, events: readonly AuditEvent[], clock_offset_ms: string | null): Promise<AuditPosition> {
  const append = appending(chain, events, clock_offset_ms)
  // A commit after an append that failed only rolls back, and the failure is the answer.
  const [landed] = await durably(client, () => Promise.all([client.query<Position>(append), client.query('commit')]))
  return positionOf(landed)
}

/** As `appendAndCommit`, for a change that is nothing but its events: nothing has begun, and one event needs nothing to begin. */
async function appendAlone(client: pg.PoolClient, chain: string, events: readonly AuditEvent[], clock_offset_ms: string): Promise<AuditPosition> {
  const [event, ...others] = events
  if (event === undefined || others.length > 0) {
    const [, audit] = await Promise.all([beginOf(client, chain), appendAndCommit(client, chain, events, clock_offset_ms)])
    return audit
  }
  const append = { ...keptPlan('select seq, hash from audit.append_alone($1, $2, $3, $4, $5)'), values: [chain, ...columnsOf(event, clock_offset_ms)] }
  return positionOf(await durably(client, () => client.query<Position>(append)))
}

type Position = { seq: string; hash: string }
const positionOf = ({ rows: [last] }: pg.QueryResult<Position>): AuditPosition => ({ seq: Number(last?.seq), hash: last?.hash ?? '' })

function appending(chain: string, events: readonly AuditEvent[], clock_offset_ms: string | null): pg.QueryConfig {
  const [event, ...others] = events
  if (event !== undefined && others.length === 0)
    return { ...keptPlan('select seq, hash from audit.append_one($1, $2, $3, $4, $5)'), values: [chain, ...columnsOf(event, clock_offset_ms)] }
  const all = events.map((e) => columnsOf(e, clock_offset_ms))
  const values = [chain, ...[0, 1, 2, 3].map((column) => all.map((of) => of[column]))]
  return { ...keptPlan('select seq, hash from audit.append_all($1, $2, $3, $4, $5)'), values }
}

function columnsOf({ kind, subject, actor, body }: AuditEvent, clock_offset_ms: string | null): [string, string, string, string] {
  // When it happened on the tenant's own clock; the chain's `at` is the database's.
  const clock = clock_offset_ms === null ? {} : { tenant_now: toInstant(Date.now() + Number(clock_offset_ms)) }
  return [kind, subject, canonicalJson(actor), canonicalJson(redactDeep({ ...clock, ...body }))]
}
