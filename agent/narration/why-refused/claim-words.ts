import { roleOf, rolesOf } from '../roles'
import type { Ledger } from '../say'
import { type Speech, slotsIn } from '../speech'
import { ADVICE, CAUSE, DAY_WORDS, IMPERATIVE, NEGATION, NUMBER_WORDS, STATUS } from './claims'
import { comparisonViolations } from './comparisons'
import { asNew } from './new-spend'
import { found, type Violation } from './violation'

/** Claims in words, sentence by sentence, each against the facts beside it. */
export function claimViolations(sentence: string, speech: Speech, said: string, ledger: Ledger): Violation[] {
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
