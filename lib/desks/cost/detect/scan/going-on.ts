import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import type { Alarm } from './alarm'
import { startOf } from './join-alarms'
import type { ScanParams } from './scan-params'

// What is heard again within so many days of the end of an alarm is the same change.
const GOES_ON_DAYS = 7

/**
 * Alarms of the daily model about the same lines as one while the change goes on: a day that is high even for its new level, or one after a pause of a few
 * days, is no second cause. A jump far above all that the change had come to is one. In order of their first day.
 */
export function goingOn(alarms: readonly Alarm[], leaves: readonly BillLeaf[], p: ScanParams): Alarm[] {
  const found: Alarm[] = []
  const latest = new Map<string, number>()
  for (const alarm of [...alarms].sort((a, b) => startOf(a) - startOf(b))) {
    const key = `${alarm.detector} ${alarm.members.join()}`
    const at = latest.get(key)
    const before = found[at ?? -1]
    if (at !== undefined && before !== undefined && goesOn(before, alarm, leaves, p)) found[at] = joined(before, alarm)
    else latest.set(key, found.push(alarm) - 1)
  }
  return found
}

function goesOn(before: Alarm, alarm: Alarm, leaves: readonly BillLeaf[], p: ScanParams): boolean {
  const [first, last] = [startOf(alarm), before.lasting.at(-1) ?? 0]
  if (alarm.detector !== 'level' || first <= last || first - last > GOES_ON_DAYS) return false
  const values = sumLeaves(alarm.members, leaves)
  const highest = Math.max(...before.lasting.map((t) => values[t] ?? 0))
  return (values[first] ?? 0) - highest < Math.max(p.min_impact, p.escalation_ratio * highest)
}

const joined = (before: Alarm, alarm: Alarm): Alarm => ({
  ...before,
  flagged: [...before.flagged, ...alarm.flagged],
  lasting: [...before.lasting, ...alarm.lasting],
  expected: [...before.expected, ...alarm.expected],
})
