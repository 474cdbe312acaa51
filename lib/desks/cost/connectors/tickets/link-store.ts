import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { scratch } from '@/lib/db/scratch'
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

// Longer than the search of a ticket service lags behind what was written.
const SEARCH_LAG = '2 minutes'

/**
 * Whether a ticket may be asked for now. The answer is durable before the asking, so that of two workers one is told yes, and so that one whose answer
 * was lost is looked for, and not opened again, until the service's own search must know it. `at` is system time.
 */
export async function mayAskForTicket(tenant_id: string, connector: string, dedupe_key: string, at: Instant): Promise<boolean> {
  const kept = await scratch(
    `insert into ticket_link (tenant_id, connector, dedupe_key, ticket, opened_at) values ($1, $2 || ':asked', $3, '{}', $4)
     on conflict (tenant_id, connector, dedupe_key) do update set opened_at = excluded.opened_at
       where ticket_link.opened_at < excluded.opened_at - $5::interval returning 1`,
    [tenant_id, connector, dedupe_key, at, SEARCH_LAG],
  )
  return kept.length === 1
}
