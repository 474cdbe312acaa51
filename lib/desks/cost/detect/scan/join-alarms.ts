import type { BillLeaf } from '@/lib/desks/cost/detect/bill-leaf'
import type { Alarm, PriceMove } from './alarm'
import { priceMove } from './price-move'

// Alarms of one account and service that begin within a day of each other are told together.
const TOGETHER_DAYS = 1
// A price reaches every line on one day; quiet lines are noticed a little later.
const PRICE_DAYS = 4

/** Alarms with one cause. `price` is set when the whole service and region moved by one factor. */
export type AlarmGroup = { alarms: Alarm[]; price: PriceMove | null }

/** One cause, one group: by service and region where prices moved, else by account and service. In order of their first day. */
export function joinAlarms(alarms: readonly Alarm[], leaves: readonly BillLeaf[]): AlarmGroup[] {
  const groups: (AlarmGroup & { key: string })[] = []
  for (const alarm of [...alarms].sort((a, b) => startOf(a) - startOf(b))) {
    const price = alarm.price ?? (alarm.detector === 'level' && !alarm.is_new ? priceMove(alarm, leaves) : null)
    const { sub_account_id, service_name, region_id } = alarm.scope
    const key =
      price === null ? [alarm.detector, sub_account_id, service_name].join('\u0000') : ['price', service_name, region_id, price.usage_type].join('\u0000')
    const within = price === null ? TOGETHER_DAYS : PRICE_DAYS
    const known = groups.findLast((group) => group.key === key && startOf(alarm) - startOf(group.alarms[0] as Alarm) <= within)
    if (known === undefined) groups.push({ key, alarms: [alarm], price })
    else known.alarms.push(alarm)
  }
  return groups
}

export const startOf = (alarm: Alarm): number => alarm.flagged[0] ?? 0
