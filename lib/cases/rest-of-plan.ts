import type { Plan, RejectedCandidate } from '@/schemas/action'

/** What would let be changed what one plan is too small for. */
export const ANOTHER_PLAN = 'another plan once this one is verified'

/** What was found and is not in a plan because one plan may only change so much. */
export const leftForLater = (plan: Plan | null): RejectedCandidate[] => (plan?.rejected ?? []).filter((r) => r.would_allow === ANOTHER_PLAN)

/** How many resources that is: one may have been left out of several actions. */
export const resourcesLeft = (plan: Plan | null): number => new Set(leftForLater(plan).flatMap((r) => r.target.split(', '))).size
