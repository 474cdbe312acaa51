import { addHours, dayOf, monthOf } from '@/lib/kernel/time'
import type { BillManifest } from '@/schemas/bill'
import type { Day, Instant, Month } from '@/schemas/time'

/** A provider may restate a usage day for this long after it has ended (AWS: 24 to 48 h, rarely 72). */
export const SETTLES_AFTER_H = 48
const HOURS_OF_A_DAY = 24

/**
 * Says whether a day may still change. It counts from when the bill was fetched, not only from now: a bill that was imported before the
 * day had settled does not settle by waiting.
 */
export function settledDays(manifests: readonly BillManifest[], now: Instant): (day: Day) => boolean {
  const as_of = new Map<Month, Instant>()
  for (const { billing_month, imported_at } of manifests) {
    const earlier = as_of.get(billing_month)
    as_of.set(billing_month, earlier === undefined || imported_at < earlier ? imported_at : earlier)
  }
  // A day has settled when the midnight that ends its time has come: the last such day of each month's bill is worked out once.
  const last = (known_at: Instant): Day => dayOf(addHours(known_at < now ? known_at : now, -SETTLES_AFTER_H - HOURS_OF_A_DAY))
  const last_of = new Map([...as_of].map(([month, known_at]) => [month, last(known_at)]))
  const last_of_others = last(now)
  return (day) => day <= (last_of.get(monthOf(day)) ?? last_of_others)
}

/**
 * Says whether a day has come. A bill may date charges ahead: a fee at the end of the month, or what a wrong clock stamped. They are kept, and count when
 * their day comes; until then they say nothing about how far the bill reaches.
 */
export const hasCome =
  (now: Instant): ((day: Day) => boolean) =>
  (day) =>
    day <= dayOf(now)
