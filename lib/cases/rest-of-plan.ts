import { formatCount } from '@/lib/kernel/format'
import type { Plan, RejectedCandidate } from '@/schemas/action'
import type { Case } from '@/schemas/case'

/** What would let be changed what one plan is too small for. */
export const ANOTHER_PLAN = 'another plan once this one is verified'

/** What was found and is not in a plan because one plan may only change so much. */
export const leftForLater = (plan: Plan | null): RejectedCandidate[] => (plan?.rejected ?? []).filter((r) => r.would_allow === ANOTHER_PLAN)

/** How many resources that is: one may have been left out of several actions. */
export const resourcesLeft = (plan: Plan | null): number => new Set(leftForLater(plan).flatMap((r) => r.target.split(', '))).size

/** What tells a case of what a plan left out from the case of that plan, which is of the same incident; empty for every other case. */
export const restWords = ({ rest_of }: Pick<Case, 'rest_of'>): string =>
  rest_of === undefined ? '' : ` (the rest: ${formatCount(rest_of.resources, 'resource')})`

/** What a case is called where nothing else is said of it. */
export const namedCase = (c: Pick<Case, 'headline' | 'rest_of'>): string => `${c.headline}${restWords(c)}`
