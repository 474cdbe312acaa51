import { describe, expect, it } from 'vitest'
import { CostCategory } from '@/schemas/cost'
import names from '../fixtures/northlight-names.json'
import { read } from '../read/read'
import type { Gazetteer } from '../tag/gazetteer'
import { findTerm, GLOSSARY } from './glossary'

const asked = (question: string, month: number | null = null): string => {
  const gazetteer = names as unknown as Gazetteer // safe: the fixture is the demonstration's own list
  const reading = read(question, { gazetteer, today: '2026-11-19', previous: null, focus_case: null, fiscal_year_starts_in_month: month })
  return reading.outcome === 'answered' && reading.frame.frame === 'define_term' ? reading.frame.term : reading.outcome
}

describe('the glossary', () => {
  it('answers what every one of its words means, by each of its names', () => {
    for (const { term, also } of GLOSSARY) for (const name of [term, ...also]) expect(asked(`What does “${name}” mean?`), name).toBe(term)
  })
  it('answers what a thing is for every one of its terms', () => {
    for (const { term } of GLOSSARY) expect(asked(`what is ${/^[aeio]/i.test(term) ? 'an' : 'a'} ${term}?`), term).toBe(term)
  })
  it('has no name that stands for two terms', () => {
    const all = GLOSSARY.flatMap(({ term, also }) => [...new Set([term, ...also].map((name) => name.toLowerCase()))])
    expect(all.filter((name, at) => all.indexOf(name) !== at)).toEqual([])
  })
  it('has every category of a case', () => {
    const words = (category: string): string => category.replaceAll('_', ' ').replace('k8s', 'kubernetes')
    expect(CostCategory.options.map(words).filter((name) => findTerm(name) === undefined)).toEqual([])
  })
  it.each([
    ['I keep reading amortised cost here, not sure what that is', 'amortised cost'],
    ['we keep hearing about chargeback, no idea what it means', 'chargeback'],
  ])('explains what somebody keeps meeting: “%s”', (question, term) => {
    expect(asked(question)).toBe(term)
  })
  it.each([
    ['blast radius = ?', 'blast radius'],
    ['blast radius - what was that again', 'blast radius'],
    ['The board says counterfactual. What is meant by that?', 'counterfactual'],
    ['For a footnote in my report I should like to understand what is meant by amortised cost.', 'amortised cost'],
    ['Could you please explain what is meant by commitment coverage drift?', 'commitment coverage drift'],
    ["what's a plan hash and why is it on my card", 'plan hash'],
    ['what does quorum mean when it says quorum not reached', 'quorum'],
    ['Could you remind me what run rate means in this report, please?', 'run rate'],
    ['what does segregation of duties forbid me?', 'four eyes'],
  ])('explains a word with what is said around it: “%s”', (question, term) => {
    expect(asked(question)).toBe(term)
  })
  it('tells what a fiscal year is whether or not it is set when one starts', () => {
    for (const month of [null, 4])
      for (const question of ['What is a fiscal year?', 'what does FY mean', 'when does our fiscal year start?', 'in which month do fiscal years start'])
        expect(asked(question, month), question).toBe('fiscal year')
    expect(asked('what is a fiscal quarter?')).toBe('fiscal quarter')
  })
  it('leaves what stands on the screen to the views that show it', () => {
    for (const question of ['what is the plan', 'what is my queue', 'show the inbox', 'what is the bill'])
      expect(
        GLOSSARY.map((e) => e.term),
        question,
      ).not.toContain(asked(question))
  })
})
