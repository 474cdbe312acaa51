import { isOneEditApart } from './edit-distance'
import type { Gazetteer } from './gazetteer'
import { COMMON_NAMES, REGION_ALIASES, SERVICE_ALIASES, STOP_WORDS, USAGE_ALIASES } from './lexicon'
import { nameKey } from './normalise'
import { type Piece, put, type ScopeKey, type Tag, wordsAt } from './tag'
import { isCueWord } from './vocabulary'

type Entity = { key: ScopeKey; value: string; name: string }
type Index = { exact: Map<string, Entity[]>; all: Entity[] }

const LONGEST_NAME = 6
const MIN_PREFIX = 3
const MIN_FUZZY = 5
const OWNER_HINT = /^(?:team|teams|owner|owners|squad|group)$/
const HINTS: readonly (readonly [RegExp, ScopeKey])[] = [
  [/^(?:account|accounts|acct)$/, 'sub_account_id'],
  [/^(?:service|product)$/, 'service_name'],
  [/^region$/, 'region_id'],
  [OWNER_HINT, 'owner'],
]
// Cost that no team answers for.
const UNTAGGED = /^(?:untagged|unowned|unallocated|no team|no owner|without (?:a )?(?:team|owner|tag))$/
const PREPOSITION = /^(?:for|of|in|only|just|and|or|about|on|vs|versus|with|is|did|does|has|are|was|from|to|without|why)$/

/** Every name of the gazetteer by its key. Built once per question; the gazetteer is a few hundred names. */
export function indexOf(gazetteer: Gazetteer): Index {
  const all: Entity[] = [
    ...gazetteer.accounts.flatMap((a): Entity[] => [
      { key: 'sub_account_id', value: a.id, name: a.name },
      { key: 'sub_account_id', value: a.id, name: a.id },
    ]),
    ...gazetteer.services.map((value): Entity => ({ key: 'service_name', value, name: value })),
    ...gazetteer.regions.map((value): Entity => ({ key: 'region_id', value, name: value })),
    ...gazetteer.usage_types.map((value): Entity => ({ key: 'usage_type', value, name: value })),
    ...gazetteer.owners.map((value): Entity => ({ key: 'owner', value, name: value })),
  ].filter((e) => e.name !== '')
  const exact = new Map<string, Entity[]>()
  for (const entity of all) exact.set(nameKey(entity.name), [...(exact.get(nameKey(entity.name)) ?? []), entity])
  return { exact, all }
}

const unique = (entities: readonly Entity[]): Entity[] => entities.filter((e, i) => entities.findIndex((o) => o.key === e.key && o.value === e.value) === i)

function hintAt(pieces: readonly Piece[], at: number, length: number): ScopeKey | undefined {
  for (const neighbour of [pieces[at + length], pieces[at - 1]]) {
    const hint = neighbour !== undefined && neighbour.tag === null ? HINTS.find(([pattern]) => pattern.test(neighbour.text)) : undefined
    if (hint !== undefined) return hint[1]
  }
  return undefined
}

function tagFor(found: readonly Entity[], how: 'exact' | 'alias' | 'prefix' | 'fuzzy', said: string, hint: ScopeKey | undefined): Tag | undefined {
  const entities = unique(found)
  const hinted = hint === undefined ? entities : entities.filter((e) => e.key === hint)
  const usable = hinted.length > 0 ? hinted : entities
  const [only] = usable
  if (only === undefined) return undefined
  if (usable.length === 1) return { tag: 'entity', key: only.key, value: only.value, how, said }
  return { tag: 'ambiguous', said, options: usable.slice(0, 5).map(({ key, value }) => ({ key, value })) }
}

const contains = (index: Index, key: ScopeKey, patterns: readonly string[]): Entity[] => {
  for (const pattern of patterns) {
    const found = index.all.filter((e) => e.key === key && nameKey(e.name).includes(pattern))
    if (found.length > 0) return found
  }
  return []
}

function byAlias(index: Index, words: string): Entity[] {
  const region = REGION_ALIASES[words]
  if (region !== undefined) return index.all.filter((e) => e.key === 'region_id' && e.value === region)
  const services = contains(index, 'service_name', SERVICE_ALIASES[words] ?? [])
  return services.length > 0 ? services : contains(index, 'usage_type', USAGE_ALIASES[words] ?? [])
}

const isCommon = (words: string, pieces: readonly Piece[], at: number, length: number): boolean => {
  if (!COMMON_NAMES.has(words)) return false
  // "data transfer" is a kind of charge, not the data team.
  if (words === 'data' && pieces[at + length]?.text === 'transfer') return true
  const before = pieces[at - 1]?.tag === null ? (pieces[at - 1]?.text ?? '') : ''
  return (
    hintAt(pieces, at, length) === undefined &&
    !(PREPOSITION.test(before) && pieces[at + length]?.tag !== null) &&
    !(PREPOSITION.test(before) && at + length === pieces.length)
  )
}

function sweep(
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

/** Exact names and aliases, longest first. Runs before periods and values. */
export function tagNames(pieces: readonly Piece[], index: Index): Piece[] {
  const exact = sweep(pieces, LONGEST_NAME, (words, at, length, out) => {
    if (UNTAGGED.test(words)) return { tag: 'entity', key: 'owner', value: '', how: 'exact', said: words }
    const found = index.exact.get(nameKey(words)) ?? []
    return found.length === 0 || isCommon(words, out, at, length) ? undefined : tagFor(found, 'exact', words, hintAt(out, at, length))
  })
  return sweep(exact, 2, (words, at, length, out) =>
    isCommon(words, out, at, length) ? undefined : tagFor(byAlias(index, words), 'alias', words, hintAt(out, at, length)),
  )
}

/** Prefixes, one-letter typos, and names that were announced ("account foo") but do not exist. Runs last, on the words nothing else explained. */
export function tagGuesses(pieces: readonly Piece[], index: Index): Piece[] {
  return sweep(pieces, 2, (words, at, length, out) => {
    const hint = hintAt(out, at, length)
    const is_free = words.split(' ').every((w) => !STOP_WORDS.has(w) && !isCueWord(w)) || (out[at]?.is_quoted ?? false)
    if (!is_free || isCommon(words, out, at, length) || HINTS.some(([pattern]) => words.split(' ').some((w) => pattern.test(w)))) return undefined
    const key = nameKey(words)
    if (key.length >= MIN_PREFIX) {
      const found = index.all.filter((e) => nameKey(e.name).startsWith(key) && (e.key !== 'usage_type' || hint === 'usage_type'))
      const tag = tagFor(found, 'prefix', words, hint)
      if (tag !== undefined) return tag
    }
    // A part with a digit in it, such as an instance type, names the usage types that hold it.
    if (/\d/.test(key) && key.length >= MIN_PREFIX) {
      const tag = tagFor(
        index.all.filter((e) => e.key === 'usage_type' && nameKey(e.name).split(' ').includes(key)),
        'prefix',
        words,
        hint,
      )
      if (tag !== undefined) return tag
    }
    if (key.length >= MIN_FUZZY) {
      const found = unique(index.all.filter((e) => isOneEditApart(key, nameKey(e.name))))
      const tag = found.length === 1 ? tagFor(found, 'fuzzy', words, hint) : undefined
      if (tag !== undefined) return tag
    }
    const [before, after] = [plainAt(out, at - 1), plainAt(out, at + length)]
    const announced = length === 1 ? HINTS.find(([pattern]) => pattern.test(before) || pattern.test(after)) : undefined
    return announced === undefined || /^\d{1,2}$/.test(words) ? undefined : { tag: 'missing', key: announced[1], said: words }
  })
}

/** True when a word is one typing error away from a name, so that it is not "corrected" into an ordinary word. */
export const isNearName = (word: string, index: Index): boolean =>
  word.length >= MIN_FUZZY && index.all.some((e) => isOneEditApart(nameKey(word), nameKey(e.name)))

const plainAt = (pieces: readonly Piece[], at: number): string => (pieces[at]?.tag === null ? (pieces[at]?.text ?? '') : '')
