import type { Answer, AskWith } from '@/agent/ask/answer-shape'
import { loadCase, unknownCase } from '@/agent/ask/answers/case-answers'
import { viewIntent } from '@/agent/ask/view-intent'
import { say } from '@/agent/narration/say'
import { evidenceWords } from '@/lib/desks/cost/intents/evidence-words'
import { count, type Facts } from '@/lib/intents/fact'
import { cut, formatCompleteness } from '@/lib/kernel/format'
import type { FrameOf } from '@/schemas/frame'
import type { ComponentOf } from '@/schemas/intent'

// As many as one card takes (schemas/components/common).
const MOST_SOURCES = 50

/** Where the figures of a case come from: every answer of a source with its query, time, completeness and digest, and what nobody could ask for. */
export async function evidenceFor(frame: FrameOf<'evidence_for'>, ask: AskWith): Promise<Answer> {
  const one = await loadCase(frame.case_id, ask)
  if (one === null) return unknownCase(frame, ask, frame.case_id)
  const evidence = (await ask.cases.extras([one.c])).evidence ?? []
  const missing = one.c.cost?.triage?.missing_evidence ?? []
  const facts: Facts = {
    ...one.facts,
    pieces: count('Evidence', evidence.length, 'piece of evidence', 'pieces of evidence'),
    missing: count('Missing', missing.length, 'source', 'sources'),
  }
  const sources: ComponentOf<'citations'> = {
    kind: 'citations',
    title: 'What the figures rest on',
    subtitle: one.c.headline,
    sources: evidence.slice(0, MOST_SOURCES).map((e) => ({
      holds: evidenceWords(e.kind),
      source: e.source.connector,
      question: cut(e.source.query, 400),
      as_of: e.source.retrieved_at,
      completeness: formatCompleteness(e),
      is_complete: e.completeness >= 1 && e.gaps.length === 0,
      digest: e.digest.replace(/^sha256:/, '').slice(0, 8),
      // That days may be restated is what the completeness says already.
      gaps: e.gaps.filter((gap) => e.completeness >= 1 || !gap.includes('restated')).slice(0, 12),
    })),
  }
  const intent = viewIntent(ask, frame, {
    title: sources.title,
    facts: { pieces: facts['pieces'] as Facts[string], missing: facts['missing'] as Facts[string] },
    components: [sources],
    suggestions: ['Why this category?', 'What is the plan?', 'Explain this case'],
  })
  const text = missing.length > 0 ? '{title}: {pieces}; not known from {missing}.' : '{title}: {pieces}.'
  return { intents: [...(one.cards.evidence === null ? [] : [one.cards.evidence]), intent], sentence: say(text, facts, ['pieces']), listed: [] }
}
