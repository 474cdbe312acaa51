import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumOn } from '@/lib/desks/cost/detect/bill/leaf-groups'
import type { MendedBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import type { Alarm } from './alarm'
import { startOf } from './join-alarms'

// A commitment that ended is noticed by the daily model within this many days.
const SAME_TIME_DAYS = 3
// And a price that rose in restless use within these: so long does the daily model expect the cost from before it.
const PRICE_DAYS = 21
const PRICED_RATIO = 0.5

/** What another detector tells more exactly is told once: usage that a commitment no longer pays for, or of which a unit became dearer. */
export function isExplained(alarm: Alarm, { bill: { leaves } }: Pick<MendedBill, 'bill'>, others: readonly Alarm[]): boolean {
  const [first = 0] = alarm.flagged
  return (
    alarm.detector === 'level' &&
    (isPriced(alarm, leaves, others) ||
      others.some((other) => other.detector === 'commitment' && sharesLines(other, alarm) && isBetween(first - startOf(other), -1, SAME_TIME_DAYS)))
  )
}

/** Whether prices that rose explain most of the rise of an alarm. */
function isPriced(alarm: Alarm, leaves: readonly BillLeaf[], others: readonly Alarm[]): boolean {
  const { members, flagged } = alarm
  const prices = others.filter((other) => other.detector === 'price' && isBetween(startOf(alarm) - startOf(other), -1, PRICE_DAYS))
  const above = (of: readonly Alarm[], t: number) =>
    of.reduce((sum, { members: lines, lasting, expected }) => {
      const n = lasting.indexOf(t)
      return n < 0 || !lines.every((i) => members.includes(i)) ? sum : sum + sumOn(lines, leaves, t) - (expected[n] ?? 0)
    }, 0)
  const total = (of: readonly Alarm[]) => flagged.reduce((sum, t) => sum + above(of, t), 0)
  const made = total(prices)
  return made > 0 && made >= PRICED_RATIO * total([alarm])
}

const sharesLines = (a: Alarm, b: Alarm): boolean => a.members.some((i) => b.members.includes(i))
const isBetween = (x: number, low: number, high: number): boolean => x >= low && x <= high
