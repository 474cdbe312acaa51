import { describe, expect, it } from 'vitest'
import { KINDS } from '@/components/fixtures/states'
import { factRefs } from '@/lib/intents/fact-refs'
import { forClient } from '@/lib/intents/negotiate'
import { drawText } from '@/lib/intents/text/registry'

const SHOWN = KINDS.map(({ base }) => [base.intent_id, base] as const)
const flat = (text: string): string => text.replace(/\s+/g, ' ')

/** A subtitle may name the period once for all: "in USD per day". */
const amountOf = (text: string): string => text.split(' / ')[0] ?? text

describe('every kind of card as text', () => {
  it.each(SHOWN)('%s says every figure that it draws', (_, intent) => {
    for (const part of intent.components) {
      const text = flat(drawText(part, { facts: intent.facts, now: intent.server_now }).join('\n'))
      for (const id of factRefs(part)) {
        const fact = intent.facts[id]
        // A category that explains nothing is said without its zero.
        if (fact !== undefined && !(part.kind === 'triage.explain' && fact.value === '0'))
          expect(text, `${part.kind} ${id}`).toContain(amountOf(flat(fact.text)))
      }
    }
  })

  it.each(SHOWN)('%s is sent as text, with nothing left out, to a client that draws nothing but text', (_, intent) => {
    const sent = forClient(intent, { major: '1', kinds: new Set(['unsupported']), confirm: null })
    expect(sent.components).toHaveLength(intent.components.length)
    for (const part of sent.components) expect(part.kind).toBe('unsupported')
  })
})
