import { addMs } from '@/lib/kernel/time'
import { instantsOf, POINT_MS, type SignalSeries, type Stretch } from '@/lib/verification/signal-points'
import type { Instant } from '@/schemas/time'

export type Happened = { at: Instant; count: number }

/** How often something happened so far in each stretch, so that one time is seen for as long as the stretch lasts. */
export const countedUp = (happened: readonly Happened[], stretches: readonly Stretch[]): SignalSeries['points'] =>
  stretches.flatMap((stretch) =>
    instantsOf([stretch]).map((at) => ({
      at,
      value: happened.filter((h) => h.at >= stretch.start && h.at < addMs(at, POINT_MS)).reduce((sum, h) => sum + h.count, 0),
    })),
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
