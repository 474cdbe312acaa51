import { type BillLeaf, USAGE_KINDS } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { machinesOf, sizeFamily } from '@/lib/desks/cost/detect/commitments/size-family'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import type { MendedBill } from '@/lib/desks/cost/detect/quality/mend-bill'
import { accountsOfCover } from './accounts-of-cover'
import type { Alarm } from './alarm'
import { changeIn, isSibling, usualOn } from './place-change'

// What another size of the same machines gave up is no rise: of the rise of one size no more than this share is left in the family.
const FAMILY_LEFT_RATIO = 0.3
// While a commitment of the family has just ended, the weeks before say nothing about it; the days since do, at most a week of them.
const AFTER_END_DAYS = { least: 3, most: 21 } as const
const LEVEL_DAYS = 7
// How the family stands at the end of an alarm is what it cost over so many days.
const LAST_DAYS = 3

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
  const ended = ends.find((other) => isBetween(first - (other.flagged[0] ?? 0), AFTER_END_DAYS.least, AFTER_END_DAYS.most))
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
  const above = (values: readonly number[]) => middle(values.slice(Math.max(first, last - LAST_DAYS + 1), last + 1)) - usualOn(values, first)
  const lost = ends
    .filter((end) => isBetween(end.flagged[0] ?? 0, first, last))
    .reduce((sum, { members, lasting, expected }) => {
      const values = sumLeaves(members, leaves)
      return sum + middle(lasting.map((t, n) => (values[t] ?? 0) - (expected[n] ?? 0)))
    }, 0)
  return above(total) - lost <= FAMILY_LEFT_RATIO * above(own)
}

const isBetween = (x: number, low: number, high: number): boolean => x >= low && x <= high
