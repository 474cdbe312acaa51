import type { OpenEvidence } from '@/components/cards/evidence-store'
import { notesOf } from '@/components/cards/notes-of'
import type { Fact, UiIntent } from '@/schemas/intent'

export type Piece = { text: string; fact: OpenEvidence | null }

const AMOUNTS: readonly Fact['kind'][] = ['money', 'ratio', 'count']
const isPart = (c: string | undefined): boolean => c !== undefined && /[\p{L}\p{N}\p{Sc}]/u.test(c)

/** A text cut into plain pieces and figures. A figure is a whole printed fact of one of the cards, the longest first; where two cards hold the same, the first one answers. */
export function figuresIn(text: string, intents: readonly UiIntent[]): Piece[] {
  const known = new Map<string, OpenEvidence>()
  for (const intent of intents)
    for (const fact of Object.values(intent.facts))
      for (const said of [fact.text, fact.text.replace(/^[+\u2212]/, '')])
        if (AMOUNTS.includes(fact.kind) && !known.has(said)) known.set(said, openOf(fact, intent))
  const texts = [...known.keys()].sort((a, b) => b.length - a.length)
  const pieces: Piece[] = []
  let plain = ''
  for (let at = 0; at < text.length; ) {
    const said = isPart(text[at - 1]) ? undefined : texts.find((t) => text.startsWith(t, at) && !isPart(text[at + t.length]))
    if (said === undefined) {
      plain += text[at]
      at += 1
      continue
    }
    if (plain !== '') pieces.push({ text: plain, fact: null })
    plain = ''
    pieces.push({ text: said, fact: known.get(said) ?? null })
    at += said.length
  }
  return plain === '' ? pieces : [...pieces, { text: plain, fact: null }]
}

const openOf = (fact: Fact, intent: UiIntent): OpenEvidence => ({
  fact,
  notes: notesOf(fact, intent),
  ruleset: intent.produced_by.ruleset_version,
  href: intent.href,
})

/** The points of a chart as one figure to explain: what each line is, and every piece of evidence of the card. */
export const seriesFact = (title: string, subtitle: string, intent: UiIntent, n: number): OpenEvidence => ({
  fact: {
    label: title,
    kind: 'text',
    value: `${n} days`,
    text: subtitle,
    unit: null,
    currency: null,
    per: 'day',
    direction: null,
    polarity: 'neutral',
    as_of: null,
    window: null,
    evidence: Object.keys(intent.evidence),
    formula:
      'actual: sum of EffectiveCost of the scope per day; expected: level × weekday × month edge × trend of the days before; band: 80 % and 95 % of the days before',
  },
  notes: Object.entries(intent.evidence).map(([id, note]) => ({ id, note })),
  ruleset: intent.produced_by.ruleset_version,
  href: intent.href,
})
