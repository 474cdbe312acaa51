import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Reading } from '@/schemas/reading'
import names from '../fixtures/northlight-names.json'
import type { ReadingContext } from '../follow-up/context'
import { parse, print } from '../frame/canonical'
import type { Gazetteer } from '../tag/gazetteer'
import { read } from './read'
import { type Question, scoreQuestions, type Verdict } from './score-questions'

const gazetteer = names as Gazetteer
const today = '2026-11-19'
const ALONE: ReadingContext = { gazetteer, today, previous: null, focus_case: null }

const corpus = (name: string): Question[] =>
  readFileSync(new URL(`../fixtures/questions/${name}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Question)
const own = scoreQuestions(corpus('own'), gazetteer, today, 'usr_mara')

const told = ({ question, reading }: Verdict): string => {
  const got = reading.outcome === 'answered' ? reading.canonical : reading.outcome === 'clarify' ? `? ${reading.question}` : `! ${reading.because}`
  return `${JSON.stringify(question.question)}\n    wanted ${question.expect.join(' or ')}\n    got    ${got}`
}

describe('reading of questions', () => {
  it(`reads at least 97 of 100 of the ${own.length} questions of our own corpus as the corpus says`, () => {
    const wrong = own.filter((v) => !v.is_right)
    console.info(`questions read as expected: ${own.length - wrong.length} of ${own.length}${wrong.length === 0 ? '' : `\n${wrong.map(told).join('\n')}`}`)
    expect(own.length).toBeGreaterThanOrEqual(300)
    expect(wrong.length / own.length).toBeLessThanOrEqual(0.03)
  })

  it('takes a word that every object answers to for a word like any other', () => {
    for (const word of Object.getOwnPropertyNames(Object.prototype))
      for (const question of [
        `what is the cost of team ${word}`,
        `cost by ${word} last month`,
        `${word} ${word} anomalies per ${word}`,
        `the ${word} one`,
        `graph ${word} days`,
      ])
        Reading.parse(read(question, ALONE))
  })

  it('prints every answered frame as a line that reads back as the same frame', () => {
    for (const { reading } of own) if (reading.outcome === 'answered') expect(parse(print(reading.frame, today), today)).toEqual(reading.frame)
  })

  it('gives every chip a part of the line that is in the line, so that replacing it keeps the rest', () => {
    for (const { reading } of own) {
      Reading.parse(reading)
      for (const chip of reading.outcome === 'answered' ? reading.chips : [])
        expect(reading.outcome === 'answered' && reading.canonical).toContain(chip.canonical)
    }
  })

  it('offers under every part of a reading only whole lines that run, and each of them changes the reading', () => {
    let offered = 0
    for (const { reading } of own)
      for (const { options = [] } of reading.outcome === 'answered' ? reading.chips : [])
        for (const { canonical } of options) {
          const frame = parse(canonical, today)
          expect(frame, canonical).toBeDefined()
          expect(frame === undefined ? '' : print(frame, today)).toBe(canonical)
          expect(reading.outcome === 'answered' && reading.canonical).not.toBe(canonical)
          offered += 1
        }
    expect(offered).toBeGreaterThan(1000)
  })

  it('offers only choices that run', () => {
    for (const { reading } of own) {
      for (const option of reading.outcome === 'clarify' ? reading.options : reading.outcome === 'declined' && reading.first ? [reading.first] : [])
        expect(parse(option.canonical, today), option.canonical).toBeDefined()
      for (const example of reading.outcome === 'declined' ? reading.nearest : [])
        expect(read(example, { ...ALONE, focus_case: 'case_lumen' }).outcome, example).toBe('answered')
    }
  })

  it('never throws, and never reaches anything but the closed set of views, whatever is typed', () => {
    const words = corpus('own').flatMap((q) => q.question.split(' '))
    const typed = fc.oneof(
      fc.string({ maxLength: 120, unit: 'grapheme' }),
      fc.array(fc.constantFrom(...words), { maxLength: 14 }).map((w) => w.join(' ')),
    )
    fc.assert(
      fc.property(typed, (question) => {
        Reading.parse(read(question, ALONE))
      }),
      { numRuns: 400 },
    )
  })

  it('keeps reading a known question when words of the tenant are put in any order around it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...gazetteer.accounts.map((a) => a.name)),
        fc.constantFrom('cost of X last month', 'last month cost of X', 'X cost last month', 'what did X cost last month'),
        (name, form) => {
          const reading = read(form.replace('X', name), ALONE)
          expect(reading.outcome === 'answered' && reading.frame.frame === 'breakdown' && reading.frame.scope.sub_account_id).toBe(
            gazetteer.accounts.find((a) => a.name === name)?.id,
          )
        },
      ),
    )
  })

  it('answers a request to act with a view, and says that a question changes nothing', () => {
    for (const question of ['approve everything', 'sign all plans', 'terminate the loadtest instances', 'roll back case_lumen', 'delete everything']) {
      const reading = read(question, ALONE)
      const said = reading.outcome === 'answered' ? reading.note : reading.outcome === 'declined' ? reading.because : ''
      expect(said, question).toContain('A question changes nothing')
    }
    const refused = read('terminate the loadtest instances', ALONE)
    expect(refused.outcome === 'declined' && refused.first).toEqual({
      label: 'The plan: Nine idle loadtest instances in lumen-dev',
      canonical: '/plan case:case_lumen',
    })
    const queue = read('approve everything', ALONE)
    expect(queue.outcome === 'answered' && queue.frame).toEqual({ frame: 'list_approvals', state: 'waiting', period: null, threshold: null })
  })
})
