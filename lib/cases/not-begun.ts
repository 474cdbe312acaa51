import type { CaseStatus } from '@/schemas/case'

/** Statuses in which a case has changed nothing, and nobody has let its plan go. */
export const NOT_BEGUN: readonly CaseStatus[] = [
  'detected',
  'triaged',
  'stale_plan',
  'plan_ready',
  'no_action',
  'policy_denied',
  'awaiting_approval',
  'awaiting_veto',
  'denied',
  'expired',
]
