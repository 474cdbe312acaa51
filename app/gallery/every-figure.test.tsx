import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Part } from '@/components/cards/part'
import { inState, KINDS } from '@/components/fixtures/states'
import { factRefs } from '@/lib/intents/fact-refs'
import { whyOf } from '@/lib/intents/why'
import type { UiIntent } from '@/schemas/intent'

const FIGURES = ['money', 'ratio', 'count', 'duration']
const SHOWN = KINDS.flatMap(({ base, states }) => states.map((state) => [`${base.intent_id}.${state}`, inState(base, state)] as const))
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#x27;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** Figures that stand as plain text on a card: amounts of money outside every button. */
function looseAmounts(intent: UiIntent): string[] {
  const html = renderToStaticMarkup(intent.components.map((part, i) => <Part key={String(i)} part={part} intent={intent} />))
  const outside = html
    .replace(/<button[^>]*>.*?<\/button>/gs, ' ')
    .replace(/<svg[^>]*>.*?<\/svg>/gs, ' ')
    .replace(/<[^>]+>/g, ' ')
  const printed = Object.values(intent.facts).flatMap((f) => (FIGURES.includes(f.kind) ? [f.text] : []))
  return printed.filter((text) => /\d/.test(text) && outside.includes(` ${escaped(text)} `))
}

describe('every figure of every card in every state', () => {
  it.each(SHOWN)('%s opens why it is so, wherever a fact is drawn', (_, intent) => {
    for (const part of intent.components) {
      const html = renderToStaticMarkup(<Part part={part} intent={intent} />)
      for (const id of factRefs(part)) {
        const fact = intent.facts[id]
        if (fact !== undefined) expect(html, `${part.kind} ${id}`).toContain(`aria-label="${escaped(`${fact.label}: ${fact.text}`)}. Why this figure"`)
      }
    }
  })

  it.each(SHOWN)('%s leaves no fact of its ledger as plain text', (_, intent) => {
    expect(looseAmounts(intent)).toEqual([])
  })

  it.each(SHOWN)('%s says for each of them how it was made, or that it was read as it is', (_, intent) => {
    const explained = new Set(whyOf(intent).map((why) => why.id))
    for (const id of intent.components.flatMap(factRefs)) if (intent.facts[id] !== undefined) expect(explained).toContain(id)
  })
})
