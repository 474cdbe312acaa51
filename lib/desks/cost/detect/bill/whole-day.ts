import { middle } from '../model/middle'
import type { BillLeaf } from './bill-leaf'

const USUAL_DAYS = 7
// A last day below this share of the usual total is still filling up: on no bill that was measured did a whole day fall so far.
const PARTIAL_RATIO = 0.8

/** Whether day `t` seems complete. Only the last day of a bill is doubted: earlier ones had time to fill up. */
export function isWholeDay(leaves: readonly BillLeaf[], t: number): boolean {
  const days = leaves[0]?.values.length ?? 0
  if (t !== days - 1 || t < USUAL_DAYS) return true
  const total = (day: number) => leaves.reduce((sum, leaf) => sum + (leaf.kind === 'credit' ? 0 : (leaf.values[day] ?? 0)), 0)
  const usual = middle(Array.from({ length: USUAL_DAYS }, (_, i) => total(t - 1 - i)))
  return total(t) >= PARTIAL_RATIO * usual
}
