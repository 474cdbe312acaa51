import type { DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { Alarm, Reach } from './alarm'
import { startOf } from './join-alarms'

// The height of a change is that of the last week in which it was heard: a ramp began below it.
const HEIGHT_DAYS = 7
// Below half of the way up on four of seven whole days, the cost came back: a weekend is two of them.
const HALF_WAY = 0.5
const BACK_DAYS = 4
const WEEK = 7
// A level that stood for so long is the new normal, however it came about: as long as a saving is followed.
const ACCEPTED_AFTER_DAYS = 90

/**
 * The same alarms, each with how far it reaches: until the cost came back, or until its level is the new normal, and not merely while the detector hears it.
 * What a later alarm on the same lines adds is counted there alone. Flags, first days and the number of alarms are as they were.
 */
export function withReach(alarms: readonly Alarm[], bill: DailyBill): Alarm[] {
  const latest_first = alarms.map((alarm, i) => ({ alarm, i })).sort((a, b) => startOf(b.alarm) - startOf(a.alarm) || a.i - b.i)
  const reached: Alarm[] = []
  for (const { alarm, i } of latest_first) {
    const later = reached.filter((other) => other !== undefined && startOf(other) > startOf(alarm))
    reached[i] = alarm.usual === undefined || alarm.usual.length === 0 ? alarm : { ...alarm, reach: reachOf(alarm, alarm.usual, later, bill) }
  }
  return reached
}

function reachOf(alarm: Alarm, usual: readonly number[], later: readonly Alarm[], { leaves, is_whole }: DailyBill): Reach {
  const first = alarm.lasting[0] ?? startOf(alarm)
  const heard_until = alarm.lasting.at(-1) ?? first
  const own = new Set(alarm.members)
  const on_top = later.filter(({ members, reach }) => reach !== undefined && members.every((i) => own.has(i)))
  // Where a later alarm speaks of these lines together with others, nobody can say which part of it is this change.
  const mixed = later.filter((other) => !on_top.includes(other) && other.members.some((i) => own.has(i)))
  const until = Math.min(is_whole.length, ...mixed.map(startOf))
  const values = withoutWhatIsOnTop(sumLeaves(alarm.members, leaves), on_top)
  const usualOn = (t: number) => usual[t - first] ?? 0
  const isUp = isUpAfter(alarm.lasting.slice(-HEIGHT_DAYS), values, usualOn)
  const { end, accepted } = endOf({ first, heard_until, until }, is_whole, isUp)
  const days = Array.from({ length: end - first + 1 }, (_, i) => first + i).filter((t) => is_whole[t] === true)
  return { days, expected: days.map(usualOn), actual: days.map((t) => values[t] ?? 0), accepted }
}

function withoutWhatIsOnTop(values: readonly number[], on_top: readonly Alarm[]): number[] {
  const left = [...values]
  for (const { reach } of on_top)
    for (const [n, t] of (reach?.days ?? []).entries()) left[t] = (left[t] ?? 0) - Math.max(0, (reach?.actual[n] ?? 0) - (reach?.expected[n] ?? 0))
  return left
}

/** Whether a day is more than half of the way up from what it would have cost, in dollars or, on a day that is usually small, as a share of it. */
function isUpAfter(heard: readonly number[], values: readonly number[], usualOn: (t: number) => number): (t: number) => boolean {
  const rise = middle(heard.map((t) => (values[t] ?? 0) - usualOn(t)))
  const share = middle(heard.filter((t) => usualOn(t) > 0).map((t) => ((values[t] ?? 0) - usualOn(t)) / usualOn(t)))
  return (t) => {
    const height = share > 0 && usualOn(t) > 0 ? Math.min(rise, share * usualOn(t)) : rise
    return rise > 0 && (values[t] ?? 0) - usualOn(t) >= HALF_WAY * height
  }
}

type Span = { first: number; heard_until: number; until: number }

function endOf({ first, heard_until, until }: Span, is_whole: readonly boolean[], isUp: (t: number) => boolean): { end: number; accepted: number | null } {
  let end = heard_until
  const ups: boolean[] = []
  for (let t = heard_until + 1; t < until; t++) {
    if (is_whole[t] !== true) continue
    const is_up = isUp(t)
    ups.push(is_up)
    if (ups.slice(-WEEK).filter((up) => !up).length >= BACK_DAYS) break
    if (is_up && t - first >= ACCEPTED_AFTER_DAYS) return { end, accepted: t }
    if (is_up) end = t
  }
  return { end, accepted: null }
}
