import { STOP_WORDS } from './lexicon'
import { normalise, tokenise } from './normalise'

/** Questions that always work, for the empty state, for help, and as the nearest thing to one that was not understood. */
export const EXAMPLES = [
  'What needs attention?',
  'What changed most in the last 7 days?',
  'Break down this month by team',
  'Compare last month with the month before by service',
  'Cost per day for the last 30 days',
  'Which accounts cost the most?',
  'Show the bill lines of yesterday',
  'What is waiting for approval?',
  'Who must approve, and why?',
  'What is the plan?',
  'Why this category?',
  'Did it work?',
  'How much did we save?',
  'What happened before the spike?',
] as const

const wordsOf = (text: string): Set<string> => new Set(tokenise(normalise(text)).flatMap((t) => (STOP_WORDS.has(t.text) ? [] : [t.text])))

/** The five examples that share the most words with the question; the first five when none does. */
export function nearestExamples(question: string): string[] {
  const asked = wordsOf(question)
  const scored = EXAMPLES.map((text, at) => ({ text, at, shared: [...wordsOf(text)].filter((w) => asked.has(w)).length }))
  return scored
    .sort((a, b) => b.shared - a.shared || a.at - b.at)
    .slice(0, 5)
    .map((e) => e.text)
}
