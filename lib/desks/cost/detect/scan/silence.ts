import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import type { MendedBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import { isFirstOfMonth } from '@/lib/kernel/time'
import { aboveEnds } from './above-ends'
import type { Alarm, Silenced, SilenceRule } from './alarm'
import { isExplained } from './is-explained'
import { isOtherFamily } from './other-family'
import { changeIn, isSibling } from './place-change'
import { isMovedCover, isOtherSize } from './same-machines'

// What is said of an alarm is decided by so many of its first days.
const FIRST_DAYS = 3
// New spend is a move when this share of it left the same service of the same account and region in the same days.
const MOVED_RATIO = 0.7

type Judge = (alarm: Alarm, mended: MendedBill, others: readonly Alarm[]) => boolean

/** Reasons to keep an alarm to ourselves, first match wins. */
const RULES: readonly (readonly [SilenceRule, Judge])[] = [
  ['doubtful_days', ({ scope, flagged }, mended) => mended.isDoubtful(scope.service_name ?? '', flagged[0] ?? 0)],
  ['already_explained', isExplained],
  ['monthly_fee', isMonthlyFee],
  [
    'moved_within_service',
    (alarm, mended, others) =>
      isMove(alarm, mended) || isOtherSize(alarm, mended, others) || isOtherFamily(alarm, mended) || isMovedCover(alarm, mended, others),
  ],
]

export function silence(alarms: readonly Alarm[], mended: MendedBill): { told: Alarm[]; silenced: Silenced[] } {
  const told: Alarm[] = []
  const silenced: Silenced[] = []
  for (const alarm of alarms) {
    // What a scan keeps quiet on an alarm's first days it keeps quiet: later days never change what was said. A jump begins another alarm.
    const news = aboveEnds(alarm, alarms, mended.bill.leaves)
    const [first = 0] = news?.flagged ?? []
    const rule = news === null ? 'already_explained' : silenceRule({ ...news, flagged: news.flagged.filter((t) => t < first + FIRST_DAYS) }, mended, alarms)
    if (news !== null && rule === undefined) told.push(news)
    else if (rule !== undefined) silenced.push({ alarm, rule })
  }
  return { told, silenced }
}

/** The first reason to keep one alarm quiet, if any. */
export const silenceRule = (alarm: Alarm, mended: MendedBill, others: readonly Alarm[]): SilenceRule | undefined =>
  RULES.find(([, judge]) => judge(alarm, mended, others))?.[0]

/** The first of a month carries monthly fees: what is high on that day alone is one. What lasts is told on the second. */
function isMonthlyFee({ detector, flagged, lasting }: Alarm, { bill }: MendedBill): boolean {
  const [first = 0] = flagged
  return detector === 'level' && isFirstOfMonth(bill.days[first] ?? '') && !lasting.includes(first + 1)
}

/** New spend that only moved over from beside it. */
function isMove({ detector, is_new, members, flagged, scope }: Alarm, { bill: { leaves } }: MendedBill): boolean {
  const [first = 0] = flagged
  if (detector !== 'level' || !is_new) return false
  const rise = changeOf(members, leaves, first)
  const siblings = groupLeaves(leaves, ['usage_type', 'owner'], (leaf) => isSibling(leaf, scope)).filter((group) => !group.some((i) => members.includes(i)))
  const fallen = siblings.reduce((sum, group) => sum + Math.max(0, -changeOf(group, leaves, first)), 0)
  const risen = siblings.reduce((sum, group) => sum + Math.max(0, changeOf(group, leaves, first)), 0)
  return fallen - risen >= MOVED_RATIO * rise
}

/** Dollars of the first two days of an alarm above the same weekdays of the weeks before. */
const changeOf = (members: readonly number[], leaves: readonly BillLeaf[], t: number): number =>
  members.reduce((sum, i) => sum + changeIn(leaves[i]?.values ?? [], t), 0)
