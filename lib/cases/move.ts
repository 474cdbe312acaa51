import { type Case, type CaseStatus, CLOSED_STATUSES, type Phase } from '@/schemas/case'
import type { Instant } from '@/schemas/time'

const PHASE_OF = {
  detected: 'watch',
  triaged: 'analyse',
  plan_ready: 'gate',
  no_action: 'gate',
  policy_denied: 'gate',
  awaiting_approval: 'gate',
  awaiting_veto: 'gate',
  denied: 'gate',
  expired: 'gate',
  approved: 'execute',
  executing: 'execute',
  executed: 'verify',
  verifying: 'verify',
  verified: 'closed',
  partial: 'closed',
  not_measurable: 'closed',
  rolling_back: 'execute',
  rolled_back: 'closed',
  escalated: 'verify',
  stale_plan: 'gate',
  withdrawn_by_restatement: 'closed',
  accepted: 'closed',
  error: 'gate',
} as const satisfies Record<CaseStatus, Phase>

const KEEPS_SNOOZE: readonly CaseStatus[] = ['detected', 'triaged', 'stale_plan', 'plan_ready', 'no_action', 'policy_denied', 'denied', 'expired']

/** Whether nothing more happens to this case by itself. */
export const isClosed = ({ status }: Pick<Case, 'status'>): boolean => (CLOSED_STATUSES as readonly CaseStatus[]).includes(status)

/** The case in its next status: phase and timeline follow from it. Pure; the revision rises when it is saved. */
export function moveCase(c: Case, status: CaseStatus, at: Instant, note: string, patch: Partial<Case> = {}): Case {
  const phase = PHASE_OF[status]
  // Whatever was waited for is over when the case moves.
  const waits = c.waits == null ? {} : { waits: null }
  // What the worker does by itself leaves a case where somebody put it; whatever a person or a run does brings it back.
  const snoozed = c.snoozed == null || KEEPS_SNOOZE.includes(status) ? {} : { snoozed: null }
  const stop = c.stop == null || status === 'executing' ? {} : { stop: null }
  return { ...c, ...waits, ...snoozed, ...stop, ...patch, status, phase, updated_at: at, timeline: [...c.timeline, { phase, status, at, note }] }
}
