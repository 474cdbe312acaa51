import { formatInstant } from '@/lib/kernel/format'
import { addMs, toInstant, toMs } from '@/lib/kernel/time'
import type { Role } from '@/schemas/actor'
import type { Approval } from '@/schemas/approval'
import type { Level } from '@/schemas/policy'
import type { Instant } from '@/schemas/time'

const SLA_SEC = 24 * 3600

/** Who may sign, too, once nobody has decided within the agreed time. Automatic and delayed plans ask nobody, and a broken glass has no further instance. */
export const ESCALATES_TO: Readonly<Record<Level, readonly Role[]>> = {
  L0: [],
  delayed: [],
  L1: ['owner', 'manager', 'admin'],
  L2: ['manager', 'admin'],
  L3: [],
}

/** When a decision is due: a day after the request, or half of a shorter window. */
export const slaOf = (now: Instant, window_sec: number): Instant => addMs(now, (window_sec > SLA_SEC ? SLA_SEC : window_sec / 2) * 1000)

/** What time may do to an open request; it never approves. */
export type TimedStep = 'remind' | 'escalate' | 'end'

/** The next thing that time does to an open request, and when. Null when it is closed. */
export function nextStep(approval: Approval): { step: TimedStep; at: Instant } | null {
  const { state, proposed_at, sla_at, reminded_at, escalated_at, deadline } = approval
  if (state !== 'pending' && state !== 'veto_open') return null
  if (state === 'pending' && sla_at !== undefined && escalated_at === undefined) {
    const half = toInstant((toMs(proposed_at) + toMs(sla_at)) / 2)
    if (reminded_at === undefined && half < deadline) return { step: 'remind', at: half }
    if (sla_at < deadline) return { step: 'escalate', at: sla_at }
  }
  return { step: 'end', at: deadline }
}

/** When this request is looked at next, for the case's due time. */
export const nextMoment = (approval: Approval | null): Instant | null => (approval === null ? null : (nextStep(approval)?.at ?? null))

export const remind = (approval: Approval, now: Instant): Approval => ({ ...approval, reminded_at: now, state_version: approval.state_version + 1 })

/** Lets the next roles sign, too. A reminder that has not been sent is no longer needed. */
export const escalate = (approval: Approval, now: Instant): Approval => ({
  ...approval,
  reminded_at: approval.reminded_at ?? now,
  escalated_at: now,
  state_version: approval.state_version + 1,
})

/** "Nobody has decided yet; it is due by 20 Nov 09:00 UTC" */
export const reminderText = ({ sla_at, deadline }: Approval): string => `Nobody has decided yet; it is due by ${formatInstant(sla_at ?? deadline)}`
