import { round6 } from '@/lib/kernel/stats'
import type { BillLeaf, CommitmentLines } from '../bill/bill-leaf'
import { groupLeaves, sumLeaves } from '../bill/leaf-groups'
import { middle } from '../model/middle'
import { BEFORE_DAYS, CONFIRM_DAYS, type CommitmentShift, daysThatHold, hasEnded, MIN_COVERED_COST, MOST_RATIO, OPEN, usual } from './commitment-days'
import { hasMoved } from './cover-that-moved'
import { machinePools } from './machine-pools'
import { namedEnds } from './named-ends'
import { poolEnds } from './pool-ends'
import { sizeFamily } from './size-family'

/**
 * Looks at each usage type of an account and region apart, and there at committed lines and at uncommitted cost: only their opposite movement tells a
 * commitment that ended from usage that grew. A commitment that covers any size of a family moves between usage types, so families are looked at too, where
 * no single usage type told it. Causal: dated to its first day, told on its third.
 */
export function commitmentShifts(leaves: readonly BillLeaf[], commitments: readonly CommitmentLines[] = []): CommitmentShift[] {
  const exact = shiftsIn(leaves, leaves)
  const wide = shiftsIn(
    leaves,
    leaves.map((leaf) => ({ ...leaf, scope: { ...leaf.scope, usage_type: sizeFamily(leaf.scope.usage_type ?? '') } })),
  )
  const pools = machinePools(leaves)
  // What the bill says by name comes before what its lines let guess.
  const both = [
    ...namedEnds(leaves, commitments),
    ...[...exact, ...wide].filter((shift) => !hasMoved(shift, leaves, commitments, pools)),
    ...poolEnds(pools, leaves, commitments),
  ]
  // What began first was told first, and later days do not take it back.
  const told: CommitmentShift[] = []
  for (const shift of both.toSorted((a, b) => a.first - b.first)) if (!told.some((one) => isSame(one, shift))) told.push(shift)
  return both.filter((shift) => told.includes(shift))
}

/** Shifts among `leaves`, which are grouped as `as` names them. */
function shiftsIn(leaves: readonly BillLeaf[], as: readonly BillLeaf[]): CommitmentShift[] {
  const groups = groupLeaves(as, ['sub_account_id', 'region_id', 'service_name', 'usage_type'], ({ kind }) => kind === 'committed' || OPEN.has(kind))
  return groups.flatMap((members) => {
    const committed = members.filter((i) => leaves[i]?.kind === 'committed')
    const open = members.filter((i) => OPEN.has(leaves[i]?.kind ?? ''))
    return committed.length === 0 || open.length === 0 ? [] : shiftsOf(committed, open, leaves)
  })
}

/** One of a usage type and one of its family that speak of the same days. */
const isSame = (a: CommitmentShift, b: CommitmentShift): boolean =>
  a.leaves.some((i) => b.leaves.includes(i)) && a.first <= (b.flagged.at(-1) ?? b.first) && b.first <= (a.flagged.at(-1) ?? a.first)

function shiftsOf(committed: readonly number[], open: readonly number[], leaves: readonly BillLeaf[]): CommitmentShift[] {
  const found: CommitmentShift[] = []
  const uncovered = sumLeaves(open, leaves)
  const covers = coversOf(committed, leaves)
  let busy_until = 0
  for (let t = BEFORE_DAYS; t < uncovered.length; t++) {
    if (t < busy_until) continue
    const gone = endedAt(covers, t)
    const ended = gone.flatMap(({ lines }) => lines)
    const lost = gone.reduce((sum, { values }) => sum + usual(values, t), 0)
    if (lost < MIN_COVERED_COST) continue
    const before = usual(uncovered, t)
    const flagged = daysThatHold(sumLeaves(ended, leaves), uncovered, t, lost, before)
    if (flagged.length < CONFIRM_DAYS) continue
    const gained = round6(middle(flagged.map((d) => (uncovered[d] ?? 0) - before)))
    if (gained > MOST_RATIO * lost) continue
    found.push({ leaves: [...ended, ...open], first: t, flagged, lost: round6(lost), gained })
    busy_until = (flagged.at(-1) ?? t) + 1
  }
  return found
}

/** Lines that are judged as one, with what they cost together. */
type Cover = { lines: number[]; values: number[] }

/** Every committed line for itself, and before them those of one kind together: cover of a region is used now in one zone and now in another, so that no line of it is steady. */
function coversOf(committed: readonly number[], leaves: readonly BillLeaf[]): Cover[] {
  const kinds = [...new Set(committed.map((i) => leaves[i]?.operation))].map((kind) => committed.filter((i) => leaves[i]?.operation === kind))
  const together = kinds.filter((lines) => lines.length > 1).map((lines) => ({ lines, values: sumLeaves(lines, leaves) }))
  return [...together, ...committed.map((i) => ({ lines: [i], values: leaves[i]?.values ?? [] }))]
}

/** What ended at a day, each line once. */
function endedAt(covers: readonly Cover[], t: number): Cover[] {
  const ended: Cover[] = []
  for (const cover of covers) if (!ended.some(({ lines }) => cover.lines.some((i) => lines.includes(i))) && hasEnded(cover.values, t)) ended.push(cover)
  return ended
}
