import type { Frame } from '@/schemas/frame'
import { candidates } from '../cues/candidates'
import type { Slots } from '../frame/slots'
import type { Piece } from '../tag/tag'
import { tagged } from '../tag/tag'
import { RUN_AT } from './unsure'

// What a question is about, in its own words. "By team" has none, "cost by team" has.
const SUBJECT = /\b(?:costs?|spend|spending|spent|bill|pay|cases|anomalies|compare|did|savings)\b/
const BREAKS_DOWN = /\b(?:break|split)\b/
// Words that join what follows to what is on the screen, at the beginning and anywhere.
const JOINED =
  /^(?:and|or|but|what about|how about|also|now|then|so|just|only|same|the same|no|nope|not|actually|rather|i meant?|instead|per|by|vs|versus|against|compared|with|without|excluding|exclude|except|minus|leave out|filter|narrow|group|make|switch|use|change|try)\b/
const POINTS_BACK = /\b(?:it|that|this one|those|these|them|there|ones?|instead|again|same|other)\b/

/**
 * True when a question of nothing but slots and joining words still says by itself what it is about, and that is another view than the last one:
 * "cost in October by team" after a list of approvals. It then means the same as in a new conversation.
 */
export function isWhole(pieces: readonly Piece[], slots: Slots, previous: Frame): boolean {
  const text = tagged(pieces)
  const words = pieces.map((p) => p.text).join(' ')
  if (JOINED.test(words) || POINTS_BACK.test(text)) return false
  const [best] = candidates(pieces)
  if (best === undefined || best.score < RUN_AT || best.frame === previous.frame) return false
  const has_own_time = slots.period !== null && (slots.group_by !== null || slots.charge !== null)
  return SUBJECT.test(text) || (has_own_time && (BREAKS_DOWN.test(text) || slots.charge !== null))
}

const KEPT = ['severity', 'category', 'person', 'threshold', 'group_by', 'measure', 'charge', 'environment', 'limit'] as const

/** True when something that was said has no place in the view that would follow: carrying on would pass over it. */
export const losesSlots = (frame: Frame, slots: Slots): boolean =>
  KEPT.some((slot) => slots[slot] !== null && !(slot in frame) && !(slot === 'group_by' && 'by' in frame))
