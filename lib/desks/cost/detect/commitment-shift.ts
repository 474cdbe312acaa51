import { round6 } from '@/lib/kernel/stats'
import type { BillLeaf } from './bill-leaf'
import { groupLeaves, sumLeaves } from './leaf-groups'
import { middle } from './middle'
import { sizeFamily } from './size-family'

// Two weeks are what "before" means: commitments run for a year or three and hold still.
const BEFORE_DAYS = 14
// A shift is believed on its third day: usage that moves between covered and uncovered instances mostly moves back within two.
const CONFIRM_DAYS = 3
// Dollars per day. Low, because nothing else looks like it and because it recurs on every day until somebody buys again.
const MIN_COVERED_COST = 1
const MIN_RISE = 1
// What is left of a commitment that ended; a single line that stays above half of its level on every day before was steady.
const ENDED_RATIO = 0.1
const STEADY_RATIO = 0.5
// A list price is 1.2 to 3 times what a commitment paid; beyond this it is usage that grew, and the line that ended is beside the point.
const MOST_RATIO = 4

/** Cost that commitments paid for fell away while the same usage went on at a higher price. Dollars per day; `flagged` are the days on which it holds. */
export type CommitmentShift = { leaves: number[]; first: number; flagged: number[]; lost: number; gained: number }

/**
 * Looks at each usage type of an account and region apart, and there at committed lines and at uncommitted cost: only their opposite movement tells a
 * commitment that ended from usage that grew. A commitment that covers any size of a family moves between usage types, so families are looked at too, where
 * no single usage type told it. Causal: dated to its first day, told on its third.
 */
export function commitmentShifts(leaves: readonly BillLeaf[]): CommitmentShift[] {
  const exact = shiftsIn(leaves, leaves)
  const wide = shiftsIn(
    leaves,
    leaves.map((leaf) => ({ ...leaf, scope: { ...leaf.scope, usage_type: sizeFamily(leaf.scope.usage_type ?? '') } })),
  )
  const both = [...exact, ...wide]
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

const OPEN: ReadonlySet<string> = new Set(['standard', 'spot'])

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

const usual = (values: readonly number[], t: number): number => middle(values.slice(t - BEFORE_DAYS, t))

/** A line that was there on each of the 14 days before and is not there today. */
function hasEnded(values: readonly number[], t: number): boolean {
  const before = usual(values, t)
  if (before <= 0 || (values[t] ?? 0) > ENDED_RATIO * before) return false
  return values.slice(t - BEFORE_DAYS, t).every((y) => y >= STEADY_RATIO * before)
}

/** The unbroken days from `t` on on which the line stays away and the same usage costs more than it did with it, over the days of a confirmation. */
function daysThatHold(ended: readonly number[], uncovered: readonly number[], t: number, lost: number, before: number): number[] {
  const days: number[] = []
  for (let d = t; d < uncovered.length && (ended[d] ?? 0) <= ENDED_RATIO * lost; d++) {
    // Usage wobbles from day to day: the days so far are taken together, the last few once there are more.
    const recent = uncovered.slice(Math.max(t, d - CONFIRM_DAYS + 1), d + 1)
    const gained = recent.reduce((sum, y) => sum + y - before, 0) / recent.length
    if (gained - lost < MIN_RISE) break
    days.push(d)
  }
  return days
}
