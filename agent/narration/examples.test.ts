import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLedgers } from './corpus'
import { examplesFor } from './examples'
import { underived } from './grammar/derivation'
import { guard } from './guard'
import { readSlots, withWindows } from './speech'

const LEDGERS = Object.entries(readLedgers(join(import.meta.dirname, 'fixtures')))

describe('example sentences for a model', () => {
  it.each(LEDGERS)('are at least six for %s, all of them claims that may be shown, without a value of any fact', (_, check) => {
    const examples = examplesFor(check.facts, check.must_show)
    expect(examples.length).toBeGreaterThanOrEqual(6)
    expect(examples.length).toBeLessThanOrEqual(12)
    for (const text of examples) {
      expect(guard(text, { facts: check.facts }), text).toEqual([])
      expect(text.replace(/\{\{f:[^}]+\}\}/g, '')).not.toMatch(/\d|[$%]/)
    }
    expect(examplesFor(check.facts, check.must_show)).toEqual(examples)
  })

  it.each(LEDGERS)('say whatever has to be shown of %s', (_, check) => {
    const said = examplesFor(check.facts, check.must_show).join('\n')
    expect((check.must_show ?? []).filter((id) => !said.includes(`{{f:${id}}}`))).toEqual([])
  })

  it.each(LEDGERS)('say every fact of %s that any form can say before they say one again and again', (_, check) => {
    const examples = examplesFor(check.facts, check.must_show)
    const times = Object.keys(check.facts).map((id) => examples.filter((text) => text.includes(`{{f:${id}}}`)).length)
    expect(times.filter((n) => n > 0).length).toBeGreaterThanOrEqual(Math.ceil(times.length * 0.7))
  })

  // What a model is told to fall back on once its own words were refused.
  it.each(LEDGERS)('may each be followed for %s by one that says other facts', (_, check) => {
    const slots = (text: string): string[] => text.match(/\{\{f:[^}]+\}\}/g) ?? []
    const examples = examplesFor(check.facts, check.must_show)
    for (const first of examples) {
      const second = examples.findLast((text) => !slots(text).some((slot) => first.includes(slot))) ?? ''
      expect(guard(`${first} ${second}`, { facts: check.facts }), `${first} ${second}`).toEqual([])
    }
  })

  it.each(LEDGERS)('are refused for %s with one amount in the place of another', (_, check) => {
    const ledger = withWindows(check.facts)
    const money = Object.entries(ledger).filter(([, fact]) => fact.kind === 'money')
    for (const text of examplesFor(check.facts, check.must_show)) {
      for (const [id, own] of money.filter(([id]) => text.includes(`{{f:${id}}}`))) {
        for (const [other] of money.filter(([other, fact]) => other !== id && fact.text !== own.text && !/^realized/.test(`${id} ${other}`))) {
          const speech = readSlots(text.replace(`{{f:${id}}}`, `{{f:${other}}}`), ledger)
          expect(underived(speech.bare, speech, ledger), `${text}: ${other} for ${id}`).not.toBeNull()
        }
      }
    }
  })
})
