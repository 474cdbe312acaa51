import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'

const line = (question: string): string => {
  const reading = read(question, { gazetteer: names as Gazetteer, today: '2026-11-19', previous: null, focus_case: null })
  return reading.outcome === 'answered' ? reading.canonical : reading.outcome
}

describe('kinds of charge', () => {
  it.each([
    ['what credits were applied to northlight-root in September?', 'charge:credit'],
    ['all the refunds AWS gave us this year', 'charge:refund'],
    ['how much money came back to us as refunds this year?', 'charge:refund'],
    ['how big was our negotiated discount per service in October?', 'charge:discount'],
    ['marketplace charges QTD broken out by account', 'charge:marketplace'],
  ])('are cost, whoever gave them to whom: “%s”', (question, charge) => {
    expect(line(question)).toMatch(new RegExp(`^/breakdown .*${charge}`))
  })

  it('are read line by line where lines are asked for', () => {
    expect(line('recurring fees in October, line by line please')).toMatch(/^\/lines charge:fee/)
  })

  it('mean the same in every order of words', () => {
    const charge = fc.constantFrom('refunds', 'credits', 'fees', 'tax', 'discounts')
    const form = fc.constantFrom(
      'X in October',
      'October X',
      'what X did we get in October',
      'X booked in October',
      'how much were X in October',
      'show the X of October',
    )
    fc.assert(
      fc.property(charge, form, (said, words) => {
        expect(line(words.replace('X', said))).toMatch(/^\/(?:breakdown|lines|trend) .*charge:\w+ period:october-2026/)
      }),
    )
  })
})
