import type { BillLeaf } from '@/lib/desks/cost/detect/bill-leaf'
import { groupLeaves } from '@/lib/desks/cost/detect/leaf-groups'
import { middle } from '@/lib/desks/cost/detect/middle'
import type { MendedBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import { isFirstOfMonth } from '@/lib/kernel/time'
import type { Alarm, Silenced, SilenceRule } from './alarm'

// A commitment that ended is noticed by the daily model within this many days.
const SAME_TIME_DAYS = 3
const WEEKS_BEFORE = [1, 2, 3]
// New spend is a move when this share of it left the same service of the same account and region in the same days.
const MOVED_RATIO = 0.7

type Judge = (alarm: Alarm, mended: MendedBill, others: readonly Alarm[]) => boolean

/** Reasons to keep an alarm to ourselves, first match wins. */
const RULES: readonly (readonly [SilenceRule, Judge])[] = [
  ['doubtful_days', ({ scope, flagged }, mended) => mended.isDoubtful(scope.service_name ?? '', flagged[0] ?? 0)],
  ['already_explained', isExplained],
  ['monthly_fee', isMonthlyFee],
  ['moved_within_service', isMove],
]

export function silence(alarms: readonly Alarm[], mended: MendedBill): { told: Alarm[]; silenced: Silenced[] } {
  const told: Alarm[] = []
  const silenced: Silenced[] = []
  for (const alarm of alarms) {
    const rule = silenceRule(alarm, mended, alarms)
    if (rule === undefined) told.push(alarm)
    else silenced.push({ alarm, rule })
  }
  return { told, silenced }
}

/** The first reason to keep one alarm quiet, if any. */
export const silenceRule = (alarm: Alarm, mended: MendedBill, others: readonly Alarm[]): SilenceRule | undefined =>
  RULES.find(([, judge]) => judge(alarm, mended, others))?.[0]

/** What another detector tells more exactly is told once: usage that a commitment no longer pays for. */
function isExplained(alarm: Alarm, _mended: MendedBill, others: readonly Alarm[]): boolean {
  const [first = 0] = alarm.flagged
  return (
    alarm.detector === 'level' &&
    others.some((other) => other.detector === 'commitment' && sharesLines(other, alarm) && isBetween(first - (other.flagged[0] ?? 0), -1, SAME_TIME_DAYS))
  )
}

const sharesLines = (a: Alarm, b: Alarm): boolean => a.members.some((i) => b.members.includes(i))
const isBetween = (x: number, low: number, high: number): boolean => x >= low && x <= high

/** The first of a month carries monthly fees: what is high on that day alone is one. What lasts is told on the second. */
function isMonthlyFee({ detector, flagged, lasting }: Alarm, { bill }: MendedBill): boolean {
  const [first = 0] = flagged
  return detector === 'level' && isFirstOfMonth(bill.days[first] ?? '') && !lasting.includes(first + 1)
}

function isMove({ detector, is_new, members, flagged, scope }: Alarm, { bill: { leaves } }: MendedBill): boolean {
  const [first = 0] = flagged
  if (detector !== 'level' || !is_new) return false
  const rise = changeOf(members, leaves, first)
  const siblings = groupLeaves(leaves, ['usage_type', 'owner'], (leaf) => isSibling(leaf, scope)).filter((group) => !group.some((i) => members.includes(i)))
  const fallen = siblings.reduce((sum, group) => sum + Math.max(0, -changeOf(group, leaves, first)), 0)
  const risen = siblings.reduce((sum, group) => sum + Math.max(0, changeOf(group, leaves, first)), 0)
  return fallen - risen >= MOVED_RATIO * rise
}

const isSibling = ({ scope, kind }: BillLeaf, of: Alarm['scope']): boolean =>
  kind !== 'credit' && scope.sub_account_id === of.sub_account_id && scope.service_name === of.service_name && scope.region_id === of.region_id

/** Dollars of the first two days of an alarm above the same weekdays of the weeks before: a weekend is no fall. */
function changeOf(members: readonly number[], leaves: readonly BillLeaf[], t: number): number {
  return members.reduce((sum, i) => {
    const values = leaves[i]?.values ?? []
    const days = t + 1 < values.length ? [t, t + 1] : [t]
    return sum + days.reduce((total, d) => total + (values[d] ?? 0) - usualOn(values, d), 0) / days.length
  }, 0)
}

const usualOn = (values: readonly number[], t: number): number => middle(WEEKS_BEFORE.flatMap((w) => (t >= 7 * w ? [values[t - 7 * w] ?? 0] : [])))
