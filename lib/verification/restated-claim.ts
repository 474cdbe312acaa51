import { Big, big, toDecimal } from '@/lib/kernel/money'
import type { Decimal } from '@/schemas/money'
import type { VerificationCheck } from '@/schemas/verification'

type Trajectory = VerificationCheck['trajectory']
/** What the days that a claim was measured on came to a day, when it was made and as the bill has them now. */
export type RestatedClaim = { days: number; was: Decimal; is: Decimal }

// Days are kept to the cent.
const SAME = '0.01'

/**
 * How a bill that came again changed what a claim was measured on. The days before the change count, too: what would have been spent comes from them. Null while
 * it is the same, and where days of the claim are not known any more.
 */
export function restatedClaim(claim: Trajectory, course: Trajectory): RestatedClaim | null {
  const now = new Map(course.map((p) => [p.day, p]))
  const pairs = claim.filter((p) => p.is_used).map((then) => ({ then, now: now.get(then.day) }))
  if (pairs.length === 0 || pairs.some((p) => p.now === undefined)) return null
  const mean = (points: readonly (Trajectory[number] | undefined)[]) =>
    points.reduce((sum, p) => sum.plus(big(p?.expected ?? '0')).minus(p?.actual ?? '0'), new Big(0)).div(pairs.length)
  const [was, is] = [mean(pairs.map((p) => p.then)), mean(pairs.map((p) => p.now))]
  return is.minus(was).abs().lt(SAME) ? null : { days: pairs.length, was: toDecimal(was.round(6)), is: toDecimal(is.round(6)) }
}
