import type { BillLeaf } from '@/lib/desks/cost/detect/bill/bill-leaf'
import { middle } from '@/lib/desks/cost/detect/model/middle'
import { isOtherUnit, type UsedDay } from '@/lib/desks/cost/detect/scan/other-unit'
import type { Alarm } from './alarm'

const BEFORE_DAYS = 7
const AFTER_DAYS = 3
// A unit that became dearer by less is rounding or a tier.
const MIN_RATIO = 0.05
// Share of the rise that the dearer unit has to explain; the rest may be usage.
const MIN_SHARE = 0.5

/** Where the bill says how much was used: how much dearer a unit of the same line became, when that explains most of the rise. */
export function unitPriceMove({ members, flagged }: Alarm, leaves: readonly BillLeaf[]): { ratio: number; members: number[] } | null {
  const [first = 0] = flagged
  const moved = members.flatMap((i) => {
    const leaf = leaves[i]
    // What a commitment pays for has the price of the commitment: its end is another cause.
    if (leaf?.quantities === undefined || leaf.kind === 'committed') return []
    const before = lineOver(leaf, first - BEFORE_DAYS, first)
    const after = lineOver(leaf, first, first + AFTER_DAYS)
    if (before === null || after === null || isOtherUnit(before.days, after.days, after.price / before.price)) return []
    return [{ i, was: before.price, is: after.price, quantity: after.quantity }]
  })
  const rise = members.reduce(
    (sum, i) => sum + usual(leaves[i]?.values ?? [], first, first + AFTER_DAYS) - usual(leaves[i]?.values ?? [], first - BEFORE_DAYS, first),
    0,
  )
  const at_old = moved.reduce((sum, { was, quantity }) => sum + was * quantity, 0)
  const at_new = moved.reduce((sum, { is, quantity }) => sum + is * quantity, 0)
  if (at_old <= 0 || rise <= 0 || at_new < (1 + MIN_RATIO) * at_old || at_new - at_old < MIN_SHARE * rise) return null
  return { ratio: at_new / at_old, members: moved.map(({ i }) => i) }
}

const usual = (values: readonly number[], from: number, to: number): number => middle(values.slice(Math.max(0, from), to))

/** The usual price of a unit and the usual quantity over some days, and those of them on which it was used; null where nothing was on most. */
function lineOver({ values, quantities = [] }: BillLeaf, from: number, to: number): { price: number; quantity: number; days: UsedDay[] } | null {
  const days = Array.from({ length: to - from }, (_, n) => ({ cost: values[from + n] ?? 0, used: quantities[from + n] ?? 0 })).filter(({ used }) => used > 0)
  if (2 * days.length <= to - from) return null
  return { price: middle(days.map(({ cost, used }) => cost / used)), quantity: middle(days.map(({ used }) => used)), days }
}
