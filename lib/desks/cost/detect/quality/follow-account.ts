import type { BillLeaf, DailyBill } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { sumOn } from '@/lib/desks/cost/detect/bill/leaf-groups'
import type { AccountMove, MovedPlace } from './account-moves'

type Series = (leaf: BillLeaf | undefined) => readonly number[] | undefined

/** The account that a workload went to inherits its days, place by place; whoever kept a part keeps the days of the rest. Every day costs together what it did. */
export function followAccount(bill: DailyBill, { places }: AccountMove): DailyBill {
  const leaves = [...bill.leaves]
  for (const place of places) {
    const until = Math.max(place.gone.at, place.come.at)
    for (const line of [...place.gone.members, ...place.come.members]) {
      const leaf = bill.leaves[line]
      const values = inherited(line, place, until, bill.leaves, (of) => of?.values)
      const quantities = inherited(line, place, until, bill.leaves, (of) => of?.quantities)
      if (leaf !== undefined && values !== undefined) leaves[line] = { ...leaf, values, ...(quantities === undefined ? {} : { quantities }) }
    }
  }
  return { ...bill, leaves }
}

/** The days of one line: its own, less what went, or with its part of what came. The days after the move stay as they are. */
function inherited(line: number, { gone, come, share }: MovedPlace, until: number, leaves: readonly BillLeaf[], series: Series): number[] | undefined {
  const own = series(leaves[line])
  if (gone.members.includes(line)) return own?.map((y, t) => y * keptOn(t))
  const part = partOf(line, come.members, until, leaves)
  const given = (t: number) => gone.members.reduce((sum, i) => sum + (1 - keptOn(t)) * (series(leaves[i])?.[t] ?? 0), 0)
  return own?.map((y, t) => (t <= until ? y + part * given(t) : y))

  /** The share of a day that is not the mover's. Of the day itself whatever is above what was kept had not left yet; later days are what was kept. */
  function keptOn(t: number): number {
    if (t !== gone.at) return t > gone.at ? 1 : 1 - share
    const day = sumOn(gone.members, leaves, t)
    return day <= 0 ? 1 : Math.min(1, ((1 - share) * gone.before) / day)
  }
}

/** The part of what came to several lines of one place (those of several owners) that one of them has. */
function partOf(line: number, members: readonly number[], until: number, leaves: readonly BillLeaf[]): number {
  const after = (i: number) => leaves[i]?.values[Math.min(until + 1, (leaves[i]?.values.length ?? 1) - 1)] ?? 0
  const whole = members.reduce((sum, i) => sum + after(i), 0)
  return whole <= 0 ? (line === members[0] ? 1 : 0) : after(line) / whole
}
