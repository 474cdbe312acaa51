import { factRefs } from '@/lib/intents/fact-refs'
import { wrap } from '@/lib/intents/text/layout'
import { formatCompleteness, formatInstant } from '@/lib/kernel/format'
import type { EvidenceNote, Fact, UiIntent } from '@/schemas/intent'

/** Where one figure comes from: how it was made, and each piece of evidence below it. `evidence` is null where a piece was not sent along. */
export type Why = { id: string; fact: Fact; evidence: { id: string; note: EvidenceNote | null }[] }

/** Every figure that a card draws, each once, in the order in which it is drawn. */
export function whyOf(intent: UiIntent): Why[] {
  const ids = [...new Set([...intent.components.flatMap(factRefs), ...intent.must_show])]
  return ids.flatMap((id) => {
    const fact = intent.facts[id]
    return fact === undefined ? [] : [{ id, fact, evidence: fact.evidence.map((e) => ({ id: e, note: intent.evidence[e] ?? null })) }]
  })
}

/** The same as text: figure, formula, period, and the question that each piece of evidence answers. */
export function whyText(intent: UiIntent): string[] {
  const all = whyOf(intent)
  if (all.length === 0) return []
  return [`Why these figures: ${intent.title}`, ...all.flatMap((why) => whyLines(why, intent.server_now))]
}

function whyLines({ id, fact, evidence }: Why, now: string): string[] {
  return [
    ...wrap(`${fact.label}: ${fact.text}  [${id}]`, '  '),
    ...wrap(
      `exactly ${fact.value === '' ? 'not known' : fact.value}${fact.currency === null ? '' : ` ${fact.currency}`}${fact.window === null ? '' : `, ${fact.window}`}`,
      '      ',
    ),
    ...wrap(fact.formula ?? 'taken from the source as it is', '    = '),
    ...evidence.flatMap(({ id: evidence_id, note }) =>
      note === null
        ? wrap(`${evidence_id} is stored with the case and was not sent with this card`, '    < ')
        : [
            ...wrap(`${note.source}, ${formatInstant(note.as_of, now)}, ${formatCompleteness(note)}: ${note.query}`, '    < '),
            ...note.gaps.flatMap((gap) => wrap(`not known: ${gap}`, '      ')),
          ],
    ),
    ...(evidence.length === 0 ? ['    < the case record itself'] : []),
  ]
}
