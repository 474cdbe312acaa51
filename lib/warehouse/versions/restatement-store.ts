import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { Restatement } from '@/schemas/restatement'
import { Month } from '@/schemas/time'

/** Restatements that nobody has acknowledged, newest month first. */
export async function openRestatements(tenant_id: string): Promise<Restatement[]> {
  const found = await rows<{ body: unknown }>(
    `select body from restatement where tenant_id = $1 and state = 'open' order by billing_month desc, source, restatement_id limit 200`,
    [tenant_id],
  )
  return found.map(({ body }) => Restatement.parse(body))
}

export type RestatementState = Restatement['state']
export type RestatementPage = { restatements: Restatement[]; next: string | null }

/**
 * One page of restatements in a state, or in any, newest month first, and the cursor of the next; null at the end. Throws Fault `validation_failed` for a
 * cursor that is none.
 */
export async function restatementPage(tenant_id: string, state: RestatementState | null, cursor: string | null, limit: number): Promise<RestatementPage> {
  const [month = '', source = '', restatement_id = ''] = cursor?.split('~') ?? []
  if (cursor !== null && !(Month.safeParse(month).success && restatement_id.startsWith('rst_')))
    throw new Fault('validation_failed', 'after: is no place in this list: begin at its first page', { field: 'after' })
  const found = await rows<{ body: unknown }>(
    `select body from restatement where tenant_id = $1 and ($2::text is null or state = $2)
       and ($3::text = '' or billing_month < $3 or (billing_month = $3 and (source, restatement_id) > ($4, $5)))
     order by billing_month desc, source, restatement_id limit $6`,
    [tenant_id, state, month, source, restatement_id, limit + 1],
  )
  const restatements = found.slice(0, limit).map(({ body }) => Restatement.parse(body))
  const last = restatements.at(-1)
  return { restatements, next: found.length > limit && last !== undefined ? `${last.billing_month}~${last.source}~${last.restatement_id}` : null }
}

/** What was told of each month last, and was not taken back: what a newer version of it is compared by. */
export async function toldRestatements(tenant_id: string): Promise<Restatement[]> {
  const found = await rows<{ body: unknown }>(
    `select distinct on (source, billing_month) body from restatement
     where tenant_id = $1 and state <> 'withdrawn' order by source, billing_month, to_version desc, restatement_id`,
    [tenant_id],
  )
  return found.map(({ body }) => Restatement.parse(body))
}

/** What was told of each month first, and was not taken back: the version that the month had closed with, whatever was acknowledged since. */
export async function firstRestatements(tenant_id: string): Promise<Restatement[]> {
  const found = await rows<{ body: unknown }>(
    `select distinct on (source, billing_month) body from restatement
     where tenant_id = $1 and state <> 'withdrawn' order by source, billing_month, (body ->> 'from_version')::int, restatement_id`,
    [tenant_id],
  )
  return found.map(({ body }) => Restatement.parse(body))
}

/** One restatement, held until the end of the transaction. Throws `not_found`. */
export async function lockRestatement(tx: Tx, tenant_id: string, restatement_id: string): Promise<Restatement> {
  const [found] = await tx.query<{ body: unknown }>('select body from restatement where tenant_id = $1 and restatement_id = $2 for update', [
    tenant_id,
    restatement_id,
  ])
  if (found === undefined)
    throw new Fault('not_found', 'there is no such restatement: the inbox and `countersign restatements` list those that are open', { restatement_id })
  return Restatement.parse(found.body)
}

/** Keeps a restatement as it is now. */
export async function saveRestatement(tx: Tx, tenant_id: string, restatement: Restatement): Promise<void> {
  const { restatement_id, source, billing_month, state, to_version } = restatement
  await tx.query(
    `insert into restatement (tenant_id, restatement_id, source, billing_month, state, to_version, body) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (tenant_id, restatement_id) do update set state = excluded.state, to_version = excluded.to_version, body = excluded.body`,
    [tenant_id, restatement_id, source, billing_month, state, to_version, JSON.stringify(restatement)],
  )
}
