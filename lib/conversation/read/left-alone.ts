import type { Frame } from '@/schemas/frame'
import type { Reading } from '@/schemas/reading'
import { choices, notRead } from '../ask-back/ask-back'
import { leavingOut } from '../doubt/doubts'
import { isWhole } from '../doubt/whole-question'
import type { ReadingContext } from '../follow-up/context'
import { isElliptical } from '../follow-up/follow-up'
import type { Slots } from '../frame/slots'
import { type Piece, tagged } from '../tag/tag'

const COST: ReadonlySet<Frame['frame']> = new Set(['breakdown', 'top_movers', 'compare_periods', 'timeseries', 'line_items'])

/**
 * “By team” after the savings, “last week” after what waits: nothing but slots, and the view that is shown has none of them. Read alone it would be the cost, which nobody spoke of: both are
 * offered.
 */
export function leftAlone(reading: Reading, pieces: readonly Piece[], slots: Slots, ctx: ReadingContext): Reading {
  const { previous } = ctx
  if (previous === null || reading.outcome !== 'answered' || !COST.has(reading.frame.frame)) return reading
  if (COST.has(previous.frame) || WITH_PLACES.has(previous.frame) || !isElliptical(pieces) || ASKS.test(tagged(pieces)) || isWhole(pieces, slots, previous))
    return reading
  return choices('What is shown cannot be split or narrowed so. Which one then?', [previous, reading.frame], ctx)
}
const ASKS = /^(?:and |ok |now |so )*(?:what|which|how|show|give|list|top)\b/
// After these a grouping or a time asks for the cost of the same place.
const WITH_PLACES: ReadonlySet<Frame['frame']> = new Set(['list_anomalies', 'drift_between', 'explain_case'])

/** “Drop tax” after a view: no order to act, and a kind of charge is nothing that a view leaves out. */
export function keptIn(pieces: readonly Piece[], { left_out }: Slots, { previous, ...ctx }: ReadingContext): Reading | undefined {
  const is_said = previous !== null && left_out.length > 0 && isElliptical(pieces)
  return is_said ? notRead(leavingOut(left_out), [previous], { ...ctx, previous }) : undefined
}
