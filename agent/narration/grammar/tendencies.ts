import type { Token } from './reader/derive'
import { BEGIN, FALL, PEAK, RISE } from './shared/lexicon'
import { wordSet } from './word-set'

/** How far something went, or where it arrived. */
const REACHED = ['excess', 'change', 'pct_change', 'pct_rise', 'part_change', 'actual', 'after', 'projected']
/** What a day costs or saves. */
const PER_DAY = ['stake', 'actual', 'expected', 'after', 'mean', 'peak', 'waiting', 'realized', 'bound', 'low', 'high', 'change']
/** What ends the words that may go with a verb. */
const JOINS = wordSet('and but yet while whereas though although which that with since if :')
/** Before "rising": says that it goes on. */
const LASTING = wordSet('still already now keeps keep today')
/** Before "rise" as a verb: "costs rise", "seems to rise". */
const BEFORE_PLAIN = wordSet('costs charges bills expenses they these those to')
/** After "falls": a place. */
const PLACED = wordSet('under to into within in on between')
const MORE = wordSet('more higher up over above extra costlier')
/** After "daily" as a word of its own, and not before what is daily. */
const AFTER_DAILY = wordSet('by to from above over beyond in on at since after with and but while as for')

type Verb = { words: ReadonlySet<string>; goes: ReadonlySet<string> | null }
const verbsOf = (lists: readonly (readonly string[])[], forms: (written: readonly string[]) => readonly string[]): readonly Verb[] =>
  lists.flat().map((verb) => {
    const [written = '', goes_with] = verb.split(' | ')
    return { words: new Set(forms(written.split(' '))), goes: goes_with?.includes('?') === false ? new Set(goes_with.match(/[a-z]+/g)) : null }
  })
/** "Rises" and "rising", but not "rise", which is also a noun. */
const GOING = verbsOf([RISE, FALL], ([, s = '', , , ing = '']) => [s, ing])
const PLAIN = verbsOf([RISE, FALL], ([base = '']) => [base])
const ONCE = verbsOf([RISE, FALL, BEGIN, PEAK], (forms) => forms)

const isVerb = (verbs: readonly Verb[], tokens: readonly Token[], at: number): boolean => {
  const [word = '', next = ''] = [tokens[at]?.word, tokens[at + 1]?.word]
  return word !== '' && !(/^fall/.test(word) && PLACED.has(next)) && verbs.some(({ words, goes }) => words.has(word) && (goes === null || goes.has(next)))
}

/**
 * A word that says how something goes on: "and climbing", "rises every day". Facts say how far something went and not that it goes on or comes again; the rules
 * of the grammar have such verbs in all their forms and "a day" beside every figure. Null where there is none.
 */
export function tendencyIn(tokens: readonly Token[]): string | null {
  const found = tokens.find(
    (token, at) =>
      goesOn(tokens, at) || (isEachDay(tokens, at) && comesAgain(tokens, at)) || /^trend(?:s|ed|ing)$/.test(token.word) || isStatusSince(tokens, at),
  )
  return found === undefined ? null : found.word || 'since'
}

/** "Rising" without how far, or "still rising". */
function goesOn(tokens: readonly Token[], at: number): boolean {
  if (!isVerb(GOING, tokens, at) && !(BEFORE_PLAIN.has(tokens[at - 1]?.word ?? '') && isVerb(PLAIN, tokens, at))) return false
  if (LASTING.has(tokens[at - 1]?.word ?? '')) return true
  // "It comes down to <cause>".
  if (tokens[at + 1]?.word === 'down' && tokens[at + 2]?.word === 'to') return false
  const rest = tokens.slice(at + 1)
  const end = rest.findIndex(({ word, is_after_pause }) => is_after_pause === true || JOINS.has(word))
  return !rest.slice(0, end < 0 ? rest.length : end).some(({ marks }) => REACHED.some((mark) => marks.has(mark)))
}

/** "Every day", "day by day", and "daily" where it says how often. */
function isEachDay(tokens: readonly Token[], at: number): boolean {
  const [word, next] = [tokens[at]?.word ?? '', tokens[at + 1]]
  if (word === 'daily') return next === undefined || next.word === '' || next.is_after_pause === true || AFTER_DAILY.has(next.word)
  if (word === 'day') return (next?.word === 'by' || next?.word === 'to') && tokens[at + 2]?.word === 'day'
  return ((word === 'every' || word === 'each') && next?.word === 'day') || (word === 'basis' && tokens[at - 1]?.word === 'daily')
}

/** What happens once, or is more, is said to be so every day: in the same claim, also across a pause. */
function comesAgain(tokens: readonly Token[], at: number): boolean {
  const isJoin = ({ word }: Token): boolean => JOINS.has(word) && !['with', 'since', 'that'].includes(word)
  const from = tokens.slice(0, at).findLastIndex(isJoin) + 1
  const end = tokens.findIndex((token, i) => i > at && isJoin(token))
  const to = end < 0 ? tokens.length : end
  const claim = tokens.slice(from, to)
  if (!claim.some(({ marks }) => PER_DAY.some((mark) => marks.has(mark)))) return true
  return claim.some(({ word }, i) => isVerb(ONCE, tokens, from + i) || (MORE.has(word) && isBare(tokens, from + i)))
}

/** "More every day" and "higher each day", but "more than expected". */
function isBare(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]?.word ?? ''
  return !['than', 'on', 'to', 'what'].includes(next) && !/^(?:the|what|expected|expectation|expectations|usual|normal|its|an?)$/.test(next)
}

/** "Plan ready since <onset>": that is when the case began. */
const isStatusSince = (tokens: readonly Token[], at: number): boolean =>
  tokens[at]?.marks.has('status') === true &&
  ['since', 'from'].includes(tokens[at + 1]?.word ?? '') &&
  tokens[at + 1]?.is_after_pause !== true &&
  tokens[at + 2]?.marks.has('onset') === true
