import type { Piece } from './tag'

/** Stands for the person of a case that has none. */
export const NOBODY = 'nobody'
/** "Cases that nobody has", "unassigned anomalies". */
export function isUnassigned(pieces: readonly Piece[]): boolean {
  const text = pieces.map((p) => (p.tag === null ? p.text : '<tag>')).join(' ')
  return (
    /\b(?:cases?|anomal(?:y|ies)|incidents?)\b/.test(text) &&
    /\bunassigned\b|\b(?:have|has|with|to|by|where|that|which|what|belong to|assigned to) (?:nobody|no one|noone)\b|\b(?:without|no) (?:an? |any )?(?:assignee|person)\b|\b(?:nobody|no one) (?:is |was |has )?(?:assigned|on|owner|handles|looks|looking|working|taken|took)\b/.test(
      text,
    )
  )
}
