import { addDays } from '@/lib/kernel/time'
import type { Anomaly, Windows } from '@/schemas/cost'

const BEFORE_DAYS = 28

/**
 * What attribution compares: the days since the onset with the same weekdays of the 28 days before it. The onset day is left out once later
 * days exist, because the change happened somewhere within it. A spike compares all its days.
 */
export function windowsFor(anomaly: Pick<Anomaly, 'first_day' | 'last_day' | 'shape'>): Windows {
  const { first_day, last_day, shape } = anomaly
  const start = shape !== 'spike' && last_day > first_day ? addDays(first_day, 1) : first_day
  return { before: { start: addDays(first_day, -BEFORE_DAYS), end: first_day }, after: { start, end: addDays(last_day, 1) } }
}
