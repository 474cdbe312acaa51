import type { Token } from './reader/derive'
import { wordSet } from './word-set'

const NOT = wordSet('not instead rather opposed')
/** What sets the figure after it equal to the one before it. */
const EQUALS = wordSet('amounting representing corresponding equivalent equalling equal summing tallying')
/** Between a figure and such a word: says whose the next figure is. */
const COSTS = wordSet('cost costs spend spending bill level charges actual billed')
const MONEY = ['stake', 'excess', 'actual', 'expected', 'projected']

/**
 * The word that puts two figures of a case together which are not of one kind: a rise "instead of <expected>", "above expected, amounting to <actual>". Rules have
 * the phrase beside every claim of a case; which figure stands before it can only be seen in the sentence. Null where there is none.
 */
export function falsePair(tokens: readonly Token[]): string | null {
  const found = tokens.find((_, at) => isFalseContrast(tokens, at) || isFalseSum(tokens, at))
  return found?.word ?? null
}

const has = (token: Token | undefined, marks: readonly string[]): boolean => marks.some((mark) => token?.marks.has(mark))

/** What was expected is set against what was billed, whichever is said first. */
function isFalseContrast(tokens: readonly Token[], at: number): boolean {
  const after = tokens.slice(at + 1, at + 8).find(({ word }) => word === '')
  if (!NOT.has(tokens[at]?.word ?? '') || !has(after, ['expected']) || has(after, ['actual'])) return false
  const before = tokens.slice(0, at).findLast((token) => has(token, MONEY))
  return before !== undefined && !has(before, ['actual'])
}

/** What is above is not all that was billed. */
function isFalseSum(tokens: readonly Token[], at: number): boolean {
  const [word, before] = [tokens[at]?.word ?? '', tokens.slice(0, at)]
  if (!EQUALS.has(word) && !(/^(?:amount|correspond|equal|represent)/.test(word) && tokens[at - 1]?.word === 'which')) return false
  const next = tokens.slice(at + 1).find((token) => has(token, MONEY))
  const last = before.findLastIndex(({ word: is, marks }) => is === '' && marks.size > 0 && !marks.has('onset') && !marks.has('scope'))
  if (!has(next, ['actual']) || has(next, ['excess']) || !has(before[last], ['excess', 'stake', 'pct_rise'])) return false
  return !before.slice(last + 1).some(({ word: is }) => COSTS.has(is))
}
