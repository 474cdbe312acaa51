import type { Ledger } from '../say'
import { type Speech, sentencesOf } from '../speech'
import { inFull } from './contractions'
import { givenIn } from './given'
import type { Token } from './reader/derive'
import { tokensOf } from './tokens'
import { wordSet } from './word-set'

type Named = 'whole' | 'part' | 'top' | 'cause'

/** What a card names besides the whole that it is about, and the figures of the whole that nothing may say of it. */
const FIGURES: Readonly<Record<Named, readonly string[]>> = { whole: [], part: ['change', 'after', 'total'], top: ['cases', 'stake'], cause: ['actual'] }
/** A figure that reads the same as one of these may be meant. */
const OWN = ['part_change', 'share', 'excess']

const WHOLE = wordSet('bill whole total all')
const PRONOUNS = wordSet('it its this that which')
/** "Of it", "more than that": something is said of it, but not by it. */
const BEFORE_OBJECT = wordSet('of to in than from for by behind within among with')
const DETERMINERS = wordSet('the this that a an')
const COUNTED = wordSet('total sum cost level amount rise increase fall drop decrease change')
/** What goes on with the subject before it: ", up <rise>", "and costs <total>". */
const VERBS = wordSet(
  'is was has cost costs came comes rose fell stands stood runs ran amounts amounted reached totals totalled grew increased climbed dropped decreased went',
)
const TURNS = wordSet('up down at to with now reaching rising falling bringing taking leaving costing coming totalling standing')

/**
 * The word that gives a figure of the whole to something else: "data-platform moved most, and it rose by <change>". The rules of the grammar have "it" for the
 * whole wherever it stands; what it stands for can only be seen from what was named last. Null where there is none.
 */
export function straySubject(bare: string, speech: Speech, ledger: Ledger): string | null {
  // "After a deploy" is nothing that could be called "it".
  const is_thing = !givenIn(ledger).has('cause_is_after')
  let last: Named = 'whole'
  for (const sentence of sentencesOf(inFull(bare))) {
    const { stray, named } = strayIn(tokensOf(sentence, speech, ledger), last, is_thing)
    if (stray !== null) return stray
    last = named
  }
  return null
}

function strayIn(tokens: readonly Token[], before: Named, is_thing: boolean): { stray: string | null; named: Named } {
  let named = before
  let subject: string | null = null
  const in_sentence = new Set<Named>()
  for (const [at, token] of tokens.entries()) {
    const now = nameOf(token)
    if (now !== null) {
      in_sentence.add(now)
      named = now
      subject = null
    } else if (isPronoun(tokens, at) && (named !== 'cause' || is_thing)) subject = token.word
    else if (in_sentence.has(named) && !in_sentence.has('whole') && goesOn(tokens, at, named)) subject = token.word || ','
    if (subject !== null && FIGURES[named].some((mark) => isSaid(mark, tokens, at))) return { stray: subject, named }
  }
  return { stray: null, named }
}

function nameOf({ word, marks }: Token): Named | null {
  if (marks.has('scope') || WHOLE.has(word)) return 'whole'
  return (['part', 'top', 'cause'] as const).find((mark) => marks.has(mark)) ?? null
}

/** "Of an effective cost that totals <total>" speaks of that cost. */
function isPronoun(tokens: readonly Token[], at: number): boolean {
  const [before = '', word = ''] = [tokens[at - 1]?.word, tokens[at]?.word]
  return PRONOUNS.has(word) && !BEFORE_OBJECT.has(before) && !(word === 'that' && COUNTED.has(before))
}

function goesOn(tokens: readonly Token[], at: number, named: Named): boolean {
  const { word = '', marks, is_after_pause = false } = tokens[at] ?? {}
  if (word === 'and') return VERBS.has(tokens[at + 1]?.word ?? '')
  if (!is_after_pause && tokens[at - 1]?.word !== ':') return false
  return TURNS.has(word) || VERBS.has(word) || FIGURES[named].some((mark) => marks?.has(mark))
}

/** "The largest part of the <total>" speaks of the part; "comes to a total of <total>" does not. */
function isSaid(mark: string, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.marks.has(mark) !== true || OWN.some((own) => token.marks.has(own))) return false
  const before = DETERMINERS.has(tokens[at - 1]?.word ?? '') ? at - 2 : at - 1
  return tokens[before]?.word !== 'of' || COUNTED.has(tokens[before - 1]?.word ?? '')
}
