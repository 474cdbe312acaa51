import { isClosed } from '@/lib/cases/move'
import { pastHeadline } from '@/lib/desks/cost/phrases'
import { formatCount } from '@/lib/kernel/format'
import type { Case } from '@/schemas/case'

/** What a case is called on its own cards: in the past, with its days, once it is closed. */
export const shownHeadline = (c: Case): string => `${c.cost !== null && isClosed(c) ? pastHeadline(c.headline, c.cost.anomaly) : c.headline}${restWords(c)}`

/** What tells a case of what a plan left out from the case of that plan, which is of the same incident; empty for every other case. */
export const restWords = ({ rest_of }: Pick<Case, 'rest_of'>): string =>
  rest_of === undefined ? '' : ` (the rest: ${formatCount(rest_of.resources, 'resource')})`
