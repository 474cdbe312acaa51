import type { Reading } from '@/schemas/reading'
import { isElsewhere } from '../ask-back/elsewhere'
import { normalise } from '../words/normalise'

/** A reading this sure is shown at once. */
export const RUN_AT = 0.75
/** No more than the weight of a cue that is one topic word. */
export const TOPIC_SCORE = 0.8

/** What is said when the words fit no view, and how a question back begins when they fit none well enough. */
export const NOT_OURS = 'Only the cloud bill, its cases and their approvals can be asked about here.'
export const TWO_WAYS = 'This can be read in more than one way, and none fits.'
const NOT_KNOWN = 'Not known here: '
export const notKnown = (words: readonly string[]): string => `${NOT_KNOWN}${words.map((word) => `“${word}”`).join(', ')}.`
/** True for a refusal that only says that the words were not understood. */
export const isNotUnderstood = (because: string): boolean => because === NOT_OURS || because === TWO_WAYS || because.startsWith(NOT_KNOWN)
/** The doubt about a time that is yet to come. */
export const FUTURE = 'the future'
export const DID_YOU_MEAN = 'Did you mean'

/** True when the grammar did not understand, as opposed to lacking one word, refusing to act, or being asked about the weather. */
export function isUnsure(question: string, reading: Reading): boolean {
  if (question.trim().startsWith('/') || isElsewhere(normalise(question))) return false
  if (reading.outcome === 'answered') return reading.score < 0.75
  if (reading.outcome === 'clarify') return reading.question.endsWith(DID_YOU_MEAN)
  return isNotUnderstood(reading.because)
}
