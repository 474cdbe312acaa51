import { openTicket } from '@/lib/cases/ticket'
import type { TicketPort } from './port'

/**
 * The built-in tickets: a ticket is part of its case and shown with it, so comments and the closing are the case's own audited events and
 * nothing is written elsewhere.
 */
export const localTickets: TicketPort = {
  connector: 'local-tickets',
  find: async () => undefined,
  open: async (c, text) => c.ticket ?? { ...openTicket(c), title: text.title },
  comment: async () => undefined,
  close: async () => undefined,
  check: async () => 'tickets are part of their cases',
}
