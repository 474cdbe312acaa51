import { type Answer, type AskWith, viewIntent } from '@/agent/ask/answer-kit'
import { loadCase, unknownCase } from '@/agent/ask/answers/case-answers'
import { say } from '@/agent/narration/say'
import { evidenceWords } from '@/lib/desks/cost/intents/words'
import { cell, columnsOf } from '@/lib/intents/cell'
import { count, type Facts } from '@/lib/intents/fact'
import { formatInstant, formatPct } from '@/lib/kernel/format'
import type { FrameOf } from '@/schemas/frame'
import type { Component } from '@/schemas/intent'

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
  const table: Component = {
    kind: 'table',
    title: 'What the figures rest on',
    subtitle: one.c.headline,
    columns: columnsOf('Holds', 'Source', 'Question', 'As of', '>Complete', 'Digest'),
    rows: evidence.map((e) => ({
      href: null,
      cells: [
        cell(evidenceWords(e.kind)),
        cell(e.source.connector),
        cell(e.source.query.slice(0, 160)),
        cell(formatInstant(e.source.retrieved_at, ask.now)),
        cell(formatPct(e.completeness * 100)),
        cell(e.digest.replace(/^sha256:/, '').slice(0, 8)),
      ],
    })),
    totals: null,
    more: null,
  }
  const gaps = [...evidence.flatMap((e) => e.gaps), ...missing.map((kind) => `${evidenceWords(kind)}: nobody could be asked`)]
  const notice: Component = { kind: 'notice', tone: 'missing', title: 'Not known', text: `not known: ${gaps.join('; ')}`.slice(0, 1900), remedy: null }
  const intent = viewIntent(ask, frame, {
    title: table.title,
    facts: { pieces: facts['pieces'] as Facts[string], missing: facts['missing'] as Facts[string] },
    components: [table, ...(gaps.length > 0 ? [notice] : [])],
    suggestions: ['Why this category?', 'What is the plan?', 'Explain this case'],
  })
  const text = missing.length > 0 ? '{title}: {pieces}; not known from {missing}.' : '{title}: {pieces}.'
  return { intents: [intent], sentence: say(text, facts, ['pieces']), listed: [] }
}
