import { clearanceOf } from '@/lib/approval/clearance'
import { retryDirection } from '@/lib/execution/retry-direction'
import { lookAgainRule } from '@/lib/intents/look-again-rule'
import { type Blocked, block } from '@/lib/intents/state-rules'
import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'

/** Why a run is not tried again; null when it may be. Going back needs nobody's agreement, going on needs the one that the plan was sent for. */
export function retryRule(c: Case, now: Instant): Blocked | null {
  const direction = retryDirection(c)
  if (direction === null) return block('not_given_up', 'There is no run that was given up.', 'A run that waits is tried again by itself.')
  const { is_cleared, because } = clearanceOf(c)
  if (direction === 'back' || is_cleared) return null
  const may_plan = lookAgainRule('plan.request_recompute', c, now) === null
  return block('not_cleared', `The agreement does not stand: ${because}.`, may_plan ? 'Have the plan made again, and send it for approval.' : 'Close the case.')
}
