import { nameKey } from '../words/normalise'
import { CLASSES } from '../words/word-classes'
import { CATEGORY_OF } from './category-of-charge'
import type { Gazetteer, GazetteerCase } from './gazetteer'
import { type Piece, put, wordAt } from './tag'

// A case called by more than one word of its headline: “the idle loadtest instances in lumen-dev”, “the credit of northlight-root that ended”. The words around its name are part of it, and so is
// the place at which it sits.

const NOUN = /^(?:problem|issue|spike|thing|trouble|mess|jump)s?$/
const LINK = /^(?:of|in|at|on|for)$/
const PASSING = /^(?:that|which|has|have|had|just|recently)$/
const ENDED = /^(?:ended|expired|lapsed|stopped)$/
const MONEY: ReadonlySet<string> = new Set([...CLASSES.cost, ...CLASSES.compare])
const OF_THE_BILL = /^(?:period|onset|group|measure|amount)$/

const stem = (word: string): string => word.replace(/s$/, '')
const isItsPlace = ({ tag }: Piece, found: GazetteerCase): boolean => tag?.tag === 'entity' && tag.key !== 'usage_type' && found[tag.key] === tag.value

/** Where the place behind a name ends, if it is that of the case; otherwise where it was. */
function behindPlace(pieces: readonly Piece[], end: number, found: GazetteerCase): number {
  if (!LINK.test(wordAt(pieces, end))) return end
  const at = wordAt(pieces, end + 1) === 'the' ? end + 2 : end + 1
  const place = pieces[at]
  return place !== undefined && isItsPlace(place, found) ? at + 1 : end
}

/** “Log <case> problem at <scope>”: from the first word of the headline to its place. */
function aroundName(pieces: readonly Piece[], at: number, found: GazetteerCase): Piece[] {
  const called = new Set(nameKey(found.headline).split(' ').map(stem))
  const isCalled = (i: number): boolean => called.has(stem(wordAt(pieces, i) || '-'))
  let [start, end] = [at, at + 1]
  while (isCalled(start - 1) && !LINK.test(wordAt(pieces, start - 1))) start -= 1
  while ((isCalled(end) && !LINK.test(wordAt(pieces, end))) || NOUN.test(wordAt(pieces, end))) end += 1
  end = behindPlace(pieces, end, found)
  return put(pieces, start, end - start, { tag: 'case', case_id: found.case_id, is_known: true })
}

/** Where “that has ended” ends; undefined where it is not said there. */
function behindEnded(pieces: readonly Piece[], at: number): number | undefined {
  let end = at
  while (PASSING.test(wordAt(pieces, end))) end += 1
  return ENDED.test(wordAt(pieces, end)) ? end + 1 : undefined
}

/** “Credit of <scope> that ended”, “credit that ended in <scope>”: what ended there is the case of that kind at that place. */
function whatEnded(pieces: readonly Piece[], open: readonly GazetteerCase[]): Piece[] {
  for (const [at, { tag }] of pieces.entries()) {
    const category = tag?.tag === 'category' ? tag.category : tag?.tag === 'charge' ? CATEGORY_OF[tag.charge] : undefined
    if (category === undefined) continue
    for (const found of open.filter((c) => c.category === category)) {
      const [placed, ended] = [behindPlace(pieces, at + 1, found), behindEnded(pieces, at + 1)]
      const end = placed > at + 1 ? behindEnded(pieces, placed) : ended === undefined ? undefined : behindPlace(pieces, ended, found)
      if (end !== undefined && end !== ended) return put(pieces, at, end - at, { tag: 'case', case_id: found.case_id, is_known: true })
    }
  }
  return [...pieces]
}

/** The case with the words of its headline and its place around it; where money of some time is asked for, the place stays one. */
export function tagHeadlinePhrases(pieces: readonly Piece[], { cases }: Gazetteer): Piece[] {
  if (pieces.some((p) => (p.tag === null ? MONEY.has(p.text) : OF_THE_BILL.test(p.tag.tag)))) return [...pieces]
  const open = cases.filter((c) => !c.is_closed)
  const at = pieces.findIndex((p) => p.tag?.tag === 'case')
  const tag = pieces[at]?.tag
  const found = tag?.tag === 'case' ? open.find((c) => c.case_id === tag.case_id) : undefined
  return found === undefined ? whatEnded(pieces, open) : aroundName(pieces, at, found)
}
