import { isClosed } from '@/lib/cases/move'
import { restWords } from '@/lib/cases/rest-of-plan'
import { pastHeadline } from '@/lib/desks/cost/phrases'
import type { Case } from '@/schemas/case'

/** What a case is called on its own cards: in the past, with its days, once it is closed. */
export const shownHeadline = (c: Case): string => `${c.cost !== null && isClosed(c) ? pastHeadline(c.headline, c.cost.anomaly) : c.headline}${restWords(c)}`
