import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Part } from '@/components/cards/part'
import { inState, KINDS } from '@/components/fixtures/states'

const CARDS = KINDS.flatMap(({ base, states }) => states.map((state) => [`${base.intent_id}.${state}`, inState(base, state)] as const))

describe('a table that is a stop of the tab key', () => {
  it.each(CARDS)('%s names what each of its tables is about', (_, intent) => {
    const html = intent.components.map((part, i) => renderToStaticMarkup(<Part key={String(i)} part={part} intent={intent} />)).join('')
    for (const [, name] of html.matchAll(/tabindex="0" aria-label="([^"]*)"/gi)) expect(name).toMatch(/^Table: \S/)
  })

  it('has a name of its own where a card has several', () => {
    const named = CARDS.map(([id, intent]) => {
      const html = intent.components.map((part, i) => renderToStaticMarkup(<Part key={String(i)} part={part} intent={intent} />)).join('')
      return [id, [...html.matchAll(/aria-label="(Table: [^"]*)"/g)].map((m) => m[1])] as const
    })
    expect(named.filter(([, names]) => new Set(names).size < names.length)).toEqual([])
    expect(named.flatMap(([, names]) => names).length).toBeGreaterThan(20)
  })
})
