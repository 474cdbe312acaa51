import { whyStillInPlace } from '@/lib/cases/still-in-place'
import { MAY_LOOK_AGAIN } from '@/lib/intents/case-statuses'
import { type Blocked, block, sentence, standsAt } from '@/lib/intents/state-rules'
import { formatInstant } from '@/lib/kernel/format'
import { addMs } from '@/lib/kernel/time'
import type { Case } from '@/schemas/case'
import type { Instant } from '@/schemas/time'

export type LookAgain = 'evidence.request_refresh' | 'plan.request_recompute'

// Some sources charge for an answer, and none of them changes by the minute. Nobody lets a plan go while it is made again, so that is not asked for without end either.
const WAIT_MS = 10 * 60_000

/** Why a case is not looked at again now; null when it may be. */
export function lookAgainRule(command: LookAgain, c: Case, now: Instant): Blocked | null {
  if (!MAY_LOOK_AGAIN.includes(c.status)) return block('not_now', standsAt(c.status), 'A plan is made again until it is carried out.')
  const in_place = c.status === 'error' ? whyStillInPlace(c) : null
  if (in_place !== null) return block('in_place', sentence(in_place), 'Roll it back first.')
  const not_before = mayLookFrom(command, c)
  if (not_before === null || not_before <= now) return null
  const done =
    command === 'evidence.request_refresh' ? 'All sources were asked a moment ago.' : 'The plan was made again a moment ago, and people are asked about it.'
  return block('rate', done, `Ask again from ${formatInstant(not_before, now)}.`)
}

/** From when on the same may be asked for again; null where it need not wait. */
export function mayLookFrom(command: LookAgain, { refreshed_at, recomputed_at, approval }: Case): Instant | null {
  const last = command === 'evidence.request_refresh' ? refreshed_at : approval?.closed_at === null ? recomputed_at : undefined
  return last === undefined ? null : addMs(last, WAIT_MS)
}
