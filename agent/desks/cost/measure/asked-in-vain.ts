import { addMs } from '@/lib/kernel/time'
import type { Instant } from '@/schemas/time'

// A metrics service that is down for a moment calls nobody: for so long it is asked again, however late a check is made.
const ASKED_AGAIN_MS = 15 * 60_000
// More runs than a process asks about in vain at once; the ones that waited longest are forgotten, and are asked about longer.
const MOST = 1_000

const since = new Map<string, Instant>()

/** Whether what could not be asked about a run at `now` is to be asked again before it counts as not known. Each outage has its own quarter of an hour. */
export function isAskedAgain(run_id: string, now: Instant): boolean {
  const known = since.get(run_id)
  const first = known === undefined || known > now ? now : known
  since.set(run_id, first)
  const [oldest] = since.keys()
  if (since.size > MOST && oldest !== undefined) since.delete(oldest)
  if (now < addMs(first, ASKED_AGAIN_MS)) return true
  since.delete(run_id)
  return false
}

/** Says that everything about a run could be asked. */
export const wasAnswered = (run_id: string): void => void since.delete(run_id)
