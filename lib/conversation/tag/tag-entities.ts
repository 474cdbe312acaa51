import { isOneEditApart } from '../words/edit-distance'
import { STOP_WORDS } from '../words/lexicon'
import { nameKey } from '../words/normalise'
import { REGION_ALIASES, SERVICE_ALIASES, USAGE_ALIASES } from './aliases'
import { HINTS, hintAt, isCommon, isJoined } from './common-names'
import type { Gazetteer } from './gazetteer'
import { type Piece, type ScopeKey, sweep, type Tag, wordAt } from './tag'
import { correctCueWord, isCueWord } from './vocabulary'

type Entity = { key: ScopeKey; value: string; name: string; name_key: string }
export type NameIndex = { exact: Map<string, Entity[]>; all: Entity[] }

const LONGEST_NAME = 7
const LONGEST_ALIAS = 3
const MIN_PREFIX = 3
const MIN_FUZZY = 5
/** Letters of a name of several words from which one error leaves no doubt. */
const MIN_LONG = 9
// Cost that no team answers for.
const UNTAGGED =
  /^(?:untagged|unowned|unallocated|unattributed|no team|no owner|without (?:an? )?(?:team|owner|tag|tags)|not tagged|(?:not|un) ?(?:attributable|attributed|assigned|allocated|tagged|owned|mapped)(?: to)?(?: any| a| an| one| the)* (?:team|teams|owner|owners|department|tag|tags|one)|unassigned|nobody owns|no one owns|(?:belongs|charged|billed|booked|attributed) to (?:nobody|no one|no team))$/
/** "Amazon Redshift" is also "Redshift", "EU-NatGateway-Bytes" also "NatGateway-Bytes". */
const shortKey = (e: Entity): string =>
  e.key === 'service_name' ? e.name_key.replace(/^(?:amazon|aws) /, '') : e.key === 'usage_type' ? e.name_key.replace(/^[a-z]{2,3}\d? /, '') : e.name_key

const known = new WeakMap<Gazetteer, NameIndex>()

/** Every name of the gazetteer by its key. Built once per gazetteer, which lives as long as the bill and the cases stay as they are. */
export function indexOf(gazetteer: Gazetteer): NameIndex {
  const kept = known.get(gazetteer)
  if (kept !== undefined) return kept
  const entity = (key: ScopeKey, value: string, name = value): Entity => ({ key, value, name, name_key: nameKey(name) })
  const all: Entity[] = [
    ...gazetteer.accounts.flatMap((a) => [entity('sub_account_id', a.id, a.name), entity('sub_account_id', a.id)]),
    ...gazetteer.services.map((value) => entity('service_name', value)),
    ...gazetteer.regions.map((value) => entity('region_id', value)),
    ...gazetteer.usage_types.map((value) => entity('usage_type', value)),
    ...gazetteer.owners.map((value) => entity('owner', value)),
  ].filter((e) => e.name !== '')
  const exact = new Map<string, Entity[]>()
  for (const e of all) {
    exact.set(e.name_key, [...(exact.get(e.name_key) ?? []), e])
    const short = shortKey(e)
    if (short !== e.name_key) exact.set(short, [...(exact.get(short) ?? []), e])
  }
  const index = { exact, all }
  known.set(gazetteer, index)
  return index
}

const unique = (entities: readonly Entity[]): Entity[] => entities.filter((e, i) => entities.findIndex((o) => o.key === e.key && o.value === e.value) === i)

function tagFor(found: readonly Entity[], how: 'exact' | 'alias' | 'prefix' | 'fuzzy', said: string, hint: ScopeKey | undefined): Tag | undefined {
  const entities = unique(found)
  const hinted = hint === undefined ? entities : entities.filter((e) => e.key === hint)
  const usable = hinted.length > 0 ? hinted : entities
  const [only] = usable
  if (only === undefined) return undefined
  if (usable.length === 1) return { tag: 'entity', key: only.key, value: only.value, how, said }
  return { tag: 'ambiguous', said, options: usable.slice(0, 5).map(({ key, value }) => ({ key, value })) }
}

function matching(index: NameIndex, key: ScopeKey, patterns: readonly string[]): Entity[] {
  for (const pattern of patterns) {
    const found = index.all.filter((e) => e.key === key && (pattern.startsWith('=') ? e.name_key === pattern.slice(1) : e.name_key.includes(pattern)))
    if (found.length > 0) return found
  }
  return []
}

function byAlias(index: NameIndex, words: string): Entity[] {
  const regions = REGION_ALIASES[words] ?? []
  if (regions.length > 0) return index.all.filter((e) => e.key === 'region_id' && regions.includes(e.value))
  const services = matching(index, 'service_name', SERVICE_ALIASES[words] ?? [])
  return services.length > 0 ? services : matching(index, 'usage_type', USAGE_ALIASES[words] ?? [])
}

/** Exact names and aliases, longest first. Runs before periods and values. */
export function tagNames(pieces: readonly Piece[], index: NameIndex): Piece[] {
  const exact = sweep(pieces, LONGEST_NAME, (words, at, length, out) => {
    if (UNTAGGED.test(length === 1 && words.startsWith('un') ? (correctCueWord(words) ?? words) : words))
      return { tag: 'entity', key: 'owner', value: '', how: 'exact', said: words }
    const found = index.exact.get(nameKey(words)) ?? []
    // “Kestrel WAF” begins one name, before “WAF” alone is another.
    if (found.length === 0 && length > 1 && words.split(' ').every(isFree)) return tagFor(begunName(words, index), 'prefix', words, undefined)
    if (found.length === 0 || (isCommon(words, out, at, length) && !isJoined(found, out, at, length, index.exact))) return undefined
    const hint = hintAt(out, at, length)
    // "the payments account": the kind that was said goes before the name that is whole.
    const hinted =
      hint === undefined || found.some((e) => e.key === hint) ? [] : unique(index.all.filter((e) => e.key === hint && e.name_key.startsWith(nameKey(words))))
    return hinted.length === 1 ? tagFor(hinted, 'prefix', words, hint) : tagFor(found, 'exact', words, hint)
  })
  const misspelt = sweep(exact, 3, (words, at, length, out) =>
    length === 1 ? undefined : tagFor(misspeltName(words, index), 'fuzzy', words, hintAt(out, at, length)),
  )
  return sweep(misspelt, LONGEST_ALIAS, (words, at, length, out) =>
    isCommon(words, out, at, length) ? undefined : tagFor(byAlias(index, words), 'alias', words, hintAt(out, at, length)),
  )
}

/** An account of several words, one typing error away: looked for before its parts are read as something else, “prod” as an environment for one. */
function misspeltName(words: string, index: NameIndex): Entity[] {
  const key = nameKey(words)
  return index.all.filter((e) => e.key === 'sub_account_id' && e.name_key.includes(' ') && e.name_key.length >= MIN_LONG && isOneEditApart(key, e.name_key))
}

const isFree = (word: string): boolean => !STOP_WORDS.has(word) && !isCueWord(word)

/** The one name of several words that begins so. */
function begunName(words: string, index: NameIndex): Entity[] {
  const found = unique(index.all.filter((e) => e.key !== 'usage_type' && `${shortKey(e)} `.startsWith(`${nameKey(words)} `)))
  return found.length === 1 ? found : []
}

/** Prefixes, one-letter typos, and names that were announced ("account foo") but do not exist. Runs last, on the words nothing else explained. */
export function tagGuesses(pieces: readonly Piece[], index: NameIndex): Piece[] {
  return sweep(pieces, 2, (words, at, length, out) => {
    const hint = hintAt(out, at, length)
    // “The root account”: whatever else the word means, an account is called so.
    const is_part = partOfName(words, hint, index) !== undefined
    const is_free = is_part || words.split(' ').every(isFree) || (out[at]?.is_quoted ?? false)
    if (!is_free || isCommon(words, out, at, length) || HINTS.some(([pattern]) => words.split(' ').some((w) => pattern.test(w)))) return undefined
    return guess(nameKey(words), words, hint, index) ?? partOfName(words, hint, index) ?? announced(words, at, length, out)
  })
}

/** “The root account”: the one account that has this word in its name. */
function partOfName(word: string, hint: ScopeKey | undefined, index: NameIndex): Tag | undefined {
  const found = hint === 'sub_account_id' ? unique(index.all.filter((e) => e.key === hint && e.name_key.split(' ').includes(word))) : []
  return found.length === 1 ? tagFor(found, 'prefix', word, hint) : undefined
}

const figures = (text: string): string => text.replace(/\D/g, '')

function guess(key: string, words: string, hint: ScopeKey | undefined, index: NameIndex): Tag | undefined {
  if (key.length >= MIN_PREFIX) {
    const found = index.all.filter((e) => (e.name_key.startsWith(key) || shortKey(e).startsWith(key)) && (e.key !== 'usage_type' || hint === 'usage_type'))
    const tag = tagFor(found, 'prefix', words, hint)
    if (tag !== undefined) return tag
  }
  // A part with a digit in it, such as an instance type, names the usage types that hold it.
  if (/\d/.test(key) && key.length >= MIN_PREFIX) {
    const parts = index.all.filter((e) => e.key === 'usage_type' && e.name_key.split(' ').includes(key))
    const tag = tagFor(parts, 'prefix', words, hint)
    if (tag !== undefined) return tag
  }
  if (key.length < MIN_FUZZY) return undefined
  // Another figure is another name: eu-west-9 is not eu-west-1.
  const near = unique(index.all.filter((e) => isOneEditApart(key, e.name_key) && figures(e.name_key) === figures(key)))
  if (near.length === 1) return tagFor(near, 'fuzzy', words, hint)
  const alias = Object.keys(SERVICE_ALIASES).filter((name) => name.length >= MIN_FUZZY && isOneEditApart(key, name))
  const [only] = alias
  return alias.length === 1 && only !== undefined ? tagFor(byAlias(index, only), 'fuzzy', words, hint) : undefined
}

function announced(words: string, at: number, length: number, out: readonly Piece[]): Tag | undefined {
  if (length !== 1 || /^\d{1,2}$/.test(words)) return undefined
  if (/^(?:us|eu|ap|sa|ca|me|af|il|cn|mx)-(?:gov-)?[a-z]+-\d$/.test(words)) return { tag: 'missing', key: 'region_id', said: words }
  const found = HINTS.find(([pattern]) => pattern.test(wordAt(out, at - 1)) || pattern.test(wordAt(out, at + length)))
  return found === undefined ? undefined : { tag: 'missing', key: found[1], said: words }
}

/** True when a word is one typing error away from a name, so that it is not "corrected" into an ordinary word. */
export const isNearName = (word: string, index: NameIndex): boolean =>
  word.length >= MIN_FUZZY && index.all.some((e) => isOneEditApart(nameKey(word), e.name_key))
