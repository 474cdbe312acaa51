import { wordTable } from '@/lib/kernel/word-table'
import { GROUP_WORDS } from '../words/lexicon'
import { numberOf } from '../words/number-words'
import { type Piece, put, wordAt, wordsAt } from './tag'

// How many rows, and which of them.

const ORDINALS: Readonly<Record<string, number>> = wordTable({
  first: 0,
  top: 0,
  biggest: 0,
  largest: 0,
  second: 1,
  third: 2,
  fourth: 3,
  fifth: 4,
  sixth: 5,
  '1st': 0,
  '2nd': 1,
  '3rd': 2,
  '4th': 3,
  '5th': 4,
  last: -1,
  bottom: -1,
  next: 1,
})

const countOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const n = /^\d{1,3}$/.test(text) ? Number(text) : numberOf(text)
  return n !== undefined && n >= 1 && n <= 50 ? n : undefined
}

/** "top 5", "first three", "5 biggest", "limit 20", "five accounts". */
export function tagLimits(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const [here, next] = [wordsAt(out, at, 1), wordsAt(out, at + 1, 1)]
    if (here === 'single' && /^(?:biggest|largest|most|highest|worst|top|costliest|priciest|cheapest)$/.test(next ?? '')) {
      out = put(out, at, 1, { tag: 'limit', n: 1 })
      continue
    }
    const after = countOf(next)
    if (
      here !== undefined &&
      /^(?:top|first|limit|biggest|largest|only|worst|bottom|just)$/.test(here) &&
      after !== undefined &&
      !isOne(next, wordAt(out, at + 2))
    ) {
      // "top" itself stays readable to the cues.
      out = put(out, at + 1, 1, { tag: 'limit', n: after })
      continue
    }
    // “The last 3 things in the log”.
    const is_latest =
      /^(?:last|latest|newest|recent)$/.test(here ?? '') &&
      after !== undefined &&
      /^(?:things|entries|events|records|steps|actions)$/.test(wordAt(out, at + (wordAt(out, at + 2) === 'audit' ? 3 : 2)))
    if (is_latest) {
      out = put(out, at + 1, 1, { tag: 'limit', n: after })
      continue
    }
    const n = countOf(here)
    if (n === undefined || next === undefined || isOne(here, next)) continue
    const is_count =
      /^(?:biggest|largest|top|most|highest|worst|cheapest|costliest|priciest|lowest|smallest|rows|results|entries)$/.test(next) ||
      /^(?:line|bill) (?:items|lines)$/.test(wordsAt(out, at + 1, 2) ?? '') ||
      GROUP_WORDS[next] !== undefined
    if (is_count) out = put(out, at, 1, { tag: 'limit', n })
  }
  return out
}
// "the first one", "only one": no count.
const isOne = (word: string | undefined, after: string): boolean => word === 'one' && !/^(?:biggest|largest|most|account|service)$/.test(after)

/** "the second one", "#2", "number 3", "the last one": rows of the list that was shown before. */
export function tagOrdinals(pieces: readonly Piece[]): Piece[] {
  let out = [...pieces]
  for (let at = 0; at < out.length; at += 1) {
    const here = wordsAt(out, at, 1)
    const next = wordsAt(out, at + 1, 1)
    if (here === undefined) continue
    const hash = /^#(\d{1,2})$/.exec(here)
    if (hash !== null) out = put(out, at, 1, { tag: 'ordinal', index: Number(hash[1]) - 1 })
    else if (ORDINALS[here] !== undefined && next !== undefined && /^(?:one|case|anomaly|row|item|entry|result|incident|spike)$/.test(next))
      out = put(out, at, 2, { tag: 'ordinal', index: ORDINALS[here] })
    else if (/^(?:first|second|third|fourth|fifth|sixth|last)$/.test(here) && next === undefined && at + 1 === out.length && wordAt(out, at - 1) === 'the')
      out = put(out, at, 1, { tag: 'ordinal', index: ORDINALS[here] ?? 0 })
    else if (/^(?:number|no|row|item|nr|case)$/.test(here) && countOf(next) !== undefined)
      out = put(out, at, 2, { tag: 'ordinal', index: (countOf(next) ?? 1) - 1 })
  }
  return out
}
