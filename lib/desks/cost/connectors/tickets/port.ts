import type { Case } from '@/schemas/case'

export type Ticket = NonNullable<Case['ticket']>
export type TicketText = { title: string; lines: readonly string[]; labels: readonly string[]; dedupe_key: string }

/** Where people are asked to do what no template may. Opening twice for the same `dedupe_key` gives the same ticket. */
export type TicketPort = {
  connector: string
  /** The ticket that stands for an incident; undefined when the service knows none, which a search that lags says for a while, too. */
  find(dedupe_key: string): Promise<Ticket | undefined>
  open(c: Case, text: TicketText): Promise<Ticket>
  comment(ticket: Ticket, text: string): Promise<void>
  /** Says why and settles it; a ticket that is settled already stays as it is. Throws Fault `conflict` when the service has no such transition. */
  close(ticket: Ticket, because: string): Promise<void>
  /** Asks whether tickets could be opened now, without opening one. Resolves to what answered. */
  check(): Promise<string>
}
