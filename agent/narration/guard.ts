import { ADVICE, CAUSE, DAY_WORDS, IMPERATIVE, NEGATION, NUMBER_WORDS, STATUS } from './claims'
import { comparisonViolations } from './comparisons'
import { directionViolations } from './directions'
import { gradeViolations } from './grades'
import { underived } from './grammar/derivation'
import { asNew } from './new-spend'
import { ownerViolations } from './owners'
import { periodViolations } from './periods'
import { placeViolations } from './places'
import { roleOf, rolesOf } from './roles'
import type { Ledger } from './say'
import { fill, findFacts, hasSlots, readSlots, type Speech, sentencesOf, slotsIn, withWindows } from './speech'
import type { Violation } from './violation'
import { wordViolations } from './word-violations'

export type { Violation } from './violation'

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

const found = (rule: Violation['rule'], match: string | null | undefined): Violation[] =>
  match === null || match === undefined ? [] : [{ rule, found: match }]

/** Outside facts only plain letters and plain punctuation: everything that could look like something else is out. */
function characterViolations(bare: string): Violation[] {
  const rest = bare.replace(/<\d+>/g, '')
  return [
    ...found('hidden_character', rest.match(/[\p{Cf}\p{Cc}\p{Co}\p{Cn}\p{Mn}\p{Me}\u00a0\u2000-\u200a\u202f\u205f\u3000]/u)?.[0]),
    ...found('unknown_figure', rest.match(/[\p{Sc}%‰]?\s?[\p{N}][\p{N}.,:/%-]*|[\p{Sc}%‰]/u)?.[0]),
    ...found('foreign_script', rest.match(/[^\p{ASCII}’“”–—…‹›\p{N}\p{Sc}\p{Cf}\p{Cc}\p{Mn}]/u)?.[0]),
    ...found('markup', rest.match(/https?|www\.|[<>‹›*_`#[\]|{}\\^~@=+/&!?]|\.\.\.|…|\w\.\w/)?.[0]),
  ]
}

function nameViolations(bare: string, names: readonly string[]): Violation[] {
  const text = ` ${bare.toLowerCase().replace(/[^a-z0-9<>-]+/g, ' ')} `
  const said = names.find((name) => name.length > 2 && text.includes(` ${name.toLowerCase().replace(/[^a-z0-9<>-]+/g, ' ')} `))
  return found('unknown_name', said)
}

/** Claims in words, sentence by sentence, each against the facts beside it. */
function claimViolations(sentence: string, speech: Speech, said: string, ledger: Ledger): Violation[] {
  const facts = slotsIn(sentence, speech).flatMap(({ slot }) => slot.facts)
  const has = (test: (fact: (typeof facts)[number]) => boolean): boolean => facts.some(test)
  const is_nothing = has((f) => /^(?:not known|nothing|none|new\b)/i.test(f.text) || (f.value !== '' && Number(f.value) === 0))
  return [
    ...found('number_word', sentence.replace(THAT_ONE, '').match(NUMBER_WORDS)?.[0] ?? sentence.match(DAY_WORDS)?.[0]),
    ...found('advice', asAgreed(sentence, speech).match(ADVICE)?.[0] ?? sentence.trim().match(IMPERATIVE)?.[0]),
    ...(has((f) => roleOf(f) === 'cause') ? [] : found('cause', sentence.match(CAUSE)?.[0])),
    ...(is_nothing ? [] : found('negation', plainSpoken(asNew(sentence, ledger), speech).match(NEGATION)?.[0])),
    ...found('status', saidStatus(plainSpoken(sentence, speech), said)),
    ...comparisonViolations(asNew(sentence, ledger), speech),
  ]
}

const AGREES = /<(\d+)> (?:has to|have to|needs? to|must|is to) (?:agree|sign|countersign)\b/gi
const TO_PAY = /\b(?:has|have) to be paid\b/gi

/** Who has to agree is a fact; that something has to be paid is no advice. */
const asAgreed = (sentence: string, speech: Speech): string =>
  sentence
    .replace(/^\s*should (?=(?:nothing|it|this) \w+[^,]*,)/i, '')

    .replace(TO_PAY, '')
    .replace(AGREES, (words, n: string) => ((speech.slots[Number(n)]?.facts.some((f) => /^agreement needed/i.test(f.label)) ?? false) ? `<${n}>` : words))

// "The observed one": a pronoun, not a figure.
const THAT_ONE =
  /\bthe one (?:with|that|which|in)\b|\b(?:largest|biggest|top|first|highest|main|observed|expected|actual|usual|latter|former|this|that|other) one\b|\bcase is one of (?=<)/gi
const UNEXPECTED = /\b(?:not expected|unexpected(?:ly)?)\b/gi
const IF_NOTHING =
  /\b(?:should (?:nothing (?:change|be done|happen)|it (?:go on|stay|continue)|this (?:go on|stay|continue))|unless (?:it|this|that|the (?:increase|rise|excess|spend|spending|cost|trend|pattern)) (?:stops|ends|changes|is stopped|goes away|is undone)|(?:is|comes) not (?:for )?free|(?:would|could|may|might) no longer (?:be (?:spent|paid|billed|charged|due)|fall due|appear)|if nothing (?:changes|is done|happens|else changes)|without (?:the|this|that|a) (?:plan|change|action)|(?:until|once|if|when|before) (?:it|this|the plan) (?:is|has been) (?:carried out|done))\b/gi

/** The sentence without turns that only sound like a negation or a state: "not expected" of what is at stake, "if nothing changes" of what would come. */
function plainSpoken(sentence: string, speech: Speech): string {
  const roles = rolesOf(slotsIn(sentence, speech).flatMap(({ slot }) => slot.facts))
  const expected = roles.includes('stake') ? sentence.replace(UNEXPECTED, '') : sentence
  return roles.some((role) => ['projected', 'waiting', 'stake', 'saving'].includes(role)) ? expected.replace(IF_NOTHING, '') : expected
}

/** How far it has come, unless the template says the same and denies nothing. */
function saidStatus(sentence: string, said: string): string | undefined {
  const status = sentence.match(STATUS)?.[0]
  return status !== undefined && !NEGATION.test(said) && said.toLowerCase().includes(status.toLowerCase()) ? undefined : status
}

/** "Until" a first day, "since" a deadline. */
function dateViolations(sentence: string, speech: Speech): Violation[] {
  return slotsIn(sentence, speech).flatMap(({ at, slot }): Violation[] => {
    const roles = rolesOf(slot.facts)
    const said = sentence
      .slice(0, at)
      .match(
        /\b(?:(since|from|began|begins|beginning|start(?:s|ed|ing)?|opened|opens|arrived|sent)|(until|till|by|before|expires?|closes|deadline))\b(?: \w+)? $/i,
      )
    const is_wrong =
      said !== null &&
      ((said[1] !== undefined && roles.every((r) => r === 'deadline')) ||
        (said[2] !== undefined && /until|till|expires|closes|deadline/i.test(said[2]) && roles.every((r) => r === 'onset')))
    return is_wrong ? [{ rule: 'wrong_date', found: `${said[0].trim()} ${slot.facts[0]?.text ?? ''}` }] : []
  })
}

function unique(violations: readonly Violation[]): Violation[] {
  const seen = new Set<string>()
  return violations.filter(({ rule, found: words }) => !seen.has(`${rule} ${words}`) && seen.add(`${rule} ${words}`))
}
