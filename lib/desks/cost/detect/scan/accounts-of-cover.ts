import type { BillLeaf, CommitmentLines } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { machinesOf } from '@/lib/desks/cost/detect/commitments/size-family'
import type { Alarm } from './alarm'

// Where a commitment paid in these days it may pay again.
const COVER_DAYS = 14
// Cover that left an account paid there in these days, and now pays less than this share of the most that it did.
const LEFT_DAYS = 7
const LEFT_RATIO = 0.9

/**
 * The accounts between which cover for the machines of an alarm moves: where the bill names its commitments, those where the ones of this account paid lately;
 * where it does not, all where commitments paid for such machines, if cover has left this one.
 */
export function accountsOfCover(
  { scope, flagged }: Pick<Alarm, 'scope' | 'flagged'>,
  leaves: readonly BillLeaf[],
  commitments: readonly CommitmentLines[],
): ReadonlySet<string | undefined> {
  const [first = 0] = flagged
  const machines = machinesOf(scope)
  const isKind = (leaf: BillLeaf | undefined): leaf is BillLeaf => leaf !== undefined && machinesOf(leaf.scope) === machines
  const isRecent = (values: readonly number[]) => values.slice(Math.max(0, first - COVER_DAYS), first + 1).some((y) => y > 0)
  if (commitments.length > 0) {
    const accountsOf = ({ lines }: CommitmentLines) =>
      new Set(lines.flatMap(({ leaf, values }) => (isKind(leaves[leaf]) && isRecent(values) ? [leaves[leaf]?.scope.sub_account_id] : [])))
    const shared = commitments.map(accountsOf).filter((accounts) => accounts.has(scope.sub_account_id))
    return new Set(shared.flatMap((accounts) => [...accounts]))
  }
  const paid = leaves.filter((leaf) => leaf.kind === 'committed' && isKind(leaf) && isRecent(leaf.values))
  const here = paid.filter((leaf) => leaf.scope.sub_account_id === scope.sub_account_id)
  const on = (t: number) => here.reduce((sum, { values }) => sum + (values[t] ?? 0), 0)
  const most = Math.max(0, ...Array.from({ length: LEFT_DAYS }, (_, n) => on(first - 1 - n)))
  return new Set(most > 0 && on(first) <= LEFT_RATIO * most ? paid.map((leaf) => leaf.scope.sub_account_id) : [])
}
