import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { addDays } from '@/lib/kernel/time'
import { accountIssue } from './account-issue'
import { accountMovesIn } from './account-moves'
import { chargeIssue, chargesThatMoved, followCharge } from './charges-that-moved'
import { followAccount } from './follow-account'
import { followOwner } from './follow-owner'
import { type Hole, holeIssue, holesIn } from './missing-days'
import { ownerIssue } from './owner-issue'
import { ownerMovesIn } from './owner-moves'
import type { QualityIssue } from './quality-issue'
import { placeOf, type Rename, renameIssue, renamesIn } from './renamed-services'
import { repeatedDays, repeatedIssue } from './repeated-days'

// A service that came back, or goes on under another name, is compared with nothing in its first week: what was filled in for it is flat and says nothing of its noise.
const BACK_DAYS = 7

/** A bill as detection may read it, what was wrong with it, the services that go on under another name, and the days of each service on which nothing is said about its cost. */
export type MendedBill = { bill: DailyBill; issues: QualityIssue[]; renames: readonly Rename[]; isDoubtful(service: string, t: number): boolean }

/** Keeps defects of the bill from looking like changes in cost: histories follow a rename, another owner or another account, missing days take the level after them, repeated days count once. */
export function mendBill(bill: DailyBill): MendedBill {
  const repeated = repeatedDays(bill)
  const halved = mapValues(bill, (_, values) => repeated.reduce((ys, t) => ys.with(t, (ys[t] ?? 0) / 2), values))
  const renames = renamesIn(halved)
  const one_name = renames.reduce(followRename, halved)
  const owner_moves = ownerMovesIn(one_name)
  const one_owner = owner_moves.reduce(followOwner, one_name)
  const account_moves = accountMovesIn(one_owner)
  const one_account = account_moves.reduce(followAccount, one_owner)
  const charges = chargesThatMoved(one_account, account_moves)
  const renamed = charges.reduce(followCharge, one_account)
  const holes = holesIn(renamed).filter((hole) => !renames.some(({ from }) => from.service === hole.service.service))
  const mended = holes.reduce(fillHole, renamed)
  const partial = bill.days.flatMap((day, t): QualityIssue[] => {
    if (bill.is_whole[t] !== false) return []
    const total = (d: number) => bill.leaves.reduce((sum, leaf) => sum + (leaf.values[d] ?? 0), 0)
    return [{ rule: 'day_partial', scope: {}, first_day: day, last_day: day, before: total(t - 1), during: total(t), other_name: null }]
  })
  return {
    bill: mended,
    renames,
    issues: [
      ...renames.map((rename) => renameIssue(rename, bill)),
      ...owner_moves.map((move) => ownerIssue(move, one_name)),
      ...account_moves.map((move) => accountIssue(move, one_owner)),
      ...charges.map((charge) => chargeIssue(charge, bill)),
      ...holes.map((hole) => holeIssue(hole, renamed)),
      ...repeated.map((t) => repeatedIssue(t, bill)),
      ...absentDays(bill),
      ...partial,
    ],
    isDoubtful: (service, t) =>
      holes.some((hole) => hole.service.service === service && t >= hole.from && t < hole.to + BACK_DAYS) ||
      renames.some((rename) => !rename.is_elsewhere && rename.to.service === service && t >= rename.at && t < rename.at + BACK_DAYS),
  }
}

const mapValues = (bill: DailyBill, map: (leaf: BillLeaf, values: number[]) => number[]): DailyBill => ({
  ...bill,
  leaves: bill.leaves.map((leaf) => ({ ...leaf, values: map(leaf, leaf.values) })),
})

/**
 * The new name inherits the days of the old one, place by place; the old name keeps none, so that it cannot fall. Where the service went to another account as well, what is
 * billed nowhere under its new name was under it in the account that it left.
 */
function followRename(bill: DailyBill, { from, to, at, is_elsewhere }: Rename): DailyBill {
  if (is_elsewhere) {
    const gone = new Set(from.members)
    const renamed = (leaf: BillLeaf): BillLeaf => ({ ...leaf, scope: { ...leaf.scope, service_name: to.service } })
    return { ...bill, leaves: bill.leaves.map((leaf, i) => (gone.has(i) ? renamed(leaf) : leaf)) }
  }
  const old = new Map<string, number[]>()
  for (const i of from.members) {
    const leaf = bill.leaves[i]
    const known = old.get(placeOf(leaf))
    old.set(placeOf(leaf), known === undefined ? [...(leaf?.values ?? [])] : known.map((y, t) => y + (leaf?.values[t] ?? 0)))
  }
  const members = new Set(to.members.map((i) => bill.leaves[i]))
  const gone = new Set(from.members.map((i) => bill.leaves[i]))
  return mapValues(bill, (leaf, values) => {
    if (gone.has(leaf)) return values.map(() => 0)
    if (!members.has(leaf)) return values
    const before = old.get(placeOf(leaf))
    // The first leaf of a place takes its history; others of the same place begin without one.
    old.delete(placeOf(leaf))
    return before === undefined ? values : values.map((y, t) => (t < at ? (before[t] ?? 0) : y))
  })
}

/** Missing days take the level of the first whole day after them, or of the last before them while they go on. */
function fillHole(bill: DailyBill, { service, from, to }: Hole): DailyBill {
  const names = new Set([service.service])
  return mapValues(bill, (leaf, values) => {
    if (!names.has(leaf.scope.service_name ?? '')) return values
    const level = to < values.length ? (values[Math.min(to + 1, values.length - 1)] ?? 0) : (values[from - 1] ?? 0)
    return values.map((y, t) => (t >= from && t < to ? level : y))
  })
}

function absentDays({ days }: DailyBill): QualityIssue[] {
  return days.flatMap((day, i): QualityIssue[] => {
    const before = days[i - 1]
    if (before === undefined || addDays(before, 1) === day) return []
    return [{ rule: 'day_absent', scope: {}, first_day: addDays(before, 1), last_day: addDays(day, -1), before: 0, during: 0, other_name: null }]
  })
}
