import type { Environment } from '@/schemas/action'
import type { CostCategory } from '@/schemas/cost'
import type { Severity } from '@/schemas/decision'
import type { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { ChargeKind, FramePeriod, Grouping, Measure, Threshold } from '@/schemas/frame'
import type { Day } from '@/schemas/time'

export type ScopeKey = (typeof SCOPE_KEYS)[number]

/** What a stretch of words means. `said` is how it was written, for the reading that is shown back. `is_left_out`: "without EC2". */
export type Tag =
  | { tag: 'entity'; key: ScopeKey; value: string; how: 'exact' | 'alias' | 'prefix' | 'fuzzy'; said: string; is_left_out?: boolean }
  | { tag: 'ambiguous'; said: string; options: { key: ScopeKey; value: string }[] }
  | { tag: 'missing'; key: ScopeKey; said: string }
  | { tag: 'case'; case_id: string; is_known: boolean }
  | { tag: 'ordinal'; index: number }
  | { tag: 'period'; period: FramePeriod; role: 'period' | 'baseline' }
  | { tag: 'vague_day'; said: string; days: Day[] }
  | { tag: 'onset'; phrase: string; role: 'period' | 'baseline' }
  | { tag: 'limit'; n: number }
  | { tag: 'severity'; severity: Severity; is_left_out?: boolean }
  | { tag: 'group'; group_by: Grouping }
  | { tag: 'environment'; environment: Environment; is_left_out?: boolean }
  | { tag: 'person'; person: string; said: string; is_left_out?: boolean }
  | { tag: 'amount'; threshold: Threshold; has_side: boolean }
  | { tag: 'category'; category: CostCategory; is_left_out?: boolean }
  | { tag: 'charge'; charge: ChargeKind; is_left_out?: boolean }
  | { tag: 'measure'; measure: Measure }

/** A word, or the tag that took its place. `length` counts the words a tag covers. */
export type Piece = { text: string; tag: Tag | null; length: number; is_quoted: boolean }

const PLACE: Record<Tag['tag'], string> = {
  entity: '<scope>',
  ambiguous: '<scope>',
  missing: '<scope>',
  case: '<case>',
  ordinal: '<ordinal>',
  period: '<period>',
  vague_day: '<period>',
  onset: '<period>',
  limit: '<limit>',
  severity: '<severity>',
  group: '<group>',
  environment: '<env>',
  person: '<person>',
  amount: '<amount>',
  category: '<category>',
  charge: '<charge>',
  measure: '<measure>',
}
// Tags whose own words stay readable to the cues behind the tag.
const KEEPS_WORDS: ReadonlySet<Tag['tag']> = new Set(['group', 'onset'])

/** The question with every tag in place of its words: what the cue patterns read. */
export const tagged = (pieces: readonly Piece[]): string =>
  pieces.map((p) => (p.tag === null ? p.text : KEEPS_WORDS.has(p.tag.tag) ? `${PLACE[p.tag.tag]} ${p.text}` : PLACE[p.tag.tag])).join(' ')

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

/** The untagged word at a place, or ''. */
export const wordAt = (pieces: readonly Piece[], at: number): string => (pieces[at]?.tag === null ? (pieces[at]?.text ?? '') : '')

export const tagsOf = <K extends Tag['tag']>(pieces: readonly Piece[], kind: K): Extract<Tag, { tag: K }>[] =>
  pieces.flatMap((p) => (p.tag?.tag === kind ? [p.tag as Extract<Tag, { tag: K }>] : []))

/** Tries every stretch of untagged words, longest first; `find` says what it means. */
export function sweep(
  pieces: readonly Piece[],
  longest: number,
  find: (words: string, at: number, length: number, out: readonly Piece[]) => Tag | undefined,
): Piece[] {
  let out = [...pieces]
  for (let length = longest; length >= 1; length -= 1) {
    for (let at = 0; at + length <= out.length; at += 1) {
      const words = wordsAt(out, at, length)
      const tag = words === undefined ? undefined : find(words, at, length, out)
      if (tag !== undefined) out = put(out, at, length, tag)
    }
  }
  return out
}
