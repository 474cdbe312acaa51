import { type Role, roleOf } from '../roles'
import type { Ledger } from '../say'
import { type Speech, slotsIn, wordsOf } from '../speech'
import { ADVICE, CAUSE, DAY_WORDS, DOWN, FLAT, LARGEST, NEGATION, NUMBER_WORDS, QUANTITY, SMALLEST, STATUS, UP } from './claims'
import type { Violation } from './violation'
import { GLOSSARY, VOCABULARY } from './vocabulary'

// Words that a table of claims looks at: known, whether or not they may stand.
const CLAIMS = [ADVICE, CAUSE, NEGATION, STATUS, LARGEST, SMALLEST, QUANTITY, NUMBER_WORDS, DAY_WORDS].map((p) => new RegExp(`^(?:${p.source})$`, 'i'))
const PERIOD = /^(?:hour|hours|hourly|day|days|daily|week|weeks|weekly|month|months|monthly|year|years|yearly|annual|annually)$/

const CALLED: readonly Role[] = ['cause', 'status', 'change']
const lettersOf = (text: string): string[] => (text.toLowerCase().match(/[a-z]+/g) ?? []).filter((w) => w.length > 1)

/** Words that nobody knows, and names outside facts. A word is known from the vocabulary, a table of claims, a label of a fact beside it, or the template. */
export function wordViolations(sentence: string, speech: Speech, ledger: Ledger, said: string): Violation[] {
  const labels = slotsIn(sentence, speech).flatMap(({ slot }) => slot.facts.flatMap((f) => lettersOf(f.label)))
  // What a cause or a status is called may also be said without its slot: the words are the fact's own.
  const called = Object.values(ledger).flatMap((f) => (CALLED.includes(roleOf(f)) && f.kind !== 'money' ? lettersOf(f.text) : []))
  const known = new Set([...labels, ...called, ...lettersOf(said)])
  return wordsOf(sentence).flatMap((word, at): Violation[] => {
    if (word.startsWith('<') || GLOSSARY.has(word)) return []
    if (at > 0 && /[A-Z]/.test(word)) return [{ rule: 'unknown_name', found: word }]
    if (/[A-Z]/.test(word.slice(1))) return [{ rule: 'unknown_name', found: word }]
    const strange = word
      .toLowerCase()
      .replace(/['’]s$/, '')
      .split('-')
      .find((part) => !isKnown(part, known))
    return strange === undefined ? [] : [{ rule: 'unknown_word', found: word }]
  })
}

const isKnown = (word: string, known: ReadonlySet<string>): boolean =>
  VOCABULARY.has(word) || known.has(word) || UP.has(word) || DOWN.has(word) || FLAT.has(word) || PERIOD.test(word) || CLAIMS.some((claim) => claim.test(word))
