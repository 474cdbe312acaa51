import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readLedgers } from '../corpus'
import { guard } from '../guard'
import { directionOf, roleOf } from '../roles'
import type { Ledger } from '../say'

const ledgers = Object.entries(readLedgers(join(import.meta.dirname, '../fixtures')))
const passes = (text: string, facts: Ledger): boolean => guard(text, { facts }).length === 0
const has = (facts: Ledger, test: (fact: Ledger[string]) => boolean): boolean => Object.values(facts).some(test)
const isOfWhole = (facts: Ledger, way: 'up' | 'down'): boolean => has(facts, (f) => ['stake', 'change'].includes(roleOf(f)) && directionOf(f) === way)
const isExpectedNothing = (facts: Ledger): boolean => has(facts, (f) => roleOf(f) === 'expected' && f.kind === 'money' && Number(f.value) === 0)

const SUBJECTS = ['It', 'This', 'The cost', 'Spend']
const RISES = ['rose', 'is higher', 'has risen', 'increased', 'is up', 'went up', 'is elevated', 'grew', 'is above expected', 'is more expensive']
const FALLS = ['fell', 'is lower', 'has fallen', 'decreased', 'is down', 'went down', 'dropped', 'is cheaper']
/** Of whatever in the ledger is only a name, and of words that stand for all of it. */
const said = (facts: Ledger, verbs: readonly string[]): string[] => {
  const places = Object.entries(facts).flatMap(([id, f]) => (f.kind === 'text' && roleOf(f) === 'other' ? [`{{f:${id}}}`] : []))
  return [...places, ...SUBJECTS].flatMap((subject) => verbs.map((verb) => `${subject} ${verb}.`))
}

describe('a direction without a figure', () => {
  it('is not said of what did not rise', () => {
    const still = ledgers.filter(([, { facts }]) => !isOfWhole(facts, 'up'))
    expect(still.length).toBeGreaterThan(3)
    for (const [name, { facts }] of still)
      for (const text of [...said(facts, RISES), 'There is an increase.', 'There has been a rise.']) expect(passes(text, facts), `${name}: ${text}`).toBe(false)
  })

  it('is not said of what did not fall', () => {
    const still = ledgers.filter(([, { facts }]) => !isOfWhole(facts, 'down') && !has(facts, (f) => directionOf(f) === 'down'))
    expect(still.length).toBeGreaterThan(3)
    for (const [name, { facts }] of still)
      for (const text of [...said(facts, FALLS), 'There is a decrease.', 'There has been a fall.']) expect(passes(text, facts), `${name}: ${text}`).toBe(false)
  })

  it('is said of a case that rose', () => {
    const rose = ledgers.filter(([, { facts }]) => has(facts, (f) => roleOf(f) === 'stake' && directionOf(f) === 'up'))
    expect(rose.filter(([, { facts }]) => passes('It rose.', facts)).length).toBe(rose.length)
  })
})

describe('what was all new', () => {
  it('is said only where nothing was expected', () => {
    const cases = ledgers.filter(([, { facts }]) => has(facts, (f) => roleOf(f) === 'actual') && has(facts, (f) => roleOf(f) === 'onset'))
    expect(cases.filter(([, { facts }]) => isExpectedNothing(facts)).length).toBeGreaterThan(0)
    for (const [name, { facts }] of cases.filter(([, { facts: of }]) => !isExpectedNothing(of))) {
      const id = (role: string): string => Object.entries(facts).find(([, f]) => roleOf(f) === role)?.[0] ?? ''
      const texts = [
        'All of it is at stake: {{f:ACTUAL}}.',
        'All of this is at stake: {{f:ACTUAL}}.',
        '{{f:where}} began on {{f:ONSET}}.',
        'On {{f:ONSET}} {{f:where}} appeared.',
      ]
      for (const text of texts.map((t) => t.replace('ACTUAL', id('actual')).replace('ONSET', id('onset'))))
        expect(passes(text, facts), `${name}: ${text}`).toBe(false)
    }
  })
})
