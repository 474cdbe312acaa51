import { type BillLeaf, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumLeaves, sumOn } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { machinesOf, sizeFamily } from '@/lib/desks/cost/detect/commitments/size-family'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { MendedBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import { isFirstOfMonth } from '@/lib/kernel/time'
import { aboveEnds } from './above-ends'
import { accountsOfCover } from './accounts-of-cover'
import type { Alarm, Silenced, SilenceRule } from './alarm'
import { startOf } from './join-alarms'
import { isOtherFamily } from './other-family'
import { changeIn, isSibling, usualOn } from './place-change'

// A commitment that ended is noticed by the daily model within this many days.
const SAME_TIME_DAYS = 3
// And a price that rose in restless use within these: so long does the daily model expect the cost from before it.
const PRICE_DAYS = 21
const PRICED_RATIO = 0.5
// What another size of the same machines gave up is no rise: of the rise of one size no more than this share is left in the family.
const FAMILY_LEFT_RATIO = 0.3
// While a commitment of the family has just ended, the weeks before say nothing about it; the days since do.
const AFTER_END_DAYS = 21
const LEVEL_DAYS = 7
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

/** The first of a month carries monthly fees: what is high on that day alone is one. What lasts is told on the second. */
function isMonthlyFee({ detector, flagged, lasting }: Alarm, { bill }: MendedBill): boolean {
  const [first = 0] = flagged
  return detector === 'level' && isFirstOfMonth(bill.days[first] ?? '') && !lasting.includes(first + 1)
}

/** One size of a family of machines for another: the family costs what it did. */
export function isOtherSize({ detector, members, flagged, scope }: Alarm, { bill: { leaves } }: MendedBill, others: readonly Alarm[]): boolean {
  const family = sizeFamily(scope.usage_type ?? '')
  if (detector !== 'level' || family === (scope.usage_type ?? '')) return false
  const all = leaves.flatMap((leaf, i) =>
    USAGE_KINDS.has(leaf.kind) && isSibling(leaf, scope) && sizeFamily(leaf.scope.usage_type ?? '') === family ? [i] : [],
  )
  if (new Set(all.map((i) => leaves[i]?.scope.usage_type)).size < 2) return false
  return isSharedOut(all, { members, flagged }, leaves, others)
}

/** Cover of commitments that went from this account to another one: the same machines cost together what they did. */
export function isMovedCover(
  { detector, members, flagged, scope }: Alarm,
  { bill: { leaves, commitments = [] } }: MendedBill,
  others: readonly Alarm[],
): boolean {
  if (detector !== 'level') return false
  const accounts = accountsOfCover({ scope, flagged }, leaves, commitments)
  if (accounts.size < 2) return false
  const isThere = ({ kind, scope: of }: BillLeaf) => USAGE_KINDS.has(kind) && machinesOf(of) === machinesOf(scope) && accounts.has(of.sub_account_id)
  const all = leaves.flatMap((leaf, i) => (isThere(leaf) ? [i] : []))
  return isSharedOut(all, { members, flagged }, leaves, others)
}

/** Whether the rise of an alarm is what others among `all` gave up, now and while it lasts. */
function isSharedOut(
  all: readonly number[],
  { members, flagged }: Pick<Alarm, 'members' | 'flagged'>,
  leaves: readonly BillLeaf[],
  others: readonly Alarm[],
): boolean {
  const [first = 0] = flagged
  const total = sumLeaves(all, leaves)
  const own = sumLeaves(members, leaves)
  const ends = others.filter((other) => other.detector === 'commitment' && other.members.some((i) => all.includes(i)))
  const rise = changeIn(own, first)
  if (rise > 0 && changeIn(total, first) <= FAMILY_LEFT_RATIO * rise) return isStillSame(own, total, flagged, ends, leaves)
  const ended = ends.find((other) => isBetween(first - (other.flagged[0] ?? 0), SAME_TIME_DAYS, AFTER_END_DAYS))
  if (ended === undefined) return false
  const since = Math.max(ended.flagged[0] ?? 0, first - LEVEL_DAYS)
  const level = (values: readonly number[]) => (values[first] ?? 0) - middle(values.slice(since, first))
  return level(total) <= FAMILY_LEFT_RATIO * Math.max(0, level(own))
}

/** Whether the family costs at the end of an alarm what it did before, but for commitments that ended meanwhile: those are told by themselves. */
function isStillSame(
  own: readonly number[],
  total: readonly number[],
  flagged: readonly number[],
  ends: readonly Alarm[],
  leaves: readonly BillLeaf[],
): boolean {
  const first = flagged[0] ?? 0
  const last = flagged.at(-1) ?? first
  const above = (values: readonly number[]) => middle(values.slice(Math.max(first, last - FIRST_DAYS + 1), last + 1)) - usualOn(values, first)
  const lost = ends
    .filter((end) => isBetween(end.flagged[0] ?? 0, first, last))
    .reduce((sum, { members, lasting, expected }) => {
      const values = sumLeaves(members, leaves)
      return sum + middle(lasting.map((t, n) => (values[t] ?? 0) - (expected[n] ?? 0)))
    }, 0)
  return above(total) - lost <= FAMILY_LEFT_RATIO * above(own)
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

/** Dollars of the first two days of an alarm above the same weekdays of the weeks before. */
const changeOf = (members: readonly number[], leaves: readonly BillLeaf[], t: number): number =>
  members.reduce((sum, i) => sum + changeIn(leaves[i]?.values ?? [], t), 0)
