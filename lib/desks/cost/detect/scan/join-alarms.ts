import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import type { Alarm, PriceMove } from './alarm'
import { priceMove } from './price-move'

// Alarms of one account and service that begin within a day of each other are told together.
const TOGETHER_DAYS = 1
// A price reaches every line on one day; quiet lines are noticed a little later.
const PRICE_DAYS = 4
// Units that became dearer by one factor on one day have one cause, as a discount that ended. A share of the factor: prices are rounded.
const SAME_FACTOR = 0.01

/** Alarms with one cause. `price` is set when the whole service and region moved by one factor, or units of several became dearer by one. */
export type AlarmGroup = { alarms: Alarm[]; price: PriceMove | null }
type KeyedGroup = AlarmGroup & { keys: Set<string> }

/** One cause, one group: by service and region where prices moved, else by account and service. In order of their first day. */
export function joinAlarms(alarms: readonly Alarm[], leaves: readonly BillLeaf[]): AlarmGroup[] {
  const groups: KeyedGroup[] = []
  for (const alarm of [...alarms].sort((a, b) => startOf(a) - startOf(b))) {
    const price = alarm.price ?? (alarm.detector === 'level' && !alarm.is_new ? priceMove(alarm, leaves) : null)
    const { sub_account_id, service_name, region_id } = alarm.scope
    const key =
      price === null ? [alarm.detector, sub_account_id, service_name].join('\u0000') : ['price', service_name, region_id, price.usage_type].join('\u0000')
    const within = price === null ? TOGETHER_DAYS : PRICE_DAYS
    const daysAfter = ({ alarms: [first] }: KeyedGroup) => startOf(alarm) - (first === undefined ? 0 : startOf(first))
    const known =
      groups.findLast((group) => group.keys.has(key) && daysAfter(group) <= within) ??
      groups.findLast((group) => daysAfter(group) <= TOGETHER_DAYS && isOneFactor(group.price, alarm.price))
    if (known === undefined) groups.push({ keys: new Set([key]), alarms: [alarm], price })
    else addTo(known, alarm, key)
  }
  return groups
}

/** Whether the units of a group and those of an alarm became dearer by one factor. */
const isOneFactor = (group: PriceMove | null, alarm: PriceMove | undefined): boolean =>
  group?.basis === 'unit_price' && alarm !== undefined && Math.abs(alarm.ratio - group.ratio) <= SAME_FACTOR * group.ratio

function addTo(group: KeyedGroup, alarm: Alarm, key: string): void {
  group.alarms.push(alarm)
  group.keys.add(key)
  const { price } = group
  if (price === null || alarm.price === undefined) return
  const usage_type = price.usage_type === alarm.price.usage_type ? price.usage_type : null
  group.price = { ...price, usage_type, members: [...new Set([...price.members, ...alarm.price.members])] }
}

export const startOf = (alarm: Alarm): number => alarm.flagged[0] ?? 0
