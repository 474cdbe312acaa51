import type { Reading, ThreadContext } from '@/schemas/reading'
import type { Instant } from '@/schemas/time'

const MAX_TRAIL = 10
const MAX_OFFERED = 10

/** What the next question may lean on: after an answer its frame, after a question back its choices, after a refusal what was there before. */
export function nextContext(reading: Reading, listed: readonly string[], before: ThreadContext | null, now: Instant): ThreadContext {
  const kept: ThreadContext = before ?? { frame: null, listed: [], at: now, trail: [], offered: [] }
  if (reading.outcome === 'clarify') return { ...kept, at: now, offered: reading.options.slice(0, MAX_OFFERED) }
  if (reading.outcome === 'declined') return { ...kept, offered: [] }
  const { frame } = reading
  const is_back = kept.trail.length > 0 && JSON.stringify(kept.trail.at(-1)) === JSON.stringify(frame)
  const trail = is_back ? kept.trail.slice(0, -1) : kept.frame === null ? kept.trail : [...kept.trail, kept.frame].slice(-MAX_TRAIL)
  // A view of one case keeps the list it was opened from: "and the second one" still means its row.
  return { frame, listed: listed.length > 0 || 'scope' in frame ? [...listed] : kept.listed, at: now, trail, offered: [] }
}
