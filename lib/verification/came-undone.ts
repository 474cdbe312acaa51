import { big, toDecimal } from '@/lib/kernel/money'
import type { Decimal } from '@/schemas/money'
import type { Day } from '@/schemas/time'
import type { VerificationCheck } from '@/schemas/verification'

/** A saving that was claimed: per day, counted up to `counted_to`. */
export type Claimed = { saved_per_day: Decimal; counted_to: Day }
export type CameUndone = { since: Day; days: number; saved_per_day: Decimal }

// A bad day is an accident; after so many settled ones in a row the saving is gone.
const DAYS_IN_A_ROW = 5
// A day on which less than this share of the claim is saved is a day without the saving: a schedule saves less on workdays than at weekends, but never that little.
const DAY_LOST_RATIO = 0.5
// Over all of those days no more than this share may be left; otherwise it is a smaller saving, not a lost one.
const MEAN_LOST_RATIO = 0.25

/**
 * Whether a claimed saving has come undone: the cost of the latest settled days stands where it would have been without the change. Null while
 * it holds, while fewer days than that are settled, and for a claim of nothing. Days that are not known break no row and make none.
 */
export function cameUndone(trajectory: VerificationCheck['trajectory'], claim: Claimed): CameUndone | null {
  const claimed = big(claim.saved_per_day)
  if (claimed.lte(0)) return null
  const days = trajectory.flatMap((p) =>
    p.is_settled && p.actual !== null && p.day > claim.counted_to ? [{ day: p.day, saved: big(p.expected).minus(p.actual) }] : [],
  )
  const held = days.findLastIndex((d) => d.saved.gte(claimed.times(DAY_LOST_RATIO)))
  const lost = days.slice(held + 1)
  const [first] = lost
  if (first === undefined || lost.length < DAYS_IN_A_ROW) return null
  const mean = lost.reduce((sum, d) => sum.plus(d.saved), big('0')).div(lost.length)
  return mean.gt(claimed.times(MEAN_LOST_RATIO)) ? null : { since: first.day, days: lost.length, saved_per_day: toDecimal(mean.round(6)) }
}

/** The last day that a check counted towards its saving; null when it counted none. */
export const countedTo = (check: VerificationCheck): Day | null => check.trajectory.findLast((p) => p.is_used)?.day ?? null
