import type { Piece } from '../tag/tag'
import { tagged } from '../tag/tag'
import { coverage, isUnexplained } from '../tag/tag-question'
import { LEADING, SKIPPED } from '../words/lexicon'
import type { CueName } from './cue-row'
import { CUES, ORDER, RIVALS } from './cues'

export type Candidate = { frame: CueName; score: number }

/** Scores this near are one answer: the more particular view is meant, unless the two are rivals. */
export const MARGIN = 0.15
// A word that nothing explains right after one of these is a name nobody here has: then it is asked back, whatever else fits.
const NAMING =
  /^(?:for|of|in|on|from|at|called|named|last|past|previous|next|since|before|after|until|than|without|over|under|above|below|per|by|every|each|except|excluding|against|vs|versus|between|to|within|inside|during)$/
const UNKNOWN_NAME_CAP = 0.6

/** The question as the cues read it: tags in place of words, without articles and fillers. */
export function cueText(pieces: readonly Piece[]): string {
  const kept = pieces.filter((p) => p.tag !== null || !SKIPPED.has(p.text))
  const first = kept.findIndex((p) => p.tag !== null || !LEADING.has(p.text))
  return tagged(first === -1 ? kept : kept.slice(first))
}

/** A word that stands where a name would and that nobody here has. */
const hasUnknownName = (pieces: readonly Piece[]): boolean =>
  pieces.some((p, at) => {
    if (!isUnexplained(p)) return false
    // "november tenth": something about a time that was not read.
    if (pieces[at - 1]?.tag?.tag === 'period' || /[=:\d]/.test(p.text)) return true
    const before = pieces[at - 1]?.tag === null && /^(?:the|our|my|a|an)$/.test(pieces[at - 1]?.text ?? '') ? pieces[at - 2] : pieces[at - 1]
    return before?.tag === null && NAMING.test(before.text)
  })

/** Frames whose cues the words fit, the one that is meant first. The score falls with every meaningful word that nothing explains. */
export function candidates(pieces: readonly Piece[]): Candidate[] {
  const text = cueText(pieces)
  const cap = hasUnknownName(pieces) ? UNKNOWN_NAME_CAP : 1
  const factor = 0.4 + 0.6 * coverage(pieces)
  const best = new Map<CueName, number>()
  for (const cue of CUES) if (cue.pattern.test(text)) best.set(cue.frame, Math.max(best.get(cue.frame) ?? 0, cue.weight))
  const top = Math.max(0, ...best.values())
  return [...best]
    .map(([frame, weight]) => ({ frame, weight, is_near: top - weight < MARGIN }))
    .toSorted((a, b) => Number(b.is_near) - Number(a.is_near) || ORDER.indexOf(a.frame) - ORDER.indexOf(b.frame))
    .map(({ frame, weight }) => ({ frame, score: Math.round(Math.min(1, cap, weight * factor) * 1000) / 1000 }))
}

/** Two topics that are equally meant: neither view holds the other. */
export const areRivals = (a: CueName, b: CueName): boolean => RIVALS.some(([x, y]) => (a === x && b === y) || (a === y && b === x))
