import { formatCount, formatDay } from '@/lib/kernel/format'
import { dayOf, daysBetween } from '@/lib/kernel/time'
import type { Day, Instant } from '@/schemas/time'

/** When a hook was last heard of, and the days of the months before on which it was, in order. */
export type Heard = { last: Instant; days: readonly Day[] }

// A team that deploys every day rests for a week now and then; nobody's rhythm is told from three days; and two months of silence are never usual.
const LEAST_DAYS = 7
const KNOWN_FROM_DAYS = 4
const NOT_KNOWN_DAYS = 14
const MOST_DAYS = 60
const TIMES_ITS_LONGEST = 2

/** How many days a hook may say nothing before that is more than its own rhythm: twice as long as it ever was silent. */
export function mayRestFor({ days }: Heard): number {
  if (days.length < KNOWN_FROM_DAYS) return NOT_KNOWN_DAYS
  const longest = Math.max(...days.slice(1).map((day, i) => daysBetween(days[i] ?? day, day)))
  return Math.min(MOST_DAYS, Math.max(LEAST_DAYS, TIMES_ITS_LONGEST * longest))
}

/** Whether a hook says so long nothing that it may have been cut off: from then on nothing heard is not that nothing happened. */
export const isSilent = (heard: Heard, at: Instant): boolean => daysBetween(dayOf(heard.last), dayOf(at)) > mayRestFor(heard)

/** "silent since 2 Nov, for 20 days; up to 7 would be its rhythm" */
export const silenceText = (heard: Heard, now: Instant): string =>
  `silent since ${formatDay(dayOf(heard.last), now)}, for ${formatCount(daysBetween(dayOf(heard.last), dayOf(now)), 'day')}; up to ${mayRestFor(heard)} would be ${heard.days.length < KNOWN_FROM_DAYS ? 'usual for a hook' : 'its rhythm'}`
