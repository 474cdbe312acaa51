import { round6 } from '@/lib/kernel/stats'
import type { BillLeaf, CommitmentLines } from '../bill/bill-leaf'
import { sumLeaves } from '../bill/leaf-groups'
import { middle } from '../model/middle'
import { BEFORE_DAYS, CONFIRM_DAYS, type CommitmentShift, daysThatHold, hasEnded, MIN_COVERED_COST, MOST_RATIO, STEADY_RATIO, usual } from './commitment-days'
import { type MachinePool, paidElsewhere } from './machine-pools'

// Of what all commitments of a pool paid, the least that one of them is.
const LEAST_SHARE = 0.1
// Where the bill says how much was used: the hours that commitments no longer paid for are those that were bought on demand, give or take this share.
const SAME_HOURS_RATIO = 0.25

/**
 * One of several commitments that ended, in a bill that does not name them. No line shows it, because the others go on and now pay here and now there. All of
 * them together paid a part less from one day on, and the same machines cost that much more on demand as a list price is above a commitment's.
 */
export function poolEnds(pools: readonly MachinePool[], leaves: readonly BillLeaf[], commitments: readonly CommitmentLines[]): CommitmentShift[] {
  const named = new Set(commitments.flatMap(({ lines }) => lines.map(({ leaf }) => leaf)))
  return pools.flatMap((pool) => {
    if (pool.open.length === 0 || pool.committed.some((i) => named.has(i))) return []
    const found: CommitmentShift[] = []
    for (let t = BEFORE_DAYS; t + CONFIRM_DAYS <= pool.paid.length; t++) {
      if (t <= (found.at(-1)?.flagged.at(-1) ?? 0)) continue
      const shift = endAt(pool, t, leaves)
      if (shift !== null && paidElsewhere(pools, new Set([pool.machines]), t) < STEADY_RATIO * shift.lost) found.push(shift)
    }
    return found
  })
}

function endAt({ committed, open, paid }: MachinePool, t: number, leaves: readonly BillLeaf[]): CommitmentShift | null {
  // Asked of every day: nothing ended where all of them paid what they did the day before.
  if ((paid[t] ?? 0) > (1 - LEAST_SHARE / 2) * (paid[t - 1] ?? 0)) return null
  const left = middle(paid.slice(t, t + CONFIRM_DAYS))
  const lost = usual(paid, t) - left
  if (lost < Math.max(MIN_COVERED_COST, LEAST_SHARE * (lost + left))) return null
  const one = paid.map((y) => y - left)
  if (!hasEnded(one, t)) return null
  const uncovered = sumLeaves(open, leaves)
  const before = usual(uncovered, t)
  const flagged = daysThatHold(one, uncovered, t, lost, before)
  if (flagged.length < CONFIRM_DAYS || !isSameUse(committed, open, t, leaves)) return null
  const gained = round6(middle(flagged.map((d) => (uncovered[d] ?? 0) - before)))
  return gained > MOST_RATIO * lost ? null : { leaves: [...committed, ...open], first: t, flagged, lost: round6(lost), gained }
}

/** Whether as much was used as before, where that is known: hours of one size can be added up. */
function isSameUse(committed: readonly number[], open: readonly number[], t: number, leaves: readonly BillLeaf[]): boolean {
  const lines = [...committed, ...open].flatMap((i) => leaves[i] ?? [])
  if (new Set(lines.map(({ scope }) => scope.usage_type)).size > 1 || lines.some(({ quantities }) => quantities === undefined)) return true
  const change = (of: readonly number[]) => {
    const used = (d: number) => of.reduce((sum, i) => sum + (leaves[i]?.quantities?.[d] ?? 0), 0)
    const over = (from: number, days: number) => middle(Array.from({ length: days }, (_, n) => used(from + n)))
    return over(t, CONFIRM_DAYS) - over(t - BEFORE_DAYS, BEFORE_DAYS)
  }
  const gone = -change(committed)
  return Math.abs(change(open) - gone) <= SAME_HOURS_RATIO * gone
}
