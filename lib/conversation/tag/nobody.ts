import { CLASSES } from '../words/word-classes'
import type { Piece } from './tag'

/** Stands for the person of a case that has none. */
export const NOBODY = 'nobody'
const COST: ReadonlySet<string> = new Set([...CLASSES.cost, ...CLASSES.resource])
const CASES = /\b(?:cases?|anomal(?:y|ies)|incidents?)\b/
/** “What is still unowned”, “open stuff nobody picked up”: what is open are cases, where neither money nor a time is spoken of. */
const isOfOpenThings = (pieces: readonly Piece[]): boolean =>
  pieces.some((p) => /^(?:open|anything|something|everything|stuff|things|what|which)$/.test(p.text)) &&
  pieces.every((p) => (p.tag === null ? !COST.has(p.text) : p.tag.tag === 'entity' && p.tag.key === 'owner'))

/** Cases without an owner: a case has a person, a cost has a team. “Untagged” and “no team” speak of cost in any case. */
export const isOwnerless = (pieces: readonly Piece[], said: string): boolean =>
  (/own|unassigned/.test(said) ||
    pieces.some((p, at) => p.text === 'no team' && /^(?:own|owns|owning|responsible|assigned)$/.test(pieces[at + 1]?.text ?? ''))) &&
  pieces.every((p) => p.tag?.tag !== 'group') &&
  (isOfOpenThings(pieces) ||
    pieces.some((p) => p.tag?.tag === 'severity' || p.tag?.tag === 'category') ||
    CASES.test(pieces.map((p) => (p.tag === null ? p.text : '')).join(' ')))
/** "Cases that nobody has", "unassigned anomalies". */
export function isUnassigned(pieces: readonly Piece[]): boolean {
  const text = pieces.map((p) => (p.tag === null ? p.text : '<tag>')).join(' ')
  return (
    (CASES.test(text) ||
      isOfOpenThings(pieces) ||
      pieces.some((p) => p.tag?.tag === 'severity') ||
      /\b(?:with|has) (?:nobody|no one|noone) on (?:it|them)\b/.test(text)) &&
    /\bunassigned\b|\b(?:have|has|with|to|by|where|that|which|what|belong to|assigned to) (?:nobody|no one|noone)\b|\b(?:without|no) (?:an? |any )?(?:assignee|person|owner)\b|\bwithout (?:anyone|anybody|someone|somebody)\b|\b(?:nobody|no one|noone) (?:is |was |has |have )?(?:been |yet |already )?(?:assigned|on|owner|handles|look|looks|looking|work|works|working|cares?|taken|took|picked|grabbed|claimed|started|touched)\b|\b(?:not|never) (?:been |yet )*(?:picked up|taken|assigned|claimed|grabbed)\b|\bunclaimed\b/.test(
      text,
    )
  )
}
