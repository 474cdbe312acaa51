import type { CaseStatus } from '@/schemas/case'

/** Statuses in which a plan may be sent for approval. Policy is asked again each time, so a denial of yesterday does not stop it. */
export const SUBMITTABLE: readonly CaseStatus[] = ['plan_ready', 'policy_denied', 'expired']
/** Statuses in which parameters of a plan may be changed: until somebody has let it go. */
export const EDITABLE: readonly CaseStatus[] = ['plan_ready', 'policy_denied', 'expired', 'denied', 'awaiting_approval', 'awaiting_veto']
/** Statuses in which a case may be put away: nothing calls a person, waits for a decision, is carried out or has ended. */
export const MAY_BE_PUT_AWAY: readonly CaseStatus[] = [
  'detected',
  'triaged',
  'stale_plan',
  'plan_ready',
  'no_action',
  'policy_denied',
  'denied',
  'expired',
  'error',
]
/** Statuses in which a plan may be made again: until somebody has let it go, and where nothing came of it. */
export const MAY_LOOK_AGAIN: readonly CaseStatus[] = [...EDITABLE, 'no_action', 'error']
export const CHECKABLE: readonly CaseStatus[] = ['executed', 'verifying', 'escalated']
export const UNDOABLE: readonly CaseStatus[] = ['executed', 'verifying', 'verified', 'partial', 'not_measurable', 'escalated', 'error']
// While something is carried out, undone or measured, a case ends by itself.
export const UNDER_WAY: readonly CaseStatus[] = ['approved', 'executing', 'executed', 'verifying', 'rolling_back']
