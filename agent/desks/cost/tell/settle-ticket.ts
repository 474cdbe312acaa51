import { sourcesOf } from '@/agent/desks/cost/connect/sources'
import { auditOfCase } from '@/lib/audit/store'
import { isClosed } from '@/lib/cases/move'
import { getCase } from '@/lib/cases/store'
import { change } from '@/lib/db/change'
import type { TicketPort } from '@/lib/desks/cost/connectors/tickets/port'
import { systemActor } from '@/lib/identity/system-actor'
import { getTenant, tenantNow } from '@/lib/identity/tenant-store'
import { STATUS_WORDS } from '@/lib/intents/code-words'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'

/**
 * Says in the tenant's ticket service how a case ended and settles its ticket, once. A service that could not be asked is asked again by the job; one
 * that has no way to settle it is left as it is, and the case's trail says so.
 */
export async function settleCaseTicket(tenant_id: string, case_id: string, port?: TicketPort): Promise<void> {
  const tickets = port ?? sourcesOf(await getTenant(tenant_id)).tickets
  const c = await getCase(tenant_id, case_id)
  const { ticket } = c
  if (tickets === null || !isClosed(c) || ticket?.url == null) return
  const closed_at = c.timeline.at(-1)?.at ?? c.updated_at
  const told = (await auditOfCase(tenant_id, case_id)).filter((e) => e.kind === 'ticket.settled')
  // A case that was taken up again and closed anew is told anew.
  if (told.some((e) => (JSON.parse(e.body) as { closed_at?: string }).closed_at === closed_at)) return
  const because = `${STATUS_WORDS[c.status]}: ${c.timeline.at(-1)?.note ?? 'the case ended'}. ${config().url}/cases/${case_id}`
  const refused = await tickets.close(ticket, because).then(
    () => null,
    (error: unknown) => {
      if (error instanceof Fault && error.code === 'conflict') return error.message
      throw error
    },
  )
  const now = await tenantNow(tenant_id)
  await change(tenant_id, async () => {
    const body = { key: ticket.key, connector: tickets.connector, is_settled: refused === null, refused, closed_at, tenant_now: now }
    return { result: undefined, events: [{ kind: 'ticket.settled', subject: case_id, actor: systemActor(tenant_id), body }] }
  })
}
