import type { Approval, ApprovalState } from '@/schemas/approval'

/**
 * States of a request that people are still asked about, or on whose word a plan may be carried out. Whoever ends a case or its plan makes such a request void.
 */
export const IN_FORCE: readonly ApprovalState[] = ['pending', 'veto_open', 'approved', 'window_ended']

/** Whether a request is open or lets its plan go, also while its plan is looked at again. */
export const isInForce = (approval: Approval | null): approval is Approval => approval !== null && IN_FORCE.includes(approval.state)
