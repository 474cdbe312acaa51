import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { Restatement } from '@/schemas/restatement'

/** Restatements that nobody has acknowledged, newest month first. */
export async function openRestatements(tenant_id: string): Promise<Restatement[]> {
  const found = await rows<{ body: unknown }>(
    `select body from restatement where tenant_id = $1 and state = 'open' order by billing_month desc, source, restatement_id limit 200`,
    [tenant_id],
  )
  return found.map(({ body }) => Restatement.parse(body))
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
  if (found === undefined) throw new Fault('not_found', 'there is no such restatement: the inbox lists those that are open', { restatement_id })
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
