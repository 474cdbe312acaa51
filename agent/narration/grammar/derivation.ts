import type { Ledger } from '../say'
import { type Speech, sentencesOf } from '../speech'
import { unbackedWord } from './backed-words'
import { CASE_CLAUSES } from './case/case-clauses'
import { CASE_FORMS } from './case/case-forms'
import { CASE_NOMINALS } from './case/case-nominals'
import { CASE_PHRASES } from './case/case-phrases'
import { CASE_REASONS } from './case/case-reasons'
import { CASE_RELATIVES } from './case/case-relatives'
import { CASE_RULES } from './case/case-rules'
import { CASE_WORDINGS } from './case/case-wordings'
import { inFull } from './contractions'
import { falsePair } from './false-pairs'
import { CASE_FRAMES } from './frames/case-frames'
import { COURSE_FRAMES } from './frames/course-frames'
import { FRAME_WORDS } from './frames/frame'
import { FRAME_VERBS } from './frames/frame-verbs'
import { PLAN_FRAMES } from './frames/plan-frames'
import { SAVED_FRAMES } from './frames/saved-frames'
import { VIEW_FRAMES } from './frames/view-frames'
import { givenIn } from './given'
import { FACT_RULES } from './plan/fact-rules'
import { PLAN_CLEFTS } from './plan/plan-clefts'
import { PLAN_FORMS } from './plan/plan-forms'
import { PLAN_PHRASES } from './plan/plan-phrases'
import { PLAN_RULES } from './plan/plan-rules'
import { PLAN_WORDINGS } from './plan/plan-wordings'
import { SAVED_PHRASES } from './plan/saved-phrases'
import { derive, type Token } from './reader/derive'
import { type Grammar, readGrammar } from './reader/read-grammar'
import { COMMON_RULES } from './shared/common-rules'
import { LABEL_LISTS } from './shared/label-lists'
import { LEXICON } from './shared/lexicon'
import { OPENERS } from './shared/openers'
import { TERSE_FORMS } from './shared/terse-forms'
import { TOPICS } from './shared/topics'
import { tendencyIn } from './tendencies'
import { tokensOf } from './tokens'
import { LINE_PHRASES } from './view/line-phrases'
import { MOVER_PHRASES } from './view/mover-phrases'
import { SHARE_PHRASES } from './view/share-phrases'
import { TREND_PHRASES } from './view/trend-phrases'
import { VIEW_CLEFTS } from './view/view-clefts'
import { VIEW_FORMS } from './view/view-forms'
import { LINE_RULES, LIST_RULES, MOVER_RULES, SHARE_RULES, TREND_RULES } from './view/view-rules'
import { VIEW_WORDINGS } from './view/view-wordings'

const RULES = [
  [
    LEXICON,
    COMMON_RULES,
    CASE_RULES,
    FACT_RULES,
    PLAN_RULES,
    LIST_RULES,
    MOVER_RULES,
    SHARE_RULES,
    TREND_RULES,
    LINE_RULES,
    CASE_FORMS,
    PLAN_FORMS,
    VIEW_FORMS,
  ],
  [CASE_PHRASES, CASE_CLAUSES, CASE_REASONS, PLAN_PHRASES, SAVED_PHRASES, MOVER_PHRASES, SHARE_PHRASES, TREND_PHRASES, LINE_PHRASES, LABEL_LISTS],
  [OPENERS, CASE_RELATIVES, CASE_NOMINALS, PLAN_CLEFTS, VIEW_CLEFTS, TOPICS, TERSE_FORMS],
  [CASE_WORDINGS, PLAN_WORDINGS, VIEW_WORDINGS],
  [FRAME_VERBS, FRAME_WORDS, CASE_FRAMES, PLAN_FRAMES, SAVED_FRAMES, VIEW_FRAMES, COURSE_FRAMES],
].flat()

// Read when the first paragraph is: who starts without a model need not wait for it.
let grammar: Grammar | null = null
const grammarOf = (): Grammar => {
  grammar ??= readGrammar(RULES.map((rules) => rules.trim()).join('\n'))
  return grammar
}

// Once a plan was spoken of, "it" may be the plan and says nothing of a cost any more.
const PLAN = /\b(?:plans?|request|proposal|savings?|saves?|waiting|proposed change|realized|realised|measured(?! (?:against|by|on)))\b/i

/** The first place of a text where no claim goes on that its facts back; none when every sentence is derived from the first to the last word. */
export function underived(bare: string, speech: Speech, ledger: Ledger): string | null {
  const given = givenIn(ledger)
  let is_plan = false
  for (const sentence of sentencesOf(inFull(bare)).filter((s) => /[A-Za-z<]/.test(s))) {
    is_plan ||= PLAN.test(sentence)
    given.delete('it_is_case')
    if (!is_plan) given.add('it_is_case')
    const tokens = tokensOf(sentence, speech, ledger)
    const is_cost = tokens.some(({ marks }) => marks.has('actual') || marks.has('expected'))
    if (is_cost) given.add('cost_said')
    const { is_whole, reached } = derive(grammarOf(), 'Sentence', tokens, given)
    if (!is_whole) return wordsAt(tokens, reached)
    const unbacked = unbackedWord(tokens, given) ?? tendencyIn(tokens) ?? falsePair(tokens)
    if (unbacked !== null) return unbacked
    // What follows from a cost follows from the cost that was said just before.
    if (!is_cost) given.delete('cost_said')
  }
  return null
}

const wordsAt = (tokens: readonly Token[], at: number): string =>
  tokens
    .slice(Math.max(0, at - 3), at + 1)
    .map(({ word, marks }) => (word === '' ? `<${[...marks].join('/')}>` : word))
    .join(' ')
