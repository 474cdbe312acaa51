import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { Alarm } from './alarm'
import { startOf } from './join-alarms'

// So long does the daily model of restless usage expect the cost from before a commitment ended.
const AFTER_END_DAYS = 21
const BEFORE_DAYS = 14
// Of what a day costs above those before the end, more than this share has to be above all days since.
const ABOVE_RATIO = 0.3

/**
 * What an alarm of the daily model says beyond a commitment that ended under it in the weeks before, and was told with its dollars: the days that are dearer than those
 * since the end were, against what those cost. Null where none is. Causal: a day is judged by the days before it.
 */
export function aboveEnds(alarm: Alarm, alarms: readonly Alarm[], leaves: readonly BillLeaf[]): Alarm | null {
  const first = startOf(alarm)
  const isUnder = (end: Alarm) => first > startOf(end) && first - startOf(end) <= AFTER_END_DAYS && end.members.some((i) => alarm.members.includes(i))
  const end = alarm.detector === 'level' ? alarms.findLast((other) => other.detector === 'commitment' && isUnder(other)) : undefined
  if (end === undefined) return alarm
  const ended = startOf(end)
  const values = sumLeaves(alarm.members, leaves)
  const usual_before = middle(values.slice(Math.max(0, ended - BEFORE_DAYS), ended))
  const isAbove = (t: number) => (values[t] ?? 0) - Math.max(...values.slice(ended, t)) > ABOVE_RATIO * ((values[t] ?? 0) - usual_before)
  const from = alarm.flagged.find(isAbove)
  if (from === undefined) return null
  const level = middle(values.slice(ended, from))
  const lasting = alarm.lasting.filter((t) => t >= from)
  return {
    ...alarm,
    flagged: alarm.flagged.filter((t) => t >= from),
    lasting,
    expected: lasting.map(() => level),
    usual: values.slice(from).map(() => level),
  }
}
