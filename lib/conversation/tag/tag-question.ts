import { wordTable } from '@/lib/kernel/word-table'
import type { Day } from '@/schemas/time'
import { ABBREVIATIONS, isStopWord, STOP_WORDS } from '../words/lexicon'
import { nameKey, normalise, tokenise } from '../words/normalise'
import { CATEGORY_OF } from './category-of-charge'
import type { Gazetteer } from './gazetteer'
import { tagHeadlinePhrases } from './headline-phrase'
import { tagNamedCases } from './named-case'
import { ofSameKind } from './same-kind'
import { withoutFamilies } from './service-families'
import { type Piece, put, wordAt, wordsAt } from './tag'
import { tagAmounts } from './tag-amounts'
import { tagCategories } from './tag-categories'
import { tagLimits, tagOrdinals } from './tag-counts'
import { indexOf, isNearName, type NameIndex, tagGuesses, tagNames } from './tag-entities'
import { tagLeftOut } from './tag-left-out'
import { tagPeriods } from './tag-periods'
import { tagCases, tagGroups, tagSeverities } from './tag-values'
import { tagCharges, tagEnvironments, tagMeasures, tagPeople } from './tag-words'
import { correctCueWord, isCueWord } from './vocabulary'

export type Correction = { said: string; as: string }
export type Tagged = { pieces: Piece[]; corrections: Correction[] }

/** Tags a question: ids, names, periods, values, then guesses, each step only on the words that no earlier step explained. */
export function tagQuestion(question: string, gazetteer: Gazetteer, today: Day): Tagged {
  const index = indexOf(gazetteer)
  const words: Piece[] = tokenise(normalise(question))
    .flatMap((t) => (t.is_quoted ? [t] : expand(t.text).map((text) => ({ text, is_quoted: false }))))
    .map((t) => ({ text: t.text, tag: null, length: 1, is_quoted: t.is_quoted }))
  const corrections: Correction[] = []
  const named = asLetters(tagPeople(tagNames(tagCases(words, gazetteer), index), gazetteer))
  const spelled = named.map((piece) => respell(piece, index, corrections))
  const sets = tagEnvironments(tagCharges(tagMeasures(tagCategories(tagMeasures(tagPeriods(glueSpans(spelled), today), 2)), 1)), gazetteer)
  const valued = tagGroups(tagSeverities(tagLimits(tagAmounts(tagOrdinals(sets)))))
  const guessed = tagLeftOut(withoutFamilies(withoutNameParts(ofSameKind(tagGuesses(tagTenant(valued, gazetteer), index)))))
  const titled = tagHeadlinePhrases(tagHeadlines(oneOfCategory(guessed, gazetteer), gazetteer), gazetteer)
  return { pieces: tagNamedCases(titled, gazetteer), corrections }
}

// "graph 4 lumen-dev": a figure typed for a word, right before a name.
const LETTERS: Readonly<Record<string, string>> = wordTable({ '4': 'for', '2': 'to' })
const asLetters = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((p, at) => {
    const next = pieces[at + 1]?.tag?.tag
    const is_name = next === 'entity' || next === 'person' || next === 'case'
    return p.tag === null && is_name && !/^(?:top|first|last|number|nr)$/.test(wordAt(pieces, at - 1)) ? { ...p, text: LETTERS[p.text] ?? p.text } : p
  })

const isService = (beside: Piece | undefined): boolean => beside?.tag?.tag === 'entity' && beside.tag.key === 'service_name'

const isUsage = (beside: Piece | undefined): boolean => beside?.tag?.tag === 'entity' && beside.tag.key === 'usage_type'

/** "nat bytes", "EBS gp3": a word of the very name that stands beside it says nothing more. */
const withoutNameParts = (pieces: readonly Piece[]): Piece[] =>
  pieces.filter((p, at) => {
    const isPart = (beside: Piece | undefined): boolean => beside?.tag?.tag === 'entity' && nameKey(beside.tag.value).split(/[ .]/).includes(p.text)
    // “Glue jobs”, “Lambda functions”: what a service runs is the service.
    if (/^(?:jobs?|functions?|pipelines?|workloads?|clusters|databases|licen[cs]es?|seats?)$/.test(p.text) && isService(pieces[at - 1])) return false
    if (/^(?:clusters|databases)$/.test(p.text) && isService(pieces[at + 1])) return false
    // “Environment stage”: the kind of what stands behind it, no grouping.
    if (
      p.tag?.tag === 'group' &&
      p.tag.group_by === 'environment' &&
      pieces[at + 1]?.tag?.tag === 'environment' &&
      !/^(?:by|per|and|each)$/.test(wordAt(pieces, at - 1))
    )
      return false
    // “The dev environment”.
    if (/^environments?$/.test(p.text) && pieces[at - 1]?.tag?.tag === 'environment') return false
    // “gp3 storage”, “NAT traffic”: what it is for.
    if (/^(?:storage|traffic)$/.test(p.text) && isUsage(pieces[at - 1])) return false
    return !(p.tag === null && isUnexplained(p) && (isPart(pieces[at - 1]) || isPart(pieces[at + 1])))
  })

const expand = (word: string): string[] => (ABBREVIATIONS[word] ?? word).split(' ')

function respell(piece: Piece, index: NameIndex, corrections: Correction[]): Piece {
  const as = piece.tag !== null || piece.is_quoted || isNearName(piece.text, index) ? undefined : correctCueWord(piece.text)
  if (as === undefined) return piece
  if (!STOP_WORDS.has(as)) corrections.push({ said: piece.text, as })
  return { ...piece, text: as }
}

const SPAN: Readonly<Record<string, string>> = wordTable({ day: 'd', days: 'd', week: 'w', weeks: 'w', month: 'mo', months: 'mo' })
/** "14 days" whose unit had to be respelled first. */
function glueSpans(pieces: readonly Piece[]): Piece[] {
  return pieces.flatMap((piece, at) => {
    const unit = SPAN[wordAt(pieces, at + 1)]
    if (unit !== undefined && /^\d{1,3}$/.test(wordAt(pieces, at))) return [{ ...piece, text: `${piece.text}${unit}`, length: 2 }]
    return SPAN[wordAt(pieces, at)] !== undefined && /^\d{1,3}$/.test(wordAt(pieces, at - 1)) ? [] : [piece]
  })
}

/** The tenant's own name means everything: it restricts nothing. */
const tagTenant = (pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] =>
  pieces.filter((p) => p.tag !== null || nameKey(p.text) !== nameKey(gazetteer.tenant) || pieces.length === 1)

const before = (pieces: readonly Piece[], at: number): string =>
  [at - 3, at - 2, at - 1]
    .map((i) => wordAt(pieces, i))
    .join(' ')
    .trim()

/** "the commitment case", "the case with the credit": the one open case of that category. */
function oneOfCategory(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  return pieces.map((piece, at) => {
    const category = piece.tag?.tag === 'category' ? piece.tag.category : piece.tag?.tag === 'charge' ? CATEGORY_OF[piece.tag.charge] : undefined
    const is_case =
      /^(?:case|card|anomaly|spike|one|issue|problem|incident)$/.test(wordAt(pieces, at + 1)) ||
      /\b(?:case|anomaly|spike|issue|problem|incident) (?:about|with|of|for|on)(?: the| a)?$/.test(before(pieces, at))
    // “Any open case about egress” asks for all of them, “why is it not a deploy issue” for the kind.
    const is_any =
      /^(?:a|an|not)$/.test(wordAt(pieces, at - 1)) || [2, 3, 4].some((back) => /^(?:any|every|each|all|other|another)$/.test(wordAt(pieces, at - back)))
    if (category === undefined || !is_case || is_any) return piece
    const [only, ...more] = gazetteer.cases.filter((c) => !c.is_closed && c.category === category)
    return only === undefined || more.length > 0 ? piece : { ...piece, tag: { tag: 'case', case_id: only.case_id, is_known: true } }
  })
}

/** A word that nothing explains but that stands in exactly one open case's headline means that case: "the loadtest case". */
function tagHeadlines(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  const open = gazetteer.cases.filter((c) => !c.is_closed).map((c) => ({ case_id: c.case_id, words: new Set(nameKey(c.headline).split(' ')) }))
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const joined = wordsAt(out, at, 2)?.replace(' ', '')
    const apart = joined === undefined || joined.length < 7 ? [] : open.filter((c) => c.words.has(joined))
    // “The load test machines”: one word of a headline, written as two.
    if (apart.length === 1 && apart[0] !== undefined) {
      out = put(out, at, 2, { tag: 'case', case_id: apart[0].case_id, is_known: true })
      continue
    }
    const word = wordsAt(out, at, 1)
    if (word === undefined || word.length < 4 || STOP_WORDS.has(word) || isCueWord(word) || /^\d/.test(word)) continue
    const found = open.filter((c) => c.words.has(nameKey(word)))
    const [only] = found
    if (found.length === 1 && only !== undefined) out = put(out, at, 1, { tag: 'case', case_id: only.case_id, is_known: true })
  }
  return out
}

/** "reported", "buying", "roughly": words that say how, seldom what. */
export const isManner = (word: string): boolean => word.length >= 6 && /(?:ed|ing|ly)$/.test(word)

/** Share of the meaningful words that a tag or the vocabulary explains, 0..1. A question of stop words alone is explained. */
export function coverage(pieces: readonly Piece[]): number {
  const content = pieces
    .filter((p) => p.tag !== null || isCueWord(p.text) || !(isStopWord(p.text) || isManner(p.text)))
    .filter((p) => p.tag !== null || !(STOP_WORDS.has(p.text) || IN_PASSING.test(p.text)))
  if (content.length === 0) return 1
  const count = (list: readonly Piece[]): number => list.reduce((sum, p) => sum + p.length, 0)
  return count(content.filter((p) => p.tag !== null || isCueWord(p.text) || isQuotedCue(p))) / count(content)
}

/** Meaningful words that nothing explains, in order: named back to the person instead of being passed over. */
export const unexplained = (pieces: readonly Piece[]): string[] => pieces.flatMap((p) => (isUnexplained(p) ? [p.text] : []))

// A dash, and a count or a place in an order that no step took for more: "does it need 2".
const IN_PASSING = /^(?:-|\d|[1-9](?:st|nd|rd|th))$/
/** What was put in quotation marks is explained when each of its words is. */
const isQuotedCue = (p: Piece): boolean => p.is_quoted && p.text.split(' ').every((word) => isCueWord(word) || STOP_WORDS.has(word))
export const isUnexplained = (p: Piece): boolean => p.tag === null && !isStopWord(p.text) && !isCueWord(p.text) && !IN_PASSING.test(p.text) && !isQuotedCue(p)
