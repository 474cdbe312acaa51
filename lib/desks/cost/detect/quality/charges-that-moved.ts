import type { BillLeaf, ChargeKind, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { groupLeaves, sumLeaves } from '@/lib/desks/cost/detect/bill/leaf-groups'
import { TOGETHER_DAYS } from './account-flows'
import type { AccountMove, MovedPlace } from './account-moves'
import { levelShifts, type PlaceShift } from './account-shifts'
import { followAccount } from './follow-account'
import type { QualityIssue } from './quality-issue'

// What goes with a workload: what is taken off it, and what is paid beside it.
const KINDS: readonly ChargeKind[] = ['credit', 'marketplace', 'fee']
// A charge that goes along stays what it was: another amount is another charge.
const [LEAST_RATIO, MOST_RATIO] = [0.85, 1.2]

/** A charge that ended in the account that a workload left and began in the one that it went to, at the same time and of the same amount. `sign` is -1 where it is a credit. */
export type MovedCharge = AccountMove & { sign: 1 | -1 }

export function chargesThatMoved({ leaves, is_whole }: DailyBill, moves: readonly AccountMove[]): MovedCharge[] {
  const days = is_whole.lastIndexOf(true) + 1
  const accounts = new Set(moves.flatMap(({ from, to }) => [from, to]))
  return KINDS.flatMap((kind) => {
    const sign = kind === 'credit' ? -1 : 1
    const groups = groupLeaves(leaves, ['sub_account_id', 'service_name'], (leaf) => leaf.kind === kind && accounts.has(leaf.scope.sub_account_id ?? ''))
    const shifts = groups.flatMap((members): PlaceShift[] => {
      const { sub_account_id: account = '', service_name: thing = '' } = leaves[members[0] ?? 0]?.scope ?? {}
      const values = sumLeaves(members, leaves).slice(0, days)
      return levelShifts(values.map((y) => sign * y)).map((shift) => ({ thing, usage: thing, owner: '', account, members, ...shift }))
    })
    const taken = new Set<PlaceShift>()
    return moves.flatMap((move) => {
      const places = placesWith(move, shifts).filter(({ gone, come }) => {
        if (taken.has(gone) || taken.has(come)) return false
        taken.add(gone).add(come)
        return true
      })
      return places.length === 0 ? [] : [{ ...move, places, cost: places.reduce((sum, { gone }) => sum - gone.change, 0), sign }]
    })
  })
}

/** What fell in the account that a workload left, and rose as much in the other. */
function placesWith({ from, to, at }: AccountMove, shifts: readonly PlaceShift[]): MovedPlace[] {
  const near = shifts.filter((shift) => Math.abs(shift.at - at) <= TOGETHER_DAYS)
  return near
    .filter(({ account, change }) => account === from && change < 0)
    .flatMap((gone) => {
      const come = near.find(({ account, thing, change }) => account === to && thing === gone.thing && isAsMuch(change, -gone.change))
      return come === undefined ? [] : [{ gone, come, share: Math.min(1, -gone.change / gone.before) }]
    })
}

const isAsMuch = (came: number, went: number): boolean => came >= LEAST_RATIO * went && came <= MOST_RATIO * went

/** The bill in which such a charge has its days where it is now. */
export function followCharge(bill: DailyBill, { sign, ...move }: MovedCharge): DailyBill {
  const members = new Set(move.places.flatMap(({ gone, come }) => [...gone.members, ...come.members]))
  const signed = (leaf: BillLeaf, i: number): BillLeaf => (sign === 1 || !members.has(i) ? leaf : { ...leaf, values: leaf.values.map((y) => -y + 0) })
  const followed = followAccount({ ...bill, leaves: bill.leaves.map(signed) }, move)
  return { ...followed, leaves: followed.leaves.map(signed) }
}

export function chargeIssue({ from, to, places, cost, sign }: MovedCharge, { days }: DailyBill): QualityIssue {
  const at = places.flatMap(({ gone, come }) => [gone.at, come.at])
  return {
    rule: 'account_moved',
    scope: { sub_account_id: to },
    first_day: days[Math.min(...at)] ?? '',
    last_day: days[Math.max(...at)] ?? '',
    before: sign * cost,
    during: sign * places.reduce((sum, { come }) => sum + come.change, 0),
    other_name: from,
  }
}
