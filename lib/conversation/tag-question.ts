import type { CostCategory } from '@/schemas/cost'
import type { Day } from '@/schemas/time'
import type { Gazetteer } from './gazetteer'
import { STOP_WORDS } from './lexicon'
import { nameKey, normalise, tokenise } from './normalise'
import { type Piece, put, wordsAt } from './tag'
import { indexOf, isNearName, tagGuesses, tagNames } from './tag-entities'
import { tagCases, tagGroups, tagLimits, tagOrdinals, tagPeriods, tagSeverities } from './tag-values'
import { correctCueWord, isCueWord } from './vocabulary'

export type Correction = { said: string; as: string }
export type Tagged = { pieces: Piece[]; corrections: Correction[] }

/** Tags a question: ids, names, periods, values, then guesses, each step only on the words that no earlier step explained. */
export function tagQuestion(question: string, gazetteer: Gazetteer, today: Day): Tagged {
  const index = indexOf(gazetteer)
  const words: Piece[] = tokenise(normalise(question)).map((t) => ({ text: t.text, tag: null, length: 1, is_quoted: t.is_quoted }))
  const named = tagNames(tagCases(words, gazetteer), index)
  const corrections: Correction[] = []
  const corrected = named.map((piece) => {
    const as = piece.tag !== null || piece.is_quoted || isNearName(piece.text, index) ? undefined : correctCueWord(piece.text)
    if (as === undefined) return piece
    corrections.push({ said: piece.text, as })
    return { ...piece, text: as }
  })
  const valued = tagGroups(tagSeverities(tagLimits(tagOrdinals(tagPeriods(corrected, today)))))
  return { pieces: tagHeadlines(tagCategories(tagGuesses(valued, index), gazetteer), gazetteer), corrections }
}

// What people call a kind of anomaly, before "case" or "anomaly".
const CATEGORY_WORDS: Readonly<Record<string, CostCategory>> = {
  commitment: 'commitment_coverage_drift',
  coverage: 'commitment_coverage_drift',
  credit: 'credits_refunds_fees',
  credits: 'credits_refunds_fees',
  refund: 'credits_refunds_fees',
  transfer: 'data_transfer',
  deploy: 'deploy_related',
  deployment: 'deploy_related',
  waste: 'resource_waste',
}

/** "the commitment case": the one open case of that category. */
function tagCategories(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  return pieces.map((piece, at) => {
    const category = piece.tag === null ? CATEGORY_WORDS[piece.text] : undefined
    if (category === undefined || !/^(?:case|anomaly|spike)$/.test(pieces[at + 1]?.text ?? '')) return piece
    const [only, ...more] = gazetteer.cases.filter((c) => !c.is_closed && c.category === category)
    return only === undefined || more.length > 0 ? piece : { ...piece, tag: { tag: 'case', case_id: only.case_id, is_known: true } }
  })
}

/** A word that nothing explains but that stands in exactly one open case's headline means that case: "the loadtest case". */
function tagHeadlines(pieces: readonly Piece[], gazetteer: Gazetteer): Piece[] {
  const open = gazetteer.cases.filter((c) => !c.is_closed).map((c) => ({ case_id: c.case_id, words: new Set(nameKey(c.headline).split(' ')) }))
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const word = wordsAt(out, at, 1)
    if (word === undefined || word.length < 4 || STOP_WORDS.has(word) || isCueWord(word) || /^\d/.test(word)) continue
    const found = open.filter((c) => c.words.has(nameKey(word)))
    const [only] = found
    if (found.length === 1 && only !== undefined) out = put(out, at, 1, { tag: 'case', case_id: only.case_id, is_known: true })
  }
  return out
}

/** Share of the meaningful words that a tag or the vocabulary explains, 0..1. A question of stop words alone is explained. */
export function coverage(pieces: readonly Piece[]): number {
  const content = pieces.filter((p) => p.tag !== null || !STOP_WORDS.has(p.text))
  if (content.length === 0) return 1
  const count = (list: readonly Piece[]): number => list.reduce((sum, p) => sum + p.length, 0)
  return count(content.filter((p) => p.tag !== null || isCueWord(p.text))) / count(content)
}

/** Meaningful words that nothing explains, in order: named back to the person instead of being passed over. */
export const unexplained = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((p) => (p.tag === null && !STOP_WORDS.has(p.text) && !isCueWord(p.text) ? [p.text] : []))
