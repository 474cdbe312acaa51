import { COMMON_NAMES } from '../words/lexicon'
import { nameKey } from '../words/normalise'
import { CLASSES } from '../words/word-classes'
import { type Piece, type ScopeKey, wordAt } from './tag'

// Names that are also common words (“data”, “config”): whether the words beside them make them a name.

const OWNER_HINT = /^(?:team|teams|owner|owners|squad|group|folks|guys|department)$/
export const HINTS: readonly (readonly [RegExp, ScopeKey])[] = [
  [/^(?:account|accounts|acct)$/, 'sub_account_id'],
  [/^(?:service|product)$/, 'service_name'],
  [/^region$/, 'region_id'],
  [OWNER_HINT, 'owner'],
]
const PREPOSITION = /^(?:for|of|in|only|just|and|or|about|on|vs|versus|with|is|did|does|has|are|was|from|to|without|why|by|exclude|excluding|except|not|the)$/

const KINDS = /^(?:accounts|teams|services|regions)$/
/** The kind of place that is said beside a name: “account foo”, “the ml team”. */
export function hintAt(pieces: readonly Piece[], at: number, length: number): ScopeKey | undefined {
  for (const neighbour of [wordAt(pieces, at + length), wordAt(pieces, at - 1)]) {
    const hint = HINTS.find(([pattern]) => pattern.test(neighbour))
    if (hint !== undefined) return hint[1]
  }
  // “Storefront and payments-prod accounts”: the noun stands behind the last of them.
  const noun = /^(?:and|or)$/.test(wordAt(pieces, at + length))
    ? [2, 3].map((on) => wordAt(pieces, at + length + on)).find((word) => KINDS.test(word))
    : undefined
  return HINTS.find(([pattern]) => noun !== undefined && pattern.test(noun))?.[1]
}

const TIME =
  /^(?:h[12]|last|past|previous|this|since|today|yesterday|mtd|qtd|ytd|q[1-4]|\d{4}-\d{2}.*|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*|may)$/
/** “For support in September”: what follows is a time, so that the word before it ends there. */
const isTimeAt = (pieces: readonly Piece[], at: number): boolean =>
  TIME.test(wordAt(pieces, at)) ||
  (/^(?:in|for|over|during|from|between)$/.test(wordAt(pieces, at)) && TIME.test(wordAt(pieces, at + (wordAt(pieces, at + 1) === 'the' ? 2 : 1))))

export const isCommon = (words: string, pieces: readonly Piece[], at: number, length: number): boolean => {
  if (!COMMON_NAMES.has(words)) return false
  // "data transfer" is a kind of charge, not the data team.
  if (words === 'data' && wordAt(pieces, at + length) === 'transfer') return true
  // “The data and ml teams”: the noun stands after the last of them.
  if (/^(?:and|or)$/.test(wordAt(pieces, at + length)) && OWNER_HINT.test(wordAt(pieces, at + length + 2).replace(/'s?$/, ''))) return false
  // “By team, platform excluded”: what is left out was named.
  if (/^(?:excluded|omitted|left (?:out|aside)|not (?:included|counted))/.test(`${wordAt(pieces, at + length)} ${wordAt(pieces, at + length + 1)}`))
    return false
  const before = wordAt(pieces, at - 1)
  const is_last = at + length === pieces.length
  // "What did platform spend": whoever spends is a team.
  const spends =
    /^(?:did|does|do|has|is|was)$/.test(before) &&
    /^(?:spend|spent|spending|cost|costs|pay|paid|paying|use|used|do|doing|develop|change)$/.test(wordAt(pieces, at + length))
  if (spends) return false
  // “Backup cost ytd”: the name of a service, which no other word is.
  if (at === 0 && /^(?:backup|config|secrets)$/.test(words) && /^(?:costs?|spend|spending|bill)$/.test(wordAt(pieces, at + length))) return false
  return (
    hintAt(pieces, at, length) === undefined &&
    !(PREPOSITION.test(before) && (is_last || pieces[at + length]?.tag !== null || (/^(?:for|of|from|on)$/.test(before) && isTimeAt(pieces, at + length))))
  )
}

type Kind = { key: ScopeKey }
const JOINS = /^(?:or|and|vs|versus)$/
/** “Data or ml”, “ml and data”: a common word that is joined to the name of a team or a service is one, too. */
export function isJoined(found: readonly Kind[], pieces: readonly Piece[], at: number, length: number, names: ReadonlyMap<string, readonly Kind[]>): boolean {
  const isOfKind = (key: ScopeKey): boolean => found.some((e) => e.key === key)
  const [before, after] = [at - 1, at + length]
  const named = pieces[before - 1]?.tag
  // Whoever spends together with a team is one.
  const is_spent = found.every((e) => e.key !== 'owner') || pieces.some((p) => p.tag === null && (CLASSES.cost as readonly string[]).includes(p.text))
  return (
    (JOINS.test(wordAt(pieces, after)) && (names.get(nameKey(wordAt(pieces, after + 1))) ?? []).some((e) => isOfKind(e.key))) ||
    (JOINS.test(wordAt(pieces, before)) && is_spent && wordAt(pieces, after) !== 'transfer' && named?.tag === 'entity' && isOfKind(named.key))
  )
}
