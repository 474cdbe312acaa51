import type { BillLeaf, CommitmentLines } from '../bill/bill-leaf'
import { middle } from '../model/middle'
import { BEFORE_DAYS, CONFIRM_DAYS, type CommitmentShift, ENDED_RATIO, STEADY_RATIO, usual } from './commitment-days'
import { type MachinePool, paidElsewhere } from './machine-pools'
import { machinesOf } from './size-family'

/**
 * Whether what paid for the lines that ended goes on paying elsewhere: cover that moved is no commitment that ended. Where the bill does not name what paid,
 * all that commitments paid for such machines says so, in whichever account.
 */
export function hasMoved(
  { leaves: members, first, lost }: CommitmentShift,
  leaves: readonly BillLeaf[],
  commitments: readonly CommitmentLines[],
  pools: readonly MachinePool[],
): boolean {
  const ended = members.filter((i) => leaves[i]?.kind === 'committed')
  const before = (values: readonly number[]) => values.slice(first - BEFORE_DAYS, first).reduce((sum, y) => sum + y, 0)
  const paid = commitments.map(({ lines }) => ({
    here: lines.filter(({ leaf }) => ended.includes(leaf)).reduce((sum, { values }) => sum + before(values), 0),
    goes_on: paidOn(lines, first) >= STEADY_RATIO * usual(totalOf(lines), first),
  }))
  const sum = (of: typeof paid) => of.reduce((all, { here }) => all + here, 0)
  if (sum(paid) > 0) return sum(paid.filter(({ goes_on }) => goes_on)) >= STEADY_RATIO * sum(paid)
  return hasMovedUnnamed(new Set(ended.flatMap((i) => (leaves[i] === undefined ? [] : [machinesOf(leaves[i].scope)]))), first, lost, pools)
}

function hasMovedUnnamed(machines: ReadonlySet<string>, first: number, lost: number, pools: readonly MachinePool[]): boolean {
  const own = pools.filter((pool) => machines.has(pool.machines))
  const paid = totalOf(own.map((pool) => ({ values: pool.paid })))
  const [was, is] = [usual(paid, first), middle(paid.slice(first, first + CONFIRM_DAYS))]
  if (was - is < STEADY_RATIO * lost) return true
  // Where others go on, a part of a plan may have gone over to other machines; a pool that nothing pays for any more has lost what it had.
  return is > ENDED_RATIO * was && paidElsewhere(pools, machines, first) >= STEADY_RATIO * lost
}

type Lines = readonly { values: readonly number[] }[]
const paidOn = (lines: Lines, t: number): number => lines.reduce((sum, { values }) => sum + (values[t] ?? 0), 0)
const totalOf = (lines: Lines): number[] => lines[0]?.values.map((_, t) => paidOn(lines, t)) ?? []
