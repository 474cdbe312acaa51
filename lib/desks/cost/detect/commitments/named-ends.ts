import { round6 } from '@/lib/kernel/stats'
import type { BillLeaf, CommitmentLines } from '../bill/bill-leaf'
import { sumLeaves } from '../bill/leaf-groups'
import { middle } from '../model/middle'
import { BEFORE_DAYS, CONFIRM_DAYS, type CommitmentShift, daysThatHold, hasEnded, MIN_COVERED_COST, MOST_RATIO, OPEN, usual } from './commitment-days'
import { machinesOf } from './size-family'

/**
 * Commitments that the bill names and that ended while the usage under them went on. Cover that moves between accounts and zones says nothing on any single
 * line: what one commitment paid for everywhere does. The usage is that of the accounts where it paid; where what they pay more does not answer to what was lost, because
 * cover of others moved to them, that of every account where commitments paid for the same machines.
 */
export function namedEnds(leaves: readonly BillLeaf[], commitments: readonly CommitmentLines[]): CommitmentShift[] {
  return commitments.flatMap((one) => {
    const paid = one.lines[0]?.values.map((_, t) => one.lines.reduce((sum, { values }) => sum + (values[t] ?? 0), 0)) ?? []
    for (let t = BEFORE_DAYS; t < paid.length; t++) {
      if (!hasEnded(paid, t)) continue
      const shift = shiftAt(t, paid, one, leaves, commitments)
      if (shift !== null) return [shift]
    }
    return []
  })
}

/** Machines of a kind wherever they run: cover moves between accounts, not between kinds. */
const kindOf = ({ scope }: BillLeaf): string => machinesOf(scope)

function shiftAt(
  t: number,
  paid: readonly number[],
  one: CommitmentLines,
  leaves: readonly BillLeaf[],
  commitments: readonly CommitmentLines[],
): CommitmentShift | null {
  const lost = usual(paid, t)
  if (lost < MIN_COVERED_COST) return null
  const wasPaid = ({ values }: CommitmentLines['lines'][number]) => values.slice(t - BEFORE_DAYS, t).some((y) => y > 0)
  const own = one.lines.filter(wasPaid).flatMap(({ leaf }) => leaves[leaf] ?? [])
  const kinds = new Set(own.map(kindOf))
  const beside = commitments.flatMap(({ lines }) => lines.filter(wasPaid).flatMap(({ leaf }) => leaves[leaf] ?? [])).filter((leaf) => kinds.has(kindOf(leaf)))
  const accountsOf = (of: readonly BillLeaf[]) => new Set(of.map(({ scope }) => scope.sub_account_id))
  return endIn(accountsOf(own)) ?? endIn(accountsOf(beside))

  function endIn(accounts: ReadonlySet<string | undefined>): CommitmentShift | null {
    // A line whose history went on under another name keeps no day.
    const isThere = (leaf: BillLeaf) => kinds.has(kindOf(leaf)) && accounts.has(leaf.scope.sub_account_id) && leaf.values.some((y) => y > 0)
    const open = leaves.flatMap((leaf, i) => (OPEN.has(leaf.kind) && isThere(leaf) ? [i] : []))
    const committed = leaves.flatMap((leaf, i) => (leaf.kind === 'committed' && isThere(leaf) ? [i] : []))
    if (open.length === 0) return null
    const uncovered = sumLeaves(open, leaves)
    const before = usual(uncovered, t)
    const flagged = daysThatHold(paid, uncovered, t, lost, before)
    if (flagged.length < CONFIRM_DAYS) return null
    const gained = round6(middle(flagged.map((d) => (uncovered[d] ?? 0) - before)))
    return gained > MOST_RATIO * lost ? null : { leaves: [...committed, ...open], first: t, flagged, lost: round6(lost), gained }
  }
}
