import type { ReversibilityClass } from '@/schemas/action'
import type { CommandName } from '@/schemas/command'
import type { JobName } from '@/schemas/job'
import type { ScheduleName } from '@/schemas/schedule'

/** What a case does beside its plan: it changes no resource, so it needs no approval and no rollback. `by` is the one place that does it, `back` what takes it back. */
export type Effect = {
  reversibility: ReversibilityClass
  base_risk: number
  by: { job: JobName } | { command: CommandName } | { schedule: ScheduleName }
  back: { job: JobName } | { command: CommandName } | null
}

const effect = (base_risk: number, by: Effect['by'], back: Effect['back']): Effect => ({ reversibility: 'R0', base_risk, by, back })

/** The effects of the catalogue by name. A message cannot be taken back; a ticket is settled with its case; an accepted baseline is a rule that somebody may lift. */
export const EFFECTS: Readonly<Record<string, Effect>> = {
  notify_owner: effect(0, { job: 'owner.notify' }, null),
  open_ticket: effect(2, { job: 'ticket.open' }, { job: 'ticket.settle' }),
  renew_commitment_alert: effect(3, { schedule: 'detection' }, null),
  accept_baseline: effect(5, { command: 'anomaly.assess' }, { command: 'quiet.lift' }),
}
