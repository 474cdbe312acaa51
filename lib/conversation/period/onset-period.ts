import { addDays } from '@/lib/kernel/time'
import type { FramePeriod } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { dates, toDate } from './calendar'

const ONSET =
  /^(before|since|after|until|from) (?:the )?(?:spike|onset|anomaly|jump|increase|rise|deploy|deployment|release|rollout|change|incident|case|it started|it began)$/
export const isOnsetPhrase = (phrase: string): boolean => ONSET.test(phrase)

/** "before the spike", "since the deploy": periods that hang on a case's first anomalous day. */
export function parseOnsetPeriod(phrase: string, onset: Day, today: Day): FramePeriod | undefined {
  const match = ONSET.exec(phrase)
  if (match === null) return undefined
  if (match[1] === 'before' || match[1] === 'until') return dates(addDays(onset, -28), onset, today)
  return onset <= today ? dates(onset, toDate(onset, today), today) : undefined
}
