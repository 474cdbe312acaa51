import type { Ledger } from '../say'
import { type Speech, sentencesOf } from '../speech'
import { unbackedWord } from './backed-words'
import { CASE_FORMS } from './case-forms'
import { CASE_RULES } from './case-rules'
import { COMMON_RULES } from './common-rules'
import { derive, type Token } from './derive'
import { FACT_RULES } from './fact-rules'
import { givenIn, tokensOf } from './marks'
import { PLAN_FORMS } from './plan-forms'
import { PLAN_RULES } from './plan-rules'
import { readGrammar } from './read-grammar'
import { VIEW_FORMS } from './view-forms'
import { LINE_RULES, LIST_RULES, MOVER_RULES, SHARE_RULES, TREND_RULES } from './view-rules'

const GRAMMAR = readGrammar(
  [COMMON_RULES, CASE_RULES, FACT_RULES, PLAN_RULES, LIST_RULES, MOVER_RULES, SHARE_RULES, TREND_RULES, LINE_RULES, CASE_FORMS, PLAN_FORMS, VIEW_FORMS]
    .map((rules) => rules.trim())
    .join('\n'),
)

// Once a plan was spoken of, "it" may be the plan and says nothing of a cost any more.
const PLAN = /\b(?:plans?|request|proposal|savings?|saves?|waiting|proposed change|realized|realised|measured)\b/i

/** The first place of a text where no claim goes on that its facts back; none when every sentence is derived from the first to the last word. */
export function underived(bare: string, speech: Speech, ledger: Ledger): string | null {
  const given = givenIn(ledger)
  let is_plan = false
  for (const sentence of sentencesOf(bare).filter((s) => /[A-Za-z]/.test(s))) {
    is_plan ||= PLAN.test(sentence)
    given.delete('it_is_case')
    if (!is_plan) given.add('it_is_case')
    const tokens = tokensOf(sentence, speech, ledger)
    const { is_whole, reached } = derive(GRAMMAR, 'Sentence', tokens, given)
    if (!is_whole) return wordsAt(tokens, reached)
    const unbacked = unbackedWord(tokens, given)
    if (unbacked !== null) return unbacked
  }
  return null
}

const wordsAt = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(Math.max(0, at - 3), at + 1)
    .map(({ word, marks }) => (word === '' ? `<${[...marks].join('/')}>` : word))
    .join(' ')
