import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import type { Instant } from '@/schemas/time'
import type { Ticket } from './port'

/** The ticket that stands for an incident already; undefined before one was opened. */
export async function findTicketLink(tenant_id: string, connector: string, dedupe_key: string): Promise<Ticket | undefined> {
  const [row] = await rows<{ ticket: Ticket }>('select ticket from ticket_link where tenant_id = $1 and connector = $2 and dedupe_key = $3', [
    tenant_id,
    connector,
    dedupe_key,
  ])
  return row?.ticket
}

export async function keepTicketLink(tx: Tx, tenant_id: string, connector: string, dedupe_key: string, ticket: Ticket, now: Instant): Promise<void> {
  await tx.query('insert into ticket_link (tenant_id, connector, dedupe_key, ticket, opened_at) values ($1, $2, $3, $4, $5) on conflict do nothing', [
    tenant_id,
    connector,
    dedupe_key,
    JSON.stringify(ticket),
    now,
  ])
}
