import { FRAME_WORDS } from '../frame/frame-words'
import { STOP_WORDS } from '../words/lexicon'
import { normalise, tokenise } from '../words/normalise'

/** Questions that always work, for the empty state, for help, and as the nearest thing to one that was not understood. */
export const EXAMPLES: readonly string[] = [
  ...Object.values(FRAME_WORDS).map((w) => w.example),
  'Which accounts cost the most?',
  'What happened before the spike?',
]

const wordsOf = (text: string): Set<string> => new Set(tokenise(normalise(text)).flatMap((t) => (STOP_WORDS.has(t.text) ? [] : [t.text])))

/** The five examples that share the most words with the question; the first five when none does. */
export function nearestExamples(question: string): string[] {
  const asked = wordsOf(question)
  const scored = EXAMPLES.map((text, at) => ({ text, at, shared: [...wordsOf(text)].filter((w) => asked.has(w)).length }))
  return scored
    .toSorted((a, b) => b.shared - a.shared || a.at - b.at)
    .slice(0, 5)
    .map((e) => e.text)
}
