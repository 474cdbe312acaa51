import { addBusinessSeconds, businessSecondsBetween, type Calendar } from '@/lib/kernel/business-time'
import type { Approval } from '@/schemas/approval'
import type { Instant } from '@/schemas/time'

/** Since when a plan was looked at again, and the hours that count for a window. */
export type Pause = { since: Instant; calendar: Calendar }

/**
 * A veto window stands still while its plan is looked at again: what was left of it then is left now, in hours that count. It never ends earlier than
 * it would have. A request for signatures is left alone: its deadline only ends it. Pure.
 */
export function giveBackTime(approval: Approval, { since, calendar }: Pause, now: Instant): Approval {
  const { state, deadline } = approval
  if (state !== 'veto_open' || since >= deadline || since >= now) return approval
  const later = addBusinessSeconds(now, businessSecondsBetween(since, deadline, calendar), calendar)
  return later <= deadline ? approval : { ...approval, deadline: later, state_version: approval.state_version + 1 }
}
