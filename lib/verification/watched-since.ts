import { addDays, dayOf, startOfDay } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'

// As long as the trajectory of a check reaches: later there is nothing to compare with.
const WATCHED_DAYS = 90

/** Plans that were carried out before this are watched no more: whether their saving still holds is not known. */
export const watchedSince = (now: Instant): Instant => startOfDay(addDays(dayOf(now), -WATCHED_DAYS))
