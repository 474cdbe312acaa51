import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import type { HandedLine, OwnerMove } from './handover'

type Series = (leaf: BillLeaf | undefined) => readonly number[] | undefined

/** The new owners inherit the days of the old ones, place by place, in the shares in which they took over; who gave a part keeps the days of the rest. */
export function followOwner(bill: DailyBill, { at, handovers }: OwnerMove): DailyBill {
  const leaves = [...bill.leaves]
  for (const { lines } of handovers)
    for (const one of lines) {
      const leaf = bill.leaves[one.line]
      const values = inherited(one, lines, (of) => of?.values, bill.leaves, at)
      const quantities = inherited(one, lines, (of) => of?.quantities, bill.leaves, at)
      if (leaf === undefined || values === undefined) continue
      leaves[one.line] = { ...leaf, values, ...(quantities === undefined ? {} : { quantities }) }
    }
  return { ...bill, leaves }
}

/** The days of one line after a handover. The day itself may belong to both, so it is shared out anew; every day costs together what it did. */
function inherited(
  { line, keeps, gets, of_day }: HandedLine,
  lines: readonly HandedLine[],
  series: Series,
  leaves: readonly BillLeaf[],
  at: number,
): number[] | undefined {
  const given = (t: number) => (gets === 0 ? 0 : lines.reduce((sum, other) => sum + (1 - other.keeps) * (series(leaves[other.line])?.[t] ?? 0), 0))
  const on_day = lines.reduce((sum, other) => sum + (series(leaves[other.line])?.[at] ?? 0), 0)
  return series(leaves[line])?.map((y, t) => (t > at ? y : t === at ? of_day * on_day : keeps * y + gets * given(t)))
}
