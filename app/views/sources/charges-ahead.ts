import { AHEAD_REMEDY } from '@/app/import-words'
import { formatCount, formatDay, formatMoney } from '@/lib/kernel/format'
import { dayOf } from '@/lib/kernel/time'
import { currentManifests } from '@/lib/warehouse/versions/manifest-store'
import { warehouseOf } from '@/lib/warehouse/warehouse'
import type { PageNotice } from '@/schemas/page'
import type { Instant } from '@/schemas/time'

/** A notice for each source with charges that are dated after today: where they are is told, because no other figure of the product has them yet. */
export async function aheadNotices(tenant_id: string, now: Instant): Promise<PageNotice[]> {
  // Nearly always there is none, and then no bill is opened.
  const months = (await currentManifests(tenant_id)).filter((m) => m.last_day > dayOf(now) && m.row_count > 0)
  const sources = [...new Set(months.map((m) => m.source))]
  const told = sources.map(async (source): Promise<PageNotice[]> => {
    const warehouse = warehouseOf(
      months.filter((m) => m.source === source),
      now,
    )
    const ahead = await warehouse.chargesAhead()
    if (ahead === null) return []
    const { lines, effective_cost, first_day, last_day } = ahead
    const days = first_day === last_day ? formatDay(first_day, now) : `${formatDay(first_day, now)} to ${formatDay(last_day, now)}`
    return [
      {
        tone: 'info',
        title: `The bill ${source} has charges that are dated ahead`,
        text: `${formatCount(lines, 'line')} of ${days}, ${formatMoney(effective_cost, warehouse.currency, 'always')}${lines === 1 ? ': it counts when its day comes, and nothing is judged by it before.' : ' together: they count when their day comes, and nothing is judged by them before.'}`,
        remedy: AHEAD_REMEDY,
      },
    ]
  })
  return (await Promise.all(told)).flat()
}
