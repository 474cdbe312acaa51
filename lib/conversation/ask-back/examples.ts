import { FRAME_WORDS } from '../frame/frame-words'
import { STOP_WORDS } from '../words/lexicon'
import { normalise, tokenise } from '../words/normalise'

/** Questions that always work, for the empty state, for help, and as the nearest thing to one that was not understood. */
export const EXAMPLES: readonly string[] = [
  ...Object.values(FRAME_WORDS).map((w) => w.example),
  'Which accounts cost the most?',
  'What happened before the spike?',
]

/** Where nothing is near: what is wrong, what changed, what it costs. None needs a case in view. */
const TO_BEGIN_WITH = [FRAME_WORDS.list_anomalies, FRAME_WORDS.top_movers, FRAME_WORDS.breakdown].map((w) => w.example)
const MOST = 3

const wordsOf = (text: string): Set<string> => new Set(tokenise(normalise(text)).flatMap((t) => (STOP_WORDS.has(t.text) ? [] : [t.text])))

/** The three examples that share the most words with the question, filled up with those to begin with. */
export function nearestExamples(question: string): string[] {
  const asked = wordsOf(question)
  const near = EXAMPLES.map((text) => ({ text, shared: [...wordsOf(text)].filter((w) => asked.has(w)).length }))
    .filter((e) => e.shared > 0)
    .toSorted((a, b) => b.shared - a.shared)
  return [...new Set([...near.map((e) => e.text), ...TO_BEGIN_WITH])].slice(0, MOST)
}
