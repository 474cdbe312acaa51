import { sourcesOf } from '@/agent/desks/cost/connect/sources'
import { getCase, lockCase, saveCase } from '@/lib/cases/store'
import { changeIf } from '@/lib/db/change'
import { findTicketLink, keepTicketLink, mayAskForTicket } from '@/lib/desks/cost/connectors/tickets/link-store'
import type { TicketPort } from '@/lib/desks/cost/connectors/tickets/port'
import { proposalLines } from '@/lib/desks/cost/connectors/tickets/ticket-lines'
import { draftTicket } from '@/lib/desks/cost/plan/draft-ticket'
import { getEvidence } from '@/lib/evidence/store'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { toInstant } from '@/lib/kernel/time'
import { Case } from '@/schemas/case'

/**
 * Opens the ticket of a case for which no action is safe in the tenant's ticket service, once for one incident, and shows it with the case. The job
 * runs again when the service could not be asked; a ticket that exists by then is found and not opened again.
 */
export async function openCaseTicket(tenant_id: string, case_id: string, port?: TicketPort): Promise<void> {
  const tickets = port ?? sourcesOf(await getTenant(tenant_id)).tickets
  const c = await getCase(tenant_id, case_id)
  if (tickets === null || c.status !== 'no_action' || c.plan === null || c.ticket?.url != null) return
  const draft = draftTicket(c, c.plan)
  const evidence = await getEvidence(tenant_id, c.evidence_ids)
  const lines = [...draft.lines, ...proposalLines(evidence), `Case: ${config().url}/cases/${c.case_id}`]
  const known = (await findTicketLink(tenant_id, tickets.connector, draft.dedupe_key)) ?? (await tickets.find(draft.dedupe_key))
  if (known === undefined && !(await mayAskForTicket(tenant_id, tickets.connector, draft.dedupe_key, toInstant(Date.now()))))
    throw new Fault('provider_down', 'this ticket was asked for a moment ago: it is looked for again when the search of the service must know it', { case_id })
  const opened = known ?? (await tickets.open(c, { ...draft, lines }))
  // A link that is not https is no link; the key still names the ticket.
  const ticket = Case.shape.ticket.safeParse(opened).success ? opened : { ...opened, url: null }
  const now = await tenantNow(tenant_id)
  await changeIf(tenant_id, async (tx) => {
    const current = await lockCase(tx, tenant_id, case_id)
    if (current.ticket?.key === ticket.key) return { result: undefined, unchanged: true as const }
    await keepTicketLink(tx, tenant_id, tickets.connector, draft.dedupe_key, ticket, now)
    await saveCase(tx, { ...current, ticket, updated_at: now }, current.revision)
    const body = { key: ticket.key, url: ticket.url, connector: tickets.connector, tenant_now: now }
    return { result: undefined, events: [{ kind: 'ticket.opened' as const, subject: case_id, actor: systemActor(tenant_id), body }] }
  })
}
