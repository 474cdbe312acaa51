import type { Plan } from '@/schemas/action'
import type { Instant } from '@/schemas/time'
import { type CountedClaim, type ExecutionLimits, type Held, heldBack } from './limits'

/** How far limits let what is left of a plan go now: these of its actions may begin, in its order; or none may, and why. */
export type Room = { may_begin: readonly string[] } | { held: Held }

/** Whether limits would let a plan through as a whole, were nothing else done. */
export const fitsAsAWhole = (plan: Plan, limits: ExecutionLimits, now: Instant): boolean => heldBack(plan, [], limits, now) === null

/**
 * A plan that fits the limits as a whole waits until it can be carried out as a whole: nothing is left half done for want of room. One that never fits, and one that
 * has begun, goes as far as limits let it now. Pure: the claims are counted by the caller.
 */
export function roomFor(left: Plan, claims: readonly CountedClaim[], limits: ExecutionLimits, now: Instant, has_begun: boolean): Room {
  const it = has_begun ? 'what is left of the plan' : 'the plan'
  const held = heldBack(left, claims, limits, now, it)
  if (held === null) return { may_begin: left.actions.map((a) => a.action_id) }
  if (!has_begun && fitsAsAWhole(left, limits, now)) return { held }
  const stretch = longestThat(left, (part) => heldBack(part, claims, limits, now) === null)
  return stretch === null ? { held: nextStretch(left, claims, limits, now, it) ?? held } : { may_begin: stretch.actions.map((a) => a.action_id) }
}

/** Why as much of a plan as limits ever let through at once has no room, and when it has; null where it has. */
export function nextStretch(left: Plan, claims: readonly CountedClaim[], limits: ExecutionLimits, now: Instant, it: string): Held | null {
  const whole = longestThat(left, (part) => fitsAsAWhole(part, limits, now)) ?? left
  return heldBack(whole, claims, limits, now, it)
}

/** The most actions from the front of a plan of which something holds. */
function longestThat(plan: Plan, holds: (part: Plan) => boolean): Plan | null {
  for (let n = plan.actions.length; n > 0; n--) {
    const part = { ...plan, actions: plan.actions.slice(0, n) }
    if (holds(part)) return part
  }
  return null
}
