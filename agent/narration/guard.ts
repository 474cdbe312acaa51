import { underived } from './grammar/derivation'
import { straySubject } from './grammar/stray-subjects'
import type { Ledger } from './say'
import { fill, findFacts, hasSlots, readSlots, type Speech, sentencesOf, withWindows } from './speech'
import { characterViolations, nameViolations } from './why-refused/characters'
import { claimViolations } from './why-refused/claim-words'
import { dateViolations } from './why-refused/dates'
import { directionViolations } from './why-refused/directions'
import { gradeViolations } from './why-refused/grades'
import { ownerViolations } from './why-refused/owners'
import { periodViolations } from './why-refused/periods'
import { placeViolations } from './why-refused/places'
import type { Violation } from './why-refused/violation'
import { wordViolations } from './why-refused/word-violations'

export type { Violation } from './why-refused/violation'

export type Check = {
  facts: Ledger
  must_show?: readonly string[]
  /** Names of the tenant. One that no fact holds may not be mentioned. */
  names?: readonly string[]
  /** The template's own sentence. What it says word for word is true, because rules made it. */
  said?: string
}

/** Length of a paragraph. */
const MAX_CHARS = 600

/**
 * Shows a paragraph only when a closed grammar derives it: every word and every fact stands in a claim that the ledger backs, and nothing is left over. An
 * empty list means that it may be shown; otherwise the list names what is wrong as far as the tables of words can tell. Text with `{{f:id}}` slots is read
 * twice: as it was written, and again as it is printed, by a reader that does not know about slots.
 */
export function guard(text: string, check: Check): Violation[] {
  // Nothing that long is a paragraph, and reading it would only take time.
  if (text.length > MAX_CHARS * 4) return [{ rule: 'too_long', found: String(text.length) }]
  const ledger = withWindows(check.facts)
  const printed = fill(text, ledger)
  const speeches = hasSlots(text) ? [readSlots(text, ledger), findFacts(printed, ledger)] : [findFacts(text, ledger)]
  const violations = speeches.flatMap((speech) => speechViolations(speech, check, ledger))
  if (printed.length > MAX_CHARS) violations.push({ rule: 'too_long', found: String(printed.length) })
  for (const id of check.must_show ?? []) {
    const fact = check.facts[id]
    if (fact === undefined || !speeches.every((speech) => speech.slots.some((slot) => slot.ids.includes(id))))
      violations.push({ rule: 'missing_fact', found: id })
  }
  // Whoever knows what is wrong need not hear that the grammar stopped there.
  const named = violations.filter(({ rule }) => rule !== 'no_such_claim')
  return unique(named.length > 0 ? named : violations)
}

function speechViolations(speech: Speech, check: Check, ledger: Ledger): Violation[] {
  const unreadable = [...speech.violations, ...characterViolations(speech.bare), ...nameViolations(speech.bare, check.names ?? [])]
  const claimed = withoutOwn(speech, check.said ?? '', ledger)
  const stranded = underived(claimed, speech, ledger)
  const stray = straySubject(speech.bare, speech, ledger)
  if (stray !== null) return [...unreadable, { rule: 'no_such_claim', found: stray }]
  // The template's words may be the end of a longer sentence, which is a claim only as a whole.
  if (stranded === null || (claimed !== speech.bare && underived(speech.bare, speech, ledger) === null)) return unreadable
  // The grammar has refused. The tables below only find the words that say why.
  const reasons = sentencesOf(claimed)
    .filter((sentence) => /[A-Za-z]/.test(sentence))
    .flatMap((sentence) => [
      ...wordViolations(sentence, speech, ledger, check.said ?? ''),
      ...claimViolations(sentence, speech, check.said ?? '', ledger),
      ...gradeViolations(sentence, ledger),
      ...ownerViolations(sentence, speech, ledger),
      ...periodViolations(sentence, speech),
      ...directionViolations(sentence, speech),
      ...placeViolations(sentence, speech),
      ...dateViolations(sentence, speech),
    ])
  const named = [...unreadable, ...reasons]
  return named.length > 0 ? named : [{ rule: 'no_such_claim', found: stranded }]
}

/** The text without the template's own sentences, each with its own facts in their places. */
function withoutOwn(speech: Speech, said: string, ledger: Ledger): string {
  const template = findFacts(said, ledger)
  const placeOf = (n: string): string => {
    const text = template.slots[Number(n)]?.facts[0]?.text
    const same = speech.slots.flatMap((slot, i) => (slot.facts.some((f) => f.text === text) ? [i] : []))
    return `<(?:${same.length === 0 ? 'x' : same.join('|')})>`
  }
  return sentencesOf(template.bare).reduce((bare, sentence) => {
    const pattern = sentence.replace(/[()[\]{}.*+?^$|\\]/g, '\\$&').replace(/<(\d+)>/g, (_, n: string) => placeOf(n))
    return bare.replace(new RegExp(`(?<![\\w>])${pattern}(?=[.;]|\\s*$)`, 'gi'), '')
  }, speech.bare)
}

function unique(violations: readonly Violation[]): Violation[] {
  const seen = new Set<string>()
  return violations.filter(({ rule, found: words }) => !seen.has(`${rule} ${words}`) && seen.add(`${rule} ${words}`))
}
