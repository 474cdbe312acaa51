import { add } from '@/lib/kernel/money'
import { addDays, addHours, dayOf } from '@/lib/kernel/time'
import { settledDays } from '@/lib/warehouse/bill/settled-days'
import type { BillFormat, BillManifest, BillSource } from '@/schemas/bill'
import type { Day, Instant } from '@/schemas/time'

// Providers deliver at least once a day; a day and a half leaves room for a late one.
const FRESH_FOR_H = 36
// A delivery may lack the last day or two. One whose last day is further back is old, however lately it was imported.
const REACHES_BACK_DAYS = 4
// How many days the last settled one is looked for: bills settle within three.
const LOOK_BACK_DAYS = 7

/** How far one source reaches and how old it is. */
export function billSource(
  source: string,
  manifests: BillManifest[],
  { format, is_importing, now }: { format: BillFormat | null; is_importing: boolean; now: Instant },
): BillSource {
  const last = manifests.at(-1)
  const as_of =
    [...manifests]
      .map((m) => m.imported_at)
      .sort()
      .at(-1) ?? null
  // A charge that is dated ahead does not make the bill reach further.
  const last_day =
    manifests
      .map((m) => (m.last_day > dayOf(now) ? dayOf(now) : m.last_day))
      .sort()
      .at(-1) ?? null
  return {
    source,
    format,
    state: is_importing ? 'importing' : freshness(as_of, last_day, now),
    first_day: [...manifests].map((m) => m.first_day).sort()[0] ?? null,
    last_day,
    settled_to: last_day === null ? null : lastSettled(last_day, manifests, now),
    months: manifests.length,
    rows: manifests.reduce((sum, m) => sum + m.row_count, 0),
    billed_cost: last === undefined ? null : add('0', ...manifests.map((m) => m.billed_cost)),
    currency: last?.currency ?? null,
    as_of,
  }
}

function freshness(as_of: Instant | null, last_day: Day | null, now: Instant): 'missing' | 'stale' | 'fresh' {
  if (as_of === null) return 'missing'
  return addHours(as_of, FRESH_FOR_H) < now || isOld(last_day, now) ? 'stale' : 'fresh'
}

const isOld = (last_day: Day | null, now: Instant): boolean => last_day !== null && last_day < addDays(dayOf(now), -REACHES_BACK_DAYS)

function lastSettled(last_day: Day, manifests: BillManifest[], now: Instant): Day | null {
  const is_settled = settledDays(manifests, now)
  for (let back = 0; back < LOOK_BACK_DAYS; back++) {
    const day = addDays(last_day, -back)
    if (is_settled(day)) return day
  }
  return null
}
