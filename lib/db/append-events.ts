import type pg from 'pg'
import { canonicalJson } from '@/lib/kernel/canonical'
import { redactDeep } from '@/lib/kernel/redact'
import { toInstant } from '@/lib/kernel/time'
import { storableJson } from '@/lib/kernel/well-formed'
import type { AuditEvent } from '@/schemas/audit'
import { keptPlan } from './kept-plan'

/** Where an event landed in its tenant's chain. */
export type AuditPosition = { seq: number; hash: string }

/** An event as the chain keeps it: kind, subject, actor and body. */
export type EventColumns = readonly [kind: string, subject: string, actor: string, body: string]

export type PositionRow = { seq: string; hash: string }
export const readPosition = (row: PositionRow | undefined): AuditPosition => ({ seq: Number(row?.seq), hash: row?.hash ?? '' })

/** `clock_offset_ms` is null for a tenant that the change makes. Throws for a body that is no JSON. */
export function columnsOf({ kind, subject, actor, body }: AuditEvent, clock_offset_ms: string | null): EventColumns {
  // When it happened on the tenant's own clock; the chain's `at` is the database's.
  const clock = clock_offset_ms === null ? {} : { tenant_now: toInstant(Date.now() + Number(clock_offset_ms)) }
  return [kind, subject, keptJson(actor), keptJson(redactDeep({ ...clock, ...body }))]
}

/** An entry is never changed, so what could not be asked about later must not get in. */
const keptJson = (value: unknown): string => storableJson(value, canonicalJson)

/** Appends a change's events inside its transaction; the row that comes back is the position of the last one. */
export function appending(chain: string, events: readonly EventColumns[]): pg.QueryConfig {
  const [event, ...others] = events
  if (event !== undefined && others.length === 0)
    return { ...keptPlan('select seq, hash from audit.append_one($1, $2, $3, $4, $5)'), values: [chain, ...event] }
  return { ...keptPlan('select seq, hash from audit.append_all($1, $2, $3, $4, $5)'), values: [chain, ...byColumn(events)] }
}

/** Appends events that are whole changes of their own, in a transaction of its own; a row for each comes back, in their order. */
export function appendingGroup(chain: string, events: readonly EventColumns[]): pg.QueryConfig {
  const [event, ...others] = events
  if (event !== undefined && others.length === 0)
    return { ...keptPlan('select seq, hash from audit.append_alone($1, $2, $3, $4, $5)'), values: [chain, ...event] }
  return { ...keptPlan('select seq, hash from audit.append_group($1, $2, $3, $4, $5)'), values: [chain, ...byColumn(events)] }
}

const byColumn = (events: readonly EventColumns[]): string[][] => [0, 1, 2, 3].map((column) => events.map((event) => event[column] ?? ''))
