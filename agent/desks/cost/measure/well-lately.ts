import { addMs } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'

const ASKED_AGAIN_MS = 3_600_000
// More runs than a process has waiting for their bills; the ones that waited longest are forgotten, which costs a question.
const MOST = 1_000

const looked = new Map<string, Instant>()

/** Says that everything after a run was well at `now`, while its check waits for the bill. */
export function sayWell(run_id: string, now: Instant): void {
  looked.delete(run_id)
  looked.set(run_id, now)
  const [oldest] = looked.keys()
  if (looked.size > MOST && oldest !== undefined) looked.delete(oldest)
}

/**
 * Whether this process knows that everything after a run was well within the last hour. A check that waits for its bill is tried with every sweep, and metrics
 * cost money.
 */
export function wasWellLately(run_id: string, now: Instant): boolean {
  const at = looked.get(run_id)
  return at !== undefined && at <= now && now < addMs(at, ASKED_AGAIN_MS)
}
