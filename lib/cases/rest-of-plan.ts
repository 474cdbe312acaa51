import { formatCount } from '@/lib/kernel/format'
import type { Plan, RejectedCandidate } from '@/schemas/action'
import type { Case } from '@/schemas/case'
import { whyStillInPlace } from './still-in-place'

// How plans said it before there was a code. Their hash covers these words, so a plan keeps them.
const FORMER_WORDS = 'another plan once this one is verified'

/** Whether a candidate is not in its plan because one plan may only change so much. */
export const isLeftForLater = ({ left_for, would_allow }: RejectedCandidate): boolean => left_for === 'another_plan' || would_allow === FORMER_WORDS

export const leftForLater = (plan: Plan | null): RejectedCandidate[] => (plan?.rejected ?? []).filter(isLeftForLater)

/** How many resources that is: one may have been left out of several actions. */
export const resourcesLeft = (plan: Plan | null): number => new Set(leftForLater(plan).flatMap((r) => r.target.split(', '))).size

/** What tells a case of what a plan left out from the case of that plan, which is of the same incident; empty for every other case. */
export const restWords = ({ rest_of }: Pick<Case, 'rest_of'>): string =>
  rest_of === undefined ? '' : ` (the rest: ${formatCount(rest_of.resources, 'resource')})`

/** What a case is called where nothing else is said of it. */
export const namedCase = (c: Pick<Case, 'headline' | 'rest_of'>): string => `${c.headline}${restWords(c)}`

/** A case of a rest as it is taken up again: of the whole incident once nothing stands of what `first`, the case that left it out, changed. */
export function takenUp(c: Case, first: Case | undefined): Case {
  const { rest_of, ...whole } = c
  if (rest_of === undefined || first === undefined || whyStillInPlace(first) !== null) return c
  return { ...whole, at_stake_per_day: c.cost?.anomaly.delta_daily_cost ?? c.at_stake_per_day }
}
