import type { Severity } from '@/schemas/decision'
import type { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { FramePeriod, GroupBy } from '@/schemas/frame'

export type ScopeKey = (typeof SCOPE_KEYS)[number]

/** What a stretch of words means. `said` is how it was written, for the reading that is shown back. */
export type Tag =
  | { tag: 'entity'; key: ScopeKey; value: string; how: 'exact' | 'alias' | 'prefix' | 'fuzzy'; said: string }
  | { tag: 'ambiguous'; said: string; options: { key: ScopeKey; value: string }[] }
  | { tag: 'missing'; key: ScopeKey; said: string }
  | { tag: 'case'; case_id: string; is_known: boolean }
  | { tag: 'ordinal'; index: number }
  | { tag: 'period'; period: FramePeriod; role: 'period' | 'baseline' }
  | { tag: 'onset'; phrase: string; role: 'period' | 'baseline' }
  | { tag: 'limit'; n: number }
  | { tag: 'severity'; severity: Severity }
  | { tag: 'group'; group_by: GroupBy }

/** A word, or the tag that took its place. `length` counts the words a tag covers. */
export type Piece = { text: string; tag: Tag | null; length: number; is_quoted: boolean }

const PLACE: Record<Tag['tag'], string> = {
  entity: '<scope>',
  ambiguous: '<scope>',
  missing: '<scope>',
  case: '<case>',
  ordinal: '<ordinal>',
  period: '<period>',
  onset: '<period>',
  limit: '<limit>',
  severity: '<severity>',
  group: '<group>',
}

/** The question with every tag in place of its words: what the cue patterns read. */
export const tagged = (pieces: readonly Piece[]): string =>
  pieces.map((p) => (p.tag === null ? p.text : p.tag.tag === 'group' ? `<group> ${p.text}` : PLACE[p.tag.tag])).join(' ')

/** Replaces `length` pieces from `at` by one tag. */
export function put(pieces: readonly Piece[], at: number, length: number, tag: Tag): Piece[] {
  const covered = pieces.slice(at, at + length)
  const piece: Piece = { text: covered.map((p) => p.text).join(' '), tag, length: covered.reduce((sum, p) => sum + p.length, 0), is_quoted: false }
  return [...pieces.slice(0, at), piece, ...pieces.slice(at + length)]
}

/** Words of the span, or undefined when part of it is already tagged. */
export function wordsAt(pieces: readonly Piece[], at: number, length: number): string | undefined {
  const covered = pieces.slice(at, at + length)
  return covered.length === length && covered.every((p) => p.tag === null) ? covered.map((p) => p.text).join(' ') : undefined
}

export const tagsOf = <K extends Tag['tag']>(pieces: readonly Piece[], kind: K): Extract<Tag, { tag: K }>[] =>
  pieces.flatMap((p) => (p.tag?.tag === kind ? [p.tag as Extract<Tag, { tag: K }>] : []))
