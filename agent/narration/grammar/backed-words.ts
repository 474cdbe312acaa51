import { DOWN, UP } from '../why-refused/claims'
import type { Token } from './reader/derive'
import { wordSet } from './word-set'

const UP_FACTS = ['rise', 'pct_rise', 'part_rise', 'excess']
const DOWN_FACTS = ['drop', 'pct_drop', 'part_drop', 'saving', 'realized', 'bound', 'low', 'high']
const OF_EXPECTATION = wordSet('expected unexpected expectation expectations usual unusual normal band')
/** Before "up": "adds up to", "made up of", "opens up". */
const SUMS = wordSet(
  'add adds added adding sum sums summed summing make makes made making come comes keep keeps range ranges ranged run runs ran take takes took taking open opened end ends ended free frees',
)
/** Before "down": "broken down", "put down to". */
const PARTED = wordSet('broken breaks break put split')
/** After "falls": a place. */
const PLACED = wordSet('under to into within in on')
const THAN = wordSet('more higher costlier pricier expensive')

/**
 * A word of direction or of expectation that nothing backs: neither a fact beside it in its sentence, nor what is so of the whole (`given`). A rule of the
 * grammar that forgot to ask for it is caught here; null where every such word is backed.
 */
export function unbackedWord(tokens: readonly Token[], given: ReadonlySet<string>): string | null {
  const stands = (facts: readonly string[]): boolean => tokens.some(({ marks }) => facts.some((fact) => marks.has(fact)))
  const is_up = given.has('rise') || given.has('up') || stands(UP_FACTS)
  const is_down = given.has('down') || given.has('saves') || stands(DOWN_FACTS)
  const found = tokens.find(({ word }, at) => {
    if (OF_EXPECTATION.has(word)) return !given.has('expects')
    if (saysNoWay(tokens, at)) return false
    return (UP.has(word) && !is_up) || (DOWN.has(word) && !is_down)
  })
  return found?.word ?? null
}

/** "Adds up to", "made up of", "more than half", "put down to", "falls under": words of direction that say none. */
function saysNoWay(tokens: readonly Token[], at: number): boolean {
  const [before = '', word = '', after = '', next = ''] = [-1, 0, 1, 2].map((by) => tokens[at + by]?.word)
  if (word === 'up') return SUMS.has(before) || (after === 'to' && next === 'now')
  if (word === 'expensive') return before === 'most'
  if (THAN.has(word) && tokens.slice(0, at).some((token) => token.word === 'no')) return true
  if (word === 'more' || word === 'less') return after === 'than' && (['half', 'a', 'any'].includes(next) || tokens[at + 3]?.word === 'any')
  if (word === 'down') return after === 'to' || after === 'as' || PARTED.has(before)
  if (SUMS.has(word)) return after === 'up' || after === 'together'
  return /^f(?:alls?|ell|alling)$/.test(word) && PLACED.has(after)
}
