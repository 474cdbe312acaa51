import { addMs } from '@/lib/kernel/time'
import { instantsOf, POINT_MS, type SignalSeries, type Stretch } from '@/lib/verification/signal-points'
import type { Instant } from '@/schemas/time'

export type Happened = { at: Instant; count: number }

const DAY_MS = 24 * 3_600_000

/** How often something happened in the day until each point, from the beginning of its stretch on: one time is seen for a day. */
export const countedUp = (happened: readonly Happened[], stretches: readonly Stretch[]): SignalSeries['points'] =>
  stretches.flatMap((stretch) =>
    instantsOf([stretch]).map((at) => {
      const [from, to] = [addMs(at, POINT_MS - DAY_MS), addMs(at, POINT_MS)]
      return { at, value: happened.filter((h) => h.at >= stretch.start && h.at >= from && h.at < to).reduce((sum, h) => sum + h.count, 0) }
    }),
  )

/** The stretch since the run: the last one. */
export const sinceOf = (stretches: readonly Stretch[]): Stretch => stretches.at(-1) ?? { start: '', end: '' }

/**
 * Points of what can only be asked as it is now. What it was weeks ago nobody tells, so it is held against none of it, which is the strictest there is: a
 * target that was in trouble before counts as in trouble, and never the other way round.
 */
export function asItIsNow(stretches: readonly Stretch[], pointOf: (at: Instant) => number | null): SignalSeries['points'] {
  const since = sinceOf(stretches)
  return instantsOf(stretches).flatMap((at) => {
    const value = at < since.start ? 0 : pointOf(at)
    return value === null ? [] : [{ at, value }]
  })
}
